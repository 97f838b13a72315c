"""The bill shows the loan as settled; the lender's own confirmation of the last payment is still outstanding."""

from datetime import date, datetime

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.confirmation import (
    it_was_paid_off_lately,
    last_payment_waits_for_confirmation,
    settlement_file_due,
    waits_for_it,
)
from servicing.diagnosis.clues.settled_loan import (
    it_is_marked_as_settled,
    no_instalment_is_asked_for,
    nothing_is_owed_in_the_entries,
)
from servicing.diagnosis.views.loan import LoanView


def expected(loan: LoanView) -> datetime | None:
    """When the lender should have heard of the payment from all sides; absent once that is past."""
    due = settlement_file_due(loan)
    return due if due and due >= loan.setting.now else None


def details(loan: LoanView) -> Details:
    """When the loan was paid off, what waits for it (`limit` or `nothing_known`), and whether the time is over."""
    paid_off = loan.paid_off_by
    held = waits_for_it(loan)
    told: Details = {"waits": "limit" if held else "nothing_known", "late": "no" if expected(loan) else "yes"}
    return {**told, "paid_off_at": paid_off.posted_at} if paid_off else told


CAUSE = Cause(
    source="ledger contract: payment_instructions.state, loans.status, holds; thresholds/settlement_file.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="platform",
    clues=(
        nothing_is_owed_in_the_entries,
        it_is_marked_as_settled,
        no_instalment_is_asked_for,
        it_was_paid_off_lately,
        last_payment_waits_for_confirmation,
    ),
    queue="posting",
    steps=("wait", "send_proof", "person"),
    details=details,
    expected=expected,
)
