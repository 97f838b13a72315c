"""An early repayment was made where the instalment that is due should have been paid."""

from datetime import date

from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.early_repayment import an_instalment_stays_due, it_was_made_as_an_early_repayment
from servicing.diagnosis.clues.payment import it_is_posted

CAUSE = Cause(
    source="ledger contract: payment_instructions.purpose, thresholds/paid_ahead.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="borrower",
    clues=(it_was_made_as_an_early_repayment, it_is_posted, an_instalment_stays_due),
    queue="data_correction",
    steps=("how_to_repay", "correction", "person"),
)
