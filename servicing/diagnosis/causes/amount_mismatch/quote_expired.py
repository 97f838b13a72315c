"""The early-settlement quote has lapsed, and interest has run on since."""

from datetime import date
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import PaymentInstruction, SettlementQuote
from servicing.money import Money, total

SENT = ("queued", "accepted", "done")


def a_quote_has_lapsed(loan: LoanView) -> Answer:
    """A quote was good until lately, and is not any more."""
    if "settlement_quotes" in loan.setting.facts.absent:
        return unknown("settlement_quotes")
    quote = _lapsed(loan)
    return yes(quote) if quote else no()


def it_was_not_paid_while_it_held(loan: LoanView) -> Answer:
    """No payment of a quoted amount was sent while it held: neither of this quote nor of a later one."""
    quote = _lapsed(loan)
    if quote is None:
        return no()
    quotes = [each for each in loan.quotes if each.made_at >= quote.made_at]
    paid = [each for each in _payoffs(loan, quote) if any(_holds_for(one, each) for one in quotes)]
    return whether(not paid, *paid[-1:])


def interest_has_run_on_since(loan: LoanView) -> Answer:
    """Principal was owed when it lapsed, at interest, and no later quote names the same amount."""
    quote, later = _lapsed(loan), _later(loan)
    if quote is None:
        return no()
    same = later is not None and later.amount == quote.amount
    ran_on = bool(_principal_when_it_lapsed(loan, quote)) and loan.loan.annual_rate > 0
    shown = (*(each for each in (later,) if each), *_payoffs(loan, quote)[-1:])
    return whether(ran_on and not same, *shown)


def _lapsed(loan: LoanView) -> SettlementQuote | None:
    """The quote that lapsed last, if it lapsed lately enough to be meant."""
    now = loan.setting.now
    since = loan.setting.since("quote_look_back")
    lapsed = [each for each in loan.quotes if since <= each.valid_until < now]
    return max(lapsed, key=lambda each: each.valid_until, default=None)


def _later(loan: LoanView) -> SettlementQuote | None:
    """The quote that is good now."""
    good = [each for each in loan.quotes if each.valid_until >= loan.setting.now]
    return max(good, key=lambda each: each.made_at, default=None)


def _payoffs(loan: LoanView, quote: SettlementQuote) -> list[PaymentInstruction]:
    """What the borrower sent towards the settlement after the quote was made, in order of time."""
    sent = [
        each
        for each in loan.instructions
        if each.purpose in ("settlement", "early_repayment") and each.state in SENT and each.made_at >= quote.made_at
    ]
    return sorted(sent, key=lambda each: each.made_at)


def _holds_for(quote: SettlementQuote, payment: PaymentInstruction) -> bool:
    return quote.made_at <= payment.made_at <= quote.valid_until and payment.amount >= quote.amount


def _principal_when_it_lapsed(loan: LoanView, quote: SettlementQuote) -> Money:
    by_then = (each.principal for each in loan.postings if each.value_at <= quote.valid_until)
    return total(by_then, loan.loan.currency)


def details(loan: LoanView) -> Details:
    """The quoted amount and until when it held; the principal on which interest ran from then, and its yearly rate.

    `later` and `later_until` are the quote that is good now, `paid` what was sent too late, where there are any;
    `owed` is what the books ask for now.
    """
    quote, later = _lapsed(loan), _later(loan)
    if quote is None:
        return {}
    late = [each for each in _payoffs(loan, quote) if each.made_at > quote.valid_until]
    currency = loan.loan.currency
    return {
        "quoted": Money(quote.amount, currency),
        "valid_until": quote.valid_until,
        "principal": _principal_when_it_lapsed(loan, quote),
        "rate": _plain(loan.loan.annual_rate),
        "owed": loan.owed,
        **({"later": Money(later.amount, currency), "later_until": later.valid_until} if later else {}),
        **({"paid": Money(late[-1].amount, currency), "paid_at": late[-1].made_at} if late else {}),
    }


def _plain(rate: Decimal) -> str:
    """The rate without zeros that say nothing."""
    return f"{rate.normalize():f}"


CAUSE = Cause(
    source="ledger contract: settlement_quotes.valid_until; thresholds/quote_look_back.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(a_quote_has_lapsed, it_was_not_paid_while_it_held, interest_has_run_on_since),
    queue="posting",
    steps=("how_to_repay", "bill", "person"),
    details=details,
)
