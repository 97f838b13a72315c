"""The loan is paid off; the borrower's screen shows data from before that."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known, no, unknown
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.settled_loan import last_total_shown, nothing_is_owed_in_the_entries
from servicing.diagnosis.views.loan import LoanView
from servicing.ledger.records import ShownBalance


def the_screen_showed_a_debt_from_before(loan: LoanView) -> Answer:
    """What the screen last showed as owed, on the loan or in all, is older than the posting that paid it off."""
    if "shown_balances" in loan.setting.facts.absent:
        return unknown("shown_balances")
    return first_known(_older(loan)) if loan.paid_off_by else no()


def _older(loan: LoanView) -> tuple[ShownBalance, ...]:
    paid_off = loan.paid_off_by
    shown = (loan.last_owed_shown, last_total_shown(loan))
    return tuple(each for each in shown if each and paid_off and each.amount > 0 and each.as_of < paid_off.posted_at)


def details(loan: LoanView) -> Details:
    """How old the data on the screen was, and when the loan was paid off."""
    older = _older(loan)
    if not older or loan.paid_off_by is None:
        return {}
    return {"as_of": older[0].as_of, "paid_off_at": loan.paid_off_by.posted_at}


CAUSE = Cause(
    source="ledger contract: shown_balances.as_of",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(nothing_is_owed_in_the_entries, the_screen_showed_a_debt_from_before),
    queue="data_correction",
    steps=("bill", "person"),
    details=details,
)
