"""The limit adds up: the one last decided, less the principal still owed, with nothing waiting for release."""

from datetime import date
from decimal import Decimal

from servicing.diagnosis.answer import Answer, no, whether, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.views.line import LineView
from servicing.ledger.records import LimitDecision
from servicing.money import total


def the_line_is_open(line: LineView) -> Answer:
    """It may be drawn."""
    return whether(line.line.status == "open", line.line)


def the_limit_is_the_one_last_decided(line: LineView) -> Answer:
    """The limit in force is what the last decision on it made it."""
    last = _last_on_the_limit(line)
    return whether(last is None or line.line.total_limit == _limit_of(last, line), *((last,) if last else ()))


def nothing_waits_for_release(line: LineView) -> Answer:
    """No part of the limit that was repaid is still held back."""
    waiting = [each for each in line.open_holds if each.kind == "limit_release"]
    return no(*waiting[:1]) if waiting else yes(*line.last_payment)


def no_screen_is_known_to_say_otherwise(line: LineView) -> Answer:
    """Where the books keep what the screen showed, it is what can be drawn by the books."""
    shown = line.last_limit_shown
    return whether(shown is None or shown.amount == line.available.amount, *((shown,) if shown else ()))


def _last_on_the_limit(line: LineView) -> LimitDecision | None:
    on_limit = [each for each in line.decisions if each.kind not in ("freeze", "close") and not each.withdrawn_at]
    return max(on_limit, key=lambda each: each.decided_at, default=None)


def _limit_of(decision: LimitDecision, line: LineView) -> Decimal:
    over = decision.kind == "temporary_raise" and decision.ends_at and decision.ends_at <= line.setting.now
    return decision.limit_before if over else decision.limit_after


def details(line: LineView) -> Details:
    """The arithmetic: limit, principal still owed, what is set aside, what can be drawn; and the last repayment."""
    principal = -total((each.principal for each in line.last_payment), line.line.currency)
    paid = -total((each.amount for each in line.last_payment), line.line.currency)
    return {
        "limit": line.total_limit,
        "outstanding": line.outstanding,
        "held": line.held,
        "available": line.available,
        "paid": paid,
        "principal": principal,
    }


CAUSE = Cause(
    source="ledger contract: credit_lines.total_limit, postings.principal, holds",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        the_line_is_open,
        the_limit_is_the_one_last_decided,
        nothing_waits_for_release,
        no_screen_is_known_to_say_otherwise,
    ),
    queue="limit",
    steps=("limit", "person"),
    details=details,
)
