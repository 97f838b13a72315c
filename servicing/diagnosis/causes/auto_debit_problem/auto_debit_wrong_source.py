"""The deduction asked another account than the one set last, or a card that could not be used any more."""

from datetime import date

from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.debit import (
    a_run_went_to_the_wrong_account,
    asked_account,
    went_elsewhere,
    wrong_run,
)
from servicing.diagnosis.clues.failures import FAILURES
from servicing.diagnosis.views.debit import DebitView
from servicing.money import Money


def details(debit: DebitView) -> Details:
    """The account that was asked, what it gave or why not; what is left to pay; the account set last, if another.

    `used` is `other` (another account) or `unusable` (the account that is set could not be used).
    """
    run = wrong_run(debit)
    if run is None:
        return {}
    meant, ending = debit.meant_for(run), asked_account(debit, run)
    elsewhere = went_elsewhere(debit, run)
    return {
        "used": "other" if elsewhere else "unusable",
        "taken": Money(run.taken, run.currency),
        "left": debit.left,
        **({"used_ending": ending} if ending else {}),
        **({"set_ending": meant.account_ending, "set_at": meant.signed_at} if elsewhere and meant else {}),
        **({"failure_code": run.failure_code} if run.failure_code in FAILURES else {}),
    }


CAUSE = Cause(
    source="ledger contract: debit_runs.mandate_id, channel_records.account_ending",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(a_run_went_to_the_wrong_account,),
    queue="posting",
    steps=("change_card", "auto_debit", "person"),
    evidence=("mandate_page",),
    details=details,
    tells_of=("payment_failed",),
)
