"""Most of the last repayment went to interest and fees: the limit follows the principal only."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import something_was_repaid
from servicing.diagnosis.views.line import LineView
from servicing.money import Money, total


def little_of_it_reduced_the_principal(line: LineView) -> Answer:
    """The part of the last repayment that is principal is smaller than a repayment usually has."""
    paid = _part(line, "amount")
    if not paid:
        return no()
    share = line.setting.thresholds.figure("principal_share", line.setting.now.date(), line.line.product)
    return whether(_part(line, "principal").amount * 100 < paid.amount * share)


def _part(line: LineView, part: str) -> Money:
    """A part of the last repayment, as the borrower counts it: what was paid is more than nothing."""
    return -total((getattr(each, part) for each in line.last_payment), line.line.currency)


def details(line: LineView) -> Details:
    """What was paid last, and the principal, interest and fees in it."""
    parts = {part: _part(line, part) for part in ("principal", "interest", "fees")}
    return {"paid": _part(line, "amount"), **parts}


CAUSE = Cause(
    source="ledger contract: postings.principal; thresholds/principal_share.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(something_was_repaid, little_of_it_reduced_the_principal),
    queue="limit",
    steps=("bill", "how_to_repay", "person"),
    details=details,
    follows_from=("allocated_elsewhere",),
)
