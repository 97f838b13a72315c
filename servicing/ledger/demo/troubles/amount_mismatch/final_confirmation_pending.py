"""A loan that is settled and marked so, while the lender's own confirmation of the last payment is outstanding."""

from servicing.ledger.demo.closing import close, pay_off, since_last_entry
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.settling import mark_settled
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.fields import Record
from servicing.ledger.records import Hold, PaymentInstruction, Posting, SettlementLine


def strike(life: Life) -> Harm:
    """The instruction stays accepted; the limit that the payment frees may wait for it, too."""
    settlement = pay_off(life, life.open_loan, since_last_entry(life, life.open_loan))
    loan = mark_settled(life, settlement)
    instruction = life.get(PaymentInstruction, str(settlement.instruction_id))
    waiting = life.change(instruction, state=life.rng.choice(("accepted", "accepted", "queued")))
    _take_out_of_the_file(life, settlement)
    held = (_hold(life, settlement),) if life.rng.random() < 0.5 else ()
    show_the_books(life)
    proof: tuple[Record, ...] = (loan, waiting, settlement, *held)
    return Harm(settlement.loan_id, proof)


def near_miss(life: Life) -> None:
    """The lender is done with the payment, and only the channel's file does not name it yet."""
    settlement = close(life, life.open_loan, since_last_entry(life, life.open_loan))
    _take_out_of_the_file(life, settlement)


def _take_out_of_the_file(life: Life, settlement: Posting) -> None:
    named = (each for each in life.all(SettlementLine) if each.record_id == settlement.record_id)
    life.drop(next(named, None))


def _hold(life: Life, settlement: Posting) -> Hold:
    """The limit is set aside until the payment is confirmed."""
    return life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=settlement.borrower_id,
            kind="limit_release",
            line_id=life.line.line_id,
            instruction_id=None,
            posting_id=settlement.posting_id,
            amount=-settlement.principal,
            currency=settlement.currency,
            reason="not_confirmed",
            placed_at=settlement.posted_at,
            due_at=None,
            released_at=None,
        )
    )
