"""A loan that was settled but for a small amount."""

from datetime import timedelta
from decimal import Decimal

from servicing.ledger.demo.anew import some_money
from servicing.ledger.demo.closing import close, pay_off, since_last_entry, tell_the_bureau
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.paying import ZERO, post
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import Loan, Posting

# A residue in every currency (thresholds/residual_at_most.yml).
MOST = 18


def strike(life: Life) -> Harm:
    """Interest to the day or a fee was booked after the settlement, or the settlement was a little short."""
    loan = life.open_loan
    at, left = since_last_entry(life, loan, least_hours=12), some_money(life, 0, MOST) + Decimal("0.01")
    kind = life.rng.choice(("interest", "fee", "short"))
    settlement = pay_off(life, loan, at, short=left if kind == "short" else ZERO)
    charged = () if kind == "short" else (_charge(life, settlement, kind == "interest", left),)
    show_the_books(life)
    return Harm(loan.loan_id, (settlement, *charged))


def _charge(life: Life, settlement: Posting, is_interest: bool, amount: Decimal) -> Posting:
    loan = life.get(Loan, settlement.loan_id)
    at = settlement.posted_at + timedelta(minutes=life.rng.randint(10, 600))
    if is_interest:
        return post(life, loan, "interest", (ZERO, amount), at)
    return life.change(post(life, loan, "fee", (ZERO, ZERO), at, fees=amount), reason="early_repayment")


def near_miss(life: Life) -> None:
    """The interest to the day was booked after the settlement and waived at once."""
    loan = life.open_loan
    settlement = close(life, loan, since_last_entry(life, loan, least_hours=12))
    left, at = some_money(life, 1, MOST), settlement.posted_at + timedelta(hours=2)
    post(life, loan, "interest", (ZERO, left), at)
    waiver = post(life, loan, "waiver", (ZERO, -left), at + timedelta(minutes=life.rng.randint(1, 300)))
    life.change(waiver, reason="goodwill")
    tell_the_bureau(life, waiver)
    show_the_books(life)
