"""A change of the phone, the device or the identity, or an unusual sign-in, stopped the limit until it is confirmed."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import lowerings_for, set_aside_for
from servicing.diagnosis.views.line import LineView
from servicing.ledger.fields import Record
from servicing.money import Money, total


def the_line_itself_is_not_stopped(line: LineView) -> Answer:
    """It is not frozen or closed: that would be the larger thing to tell."""
    return whether(line.line.status == "open")


def a_change_that_stopped_the_limit_is_not_confirmed(line: LineView) -> Answer:
    """An event that names this line as stopped has not been put right; holds and lowerings for it are cited too."""
    if "security_events" in line.setting.facts.absent:
        return unknown("security_events")
    doubts = line.open_doubts[:1]
    return yes(*doubts, *_consequences(line)) if doubts else whether(False)


def _consequences(line: LineView) -> tuple[Record, ...]:
    return (*set_aside_for(line, "security"), *lowerings_for(line, "security")[:1])


def details(line: LineView) -> Details:
    """What raised the doubt and when, and what it came to: limit `held`, `lowered`, or only `stopped`."""
    doubt, held, lowered = line.open_doubts[0], set_aside_for(line, "security"), lowerings_for(line, "security")
    noticed: Details = {"doubt": doubt.kind, "noticed_at": doubt.occurred_at}
    if held:
        return {**noticed, "how": "held", "held": total((each.amount for each in held), line.line.currency)}
    if lowered:
        before, after = Money(lowered[0].limit_before, lowered[0].currency), line.total_limit
        return {**noticed, "how": "lowered", "before": before, "after": after}
    return {**noticed, "how": "stopped"}


CAUSE = Cause(
    source="ledger contract: security_events.line_id, security_events.resolved_at",
    since=date(2026, 11, 23),
    certainty="proven",
    fault="nobody",
    clues=(the_line_itself_is_not_stopped, a_change_that_stopped_the_limit_is_not_confirmed),
    queue="risk_review",
    steps=("send_proof", "person"),
    evidence=("identity_document",),
    details=details,
)
