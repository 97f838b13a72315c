"""Two deductions for the same instalment on the same day."""

from datetime import timedelta

from servicing.ledger.demo.debits import run_of
from servicing.ledger.demo.life import Harm, Life, Paid
from servicing.ledger.demo.paying import ZERO, pay, pay_last_at
from servicing.ledger.demo.stopping import fall_due, refund
from servicing.ledger.records import DebitRun

LATELY = timedelta(days=40)


def strike(life: Life) -> Harm:
    """An instalment was deducted and, a while later, once more; the second is booked or not, refunded or not."""
    paid = _deducted(life)
    again = _again(life, paid, timedelta(minutes=life.rng.randint(20, 300)))
    runs = run_of(life, paid), run_of(life, again)
    fate = life.rng.choice(("kept", "credited", "pending", "success"))
    if fate != "credited":
        life.drop(again.posting)
    if fate in ("kept", "credited"):
        return Harm(paid.instalment.instalment_id, runs)
    back = refund(life, again.record, timedelta(minutes=life.rng.randint(5, 50)), fate)
    return Harm(paid.instalment.instalment_id, (*runs, back))


def _deducted(life: Life) -> Paid:
    """The latest payment as a deduction; or one of the last weeks that was one."""
    since = life.now - LATELY
    deducted = {each.instruction_id for each in life.all(DebitRun) if each.scheduled_at >= since}
    old = [each for each in life.payments(life.open_loan) if each.instruction.instruction_id in deducted]
    old = [each for each in old if each.instruction.made_at < life.now - timedelta(hours=8)]
    return life.rng.choice(old) if old else pay_last_at(life, life.ago(19 * 24, 8), "auto_debit")


def _again(life: Life, paid: Paid, after: timedelta) -> Paid:
    posting = pay(life, paid.instalment, paid.instruction.made_at + after, "auto_debit")
    return next(each for each in life.payments(life.open_loan) if each.posting == posting)


def near_miss(life: Life) -> None:
    """The first run took a part and the second the rest; or the second did not run, for the first had taken all."""
    paid = pay_last_at(life, life.ago(19 * 24, 8), "auto_debit")
    first = run_of(life, paid)
    again = _again(life, paid, timedelta(minutes=life.rng.randint(20, 120)))
    fall_due(life, again.instalment, again.record.occurred_at)
    if life.rng.random() < 0.5:
        life.drop(again.posting, again.settlement, again.record, again.instruction)
        life.change(run_of(life, again), ran_at=None, state="skipped", taken=ZERO, instruction_id=None)
        return
    part = (first.asked * life.rng.randint(4, 6) / 10).quantize(first.asked)
    life.change(first, state="partial", taken=part)
    life.change(run_of(life, again), taken=first.asked - part)
    for each, amount in ((paid, part), (again, first.asked - part)):
        life.change(each.record, amount=amount)
        life.change(each.posting, amount=-amount, principal=-amount, interest=ZERO)
        if each.settlement:
            life.change(each.settlement, amount=amount)
    interest = paid.posting.interest
    life.change(again.posting, amount=part - first.asked, principal=part - first.asked - interest, interest=interest)
