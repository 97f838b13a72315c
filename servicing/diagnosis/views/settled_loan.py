"""The loans that a borrower may call settled: paid off in the entries, marked so, or paid by a settlement."""

from collections.abc import Sequence
from datetime import datetime

from servicing.diagnosis.views import Setting, Subject
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.ledger.records import Instalment, Posting


def loans_called_settled(setting: Setting) -> Sequence[LoanView]:
    """The loans that are settled or nearly so, the latest first; every loan where none is."""
    loans = all_loans(setting)
    settled = sorted(filter(looks_settled, loans), key=_settled_about, reverse=True)
    return settled or loans


def looks_settled(loan: LoanView) -> bool:
    """Whether a borrower has a reason to call the loan settled."""
    return bool(
        loan.loan.status == "settled"
        or loan.paid_off_by
        or any(each.purpose == "settlement" for each in loan.instructions)
        or (loan.repayments and is_a_residue(loan))
    )


def is_a_residue(loan: LoanView) -> bool:
    """Whether something is owed and it is no more than what can be left over after a settlement."""
    owed = loan.owed
    most = loan.setting.thresholds.figure("residual_at_most", loan.setting.now.date(), owed.currency)
    return 0 < owed.amount <= most


def settling_repayment(loan: LoanView) -> Posting | None:
    """The repayment with which the borrower meant to settle: the settlement, else the one that paid the loan off."""
    meant = {each.instruction_id for each in loan.instructions if each.purpose == "settlement"}
    settlement = next((each for each in loan.repayments if each.instruction_id in meant), None)
    if settlement or loan.paid_off_by:
        return settlement or loan.paid_off_by
    return next(iter(loan.repayments), None) if _every_instalment_is_paid(loan) else None


def unpaid_instalments(loan: LoanView) -> tuple[Instalment, ...]:
    """The instalments in force that the servicing system still asks for, the first due first."""
    asked = [each for each in loan.instalments_in_force if each.status in ("billed", "overdue")]
    return tuple(sorted(asked, key=lambda each: each.due_on))


def _every_instalment_is_paid(loan: LoanView) -> bool:
    return bool(loan.instalments_in_force) and all(each.status == "paid" for each in loan.instalments_in_force)


def _settled_about(loan: LoanView) -> datetime:
    settling = settling_repayment(loan)
    return settling.posted_at if settling else loan.loan.settled_at or loan.loan.drawn_at


SETTLED_LOAN = Subject("loan", loans_called_settled)
