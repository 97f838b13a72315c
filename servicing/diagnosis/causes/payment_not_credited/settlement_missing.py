"""The channel took the money, yet it is neither in the channel's settlement nor in the lender's books."""

from datetime import date

from servicing.diagnosis.cause import Cause
from servicing.diagnosis.clues.payment import (
    a_channel_took_the_money,
    it_does_not_wait_out_maintenance,
    it_is_not_held,
    it_is_not_posted,
    no_incident_explains_it,
    the_money_does_not_come_back,
    the_money_went_to_the_lender,
    the_posting_window_has_passed,
)
from servicing.diagnosis.clues.settlement import it_is_not_in_the_settlement, its_settlement_file_was_due

CAUSE = Cause(
    source="thresholds/posting_window.yml, thresholds/settlement_file.yml",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="bank",
    clues=(
        a_channel_took_the_money,
        the_money_went_to_the_lender,
        it_is_not_posted,
        it_is_not_held,
        the_money_does_not_come_back,
        no_incident_explains_it,
        it_does_not_wait_out_maintenance,
        the_posting_window_has_passed,
        its_settlement_file_was_due,
        it_is_not_in_the_settlement,
    ),
    queue="posting",
    steps=("send_proof", "correction", "person"),
    evidence=("bank_record",),
)
