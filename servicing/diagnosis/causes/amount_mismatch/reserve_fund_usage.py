"""Money drawn from the reserve fund is counted in the bill or the settlement quote, or is left out of both."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.fields import Record
from servicing.ledger.records import ReserveDraw
from servicing.money import Money, total


def the_reserve_fund_was_drawn_on_lately(loan: LoanView) -> Answer:
    """A drawing that touches this loan is recent enough to explain what the borrower sees now."""
    if "reserve_draws" in loan.setting.facts.absent:
        return unknown("reserve_draws")
    draws = _draws(loan)
    return yes(*draws[:1], *draws[1:][-1:]) if draws else no()


def a_bill_or_a_quote_was_made_since(loan: LoanView) -> Answer:
    """There is an amount that it is counted in, or left out of."""
    draws = _draws(loan)
    if not draws:
        return no()
    since = draws[-1]
    bills, quotes = _bill_since(loan, since), _quote_since(loan, since)
    touched = {"bill": bills, "quote": quotes, "nowhere": quotes or bills}[since.counted_in]
    if not touched and since.counted_in != "bill" and "settlement_quotes" in loan.setting.facts.absent:
        return unknown("settlement_quotes")
    return whether(bool(touched), *touched)


def _draws(loan: LoanView) -> list[ReserveDraw]:
    """The recent drawings that were counted as the latest one was, in order of time."""
    since = loan.setting.since("recent_change")
    recent = sorted((each for each in loan.reserve_draws if each.drawn_at >= since), key=lambda each: each.drawn_at)
    return [each for each in recent if each.counted_in == recent[-1].counted_in]


def _bill_since(loan: LoanView, draw: ReserveDraw) -> tuple[Record, ...]:
    """The first instalment billed after the drawing."""
    drawn_on = local_day(draw.drawn_at, loan.setting.facts.borrower)
    billed = [each for each in loan.instalments if each.due_on >= drawn_on and each.status != "scheduled"]
    return tuple(sorted(billed, key=lambda each: each.due_on)[:1])


def _quote_since(loan: LoanView, draw: ReserveDraw) -> tuple[Record, ...]:
    """The latest quote made after the drawing."""
    made = [each for each in loan.quotes if each.made_at >= draw.drawn_at]
    return tuple(sorted(made, key=lambda each: each.made_at)[-1:])


def details(loan: LoanView) -> Details:
    """How much was drawn and when last; `counted_in` is `bill`, `quote` or `nowhere`."""
    draws = _draws(loan)
    drawn = total((each.amount for each in draws), loan.loan.currency)
    quote = next((each for each in loan.quotes if each in _quote_since(loan, draws[-1])), None)
    quoted = {"quoted": Money(quote.amount, quote.currency)} if quote and draws[-1].counted_in == "quote" else {}
    return {"drawn": drawn, "drawn_at": draws[-1].drawn_at, "counted_in": draws[-1].counted_in, **quoted}


CAUSE = Cause(
    source="ledger contract: reserve_draws.counted_in; thresholds/recent_change.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(the_reserve_fund_was_drawn_on_lately, a_bill_or_a_quote_was_made_since),
    queue="data_correction",
    steps=("bill", "correction", "person"),
    details=details,
)
