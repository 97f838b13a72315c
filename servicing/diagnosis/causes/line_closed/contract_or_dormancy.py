"""The line's time is over, it was not used for long, the identity document expired, or the borrower closed it."""

from datetime import date

from servicing.diagnosis.answer import Answer, unknown, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.fields import Record

ENDINGS = ("contract_end", "dormancy", "own_request")


def it_cannot_be_drawn(line: LineView) -> Answer:
    """It is frozen or closed, or the last day on which it could be drawn has passed."""
    event = line.stopping_event
    return whether(line.line.status != "open" or line.term_is_over, *((event,) if event else ()))


def its_time_or_its_use_has_ended(line: LineView) -> Answer:
    """The term is over, the reason on record is an ending, or an expired document stopped it."""
    if _ending(line):
        return yes(*_rows(line))
    if line.stopped_for in ("security", None) and "security_events" in line.setting.facts.absent:
        return unknown("security_events")
    return whether(False)


def _ending(line: LineView) -> str | None:
    """`own_request`, `dormancy`, `contract_end` or `identity_expired`; absent where it is none of them."""
    if line.line.status != "open" and line.stopped_for in ENDINGS:
        return line.stopped_for
    if line.term_is_over:
        return "contract_end"
    document = any(each.kind == "identity_expired" for each in line.open_doubts)
    return "identity_expired" if document and line.stopped_for in ("security", "identity_expired", None) else None


def _rows(line: LineView) -> tuple[Record, ...]:
    if _ending(line) == "identity_expired":
        return tuple(each for each in line.open_doubts if each.kind == "identity_expired")[:1]
    decision = line.standing_decision
    decided = (decision,) if decision and decision.reason in ENDINGS else ()
    return (line.line, *decided) if line.term_is_over else decided


def details(line: LineView) -> Details:
    """Which ending it is, and the day or moment of it: the last day of the term; empty where the books have none."""
    ending, event = _ending(line) or "", line.stopping_event
    if ending == "contract_end" and line.line.term_ends_on:
        return {"ending": ending, "ended_at": line.line.term_ends_on}
    return {"ending": ending, "ended_at": event.occurred_at if event else ""}


CAUSE = Cause(
    source="ledger contract: credit_lines.term_ends_on, limit_decisions.reason, security_events",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="policy",
    clues=(it_cannot_be_drawn, its_time_or_its_use_has_ended),
    queue="limit",
    steps=("borrow_again", "person"),
    details=details,
)
