"""A transfer to an account that is not the lender's."""

from datetime import timedelta

from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.stopping import BY_HAND, first_try, pay_and_stop, refund, without_instruction


def strike(life: Life) -> Harm:
    """The latest payment went to somebody else: at the bank or by instruction, still gone, sent back or given back."""
    hand = life.rng.random() < 0.6
    paid = pay_and_stop(life, life.ago(19 * 24, 2), "bank_transfer" if hand else life.rng.choice(BY_HAND))
    record = without_instruction(life, paid) if hand else paid.record
    fate = life.rng.choice(("gone", "gone", "returned") if hand else ("gone", "returned", "refunded"))
    code = "account_mismatch" if fate == "returned" else None
    sent = life.change(
        record,
        payee=_other_account(life),
        state="returned" if fate == "returned" else "success",
        failure_code=code,
    )
    proof = (sent, refund(life, sent, timedelta(minutes=45))) if fate == "refunded" else (sent,)
    return Harm(sent.record_id if hand else paid.instruction.instruction_id, proof)


def near_miss(life: Life) -> None:
    """The bank refused a transfer to the wrong account, and the next one reached the lender."""
    paid = pay_last_at(life, life.ago(19 * 24, 6), "bank_transfer")
    instruction, record = first_try(life, paid, timedelta(minutes=life.rng.randint(5, 90)))
    life.change(record, state="failed", payee=_other_account(life), failure_code="account_mismatch")
    life.change(instruction, state="failed", failure_code="account_mismatch")


def _other_account(life: Life) -> str:
    return f"{life.rng.randint(0, 9999):04d}"
