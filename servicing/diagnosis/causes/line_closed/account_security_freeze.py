"""The line was stopped for the safety of the account, and the doubt has not been put right."""

from datetime import date

from servicing.diagnosis.answer import Answer, first_known, unknown, whether
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import the_line_is_stopped
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import SecurityEvent

DOUBTS = ("unusual_login", "new_device", "phone_changed", "identity_changed")


def it_was_stopped_for_safety(line: LineView) -> Answer:
    """The decision that stands, or the event, says so; or there is no reason on record but the doubt itself."""
    rows = (line.standing_decision,) if line.standing_decision else ()
    return whether(line.stopped_for in ("security", None), *rows)


def a_doubt_about_the_account_is_open(line: LineView) -> Answer:
    """A sign-in or a change that stopped the line has not been confirmed by the borrower."""
    if "security_events" in line.setting.facts.absent:
        return unknown("security_events")
    return first_known(_doubts(line)[:1])


def _doubts(line: LineView) -> tuple[SecurityEvent, ...]:
    return tuple(each for each in line.open_doubts if each.kind in DOUBTS)


def details(line: LineView) -> Details:
    """What raised the doubt, and when."""
    doubt = _doubts(line)[0]
    return {"doubt": doubt.kind, "noticed_at": doubt.occurred_at}


CAUSE = Cause(
    source="ledger contract: security_events.resolved_at",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(the_line_is_stopped, it_was_stopped_for_safety, a_doubt_about_the_account_is_open),
    queue="risk_review",
    steps=("send_proof", "person"),
    evidence=("identity_document",),
    details=details,
)
