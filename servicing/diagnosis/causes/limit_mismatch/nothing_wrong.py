"""The limit adds up: the one last decided, less the principal still owed, with nothing waiting for release."""

from datetime import date

from servicing.diagnosis.answer import Answer, no, unknown, yes
from servicing.diagnosis.cause import Cause, Details
from servicing.diagnosis.clues.line import (
    NOT_FOR_A_LOAN,
    TOLD_APART,
    lowerings_for,
    set_aside_for,
    the_limit_is_the_one_last_decided,
    the_line_may_be_drawn,
    the_screen_shows_another_amount,
)
from servicing.diagnosis.views.line import LineView
from servicing.money import total


def nothing_keeps_the_limit_down(line: LineView) -> Answer:
    """No doubt, review, other debt or lowering is on record that would have to be told as a cause of its own."""
    kept_down = (*line.open_doubts, *set_aside_for(line, *NOT_FOR_A_LOAN), *lowerings_for(line, *TOLD_APART))
    return no(*kept_down[:1]) if kept_down else yes()


def nothing_waits_for_release(line: LineView) -> Answer:
    """No part of what was repaid is still held back; where no holds are kept, a screen has to agree instead."""
    waiting = [each for each in line.open_holds if each.kind == "limit_release"]
    if waiting:
        return no(*waiting[:1])
    if "holds" in line.setting.facts.absent and line.last_limit_shown is None:
        return unknown("holds")
    return yes(*line.last_payment)


def no_screen_is_known_to_say_otherwise(line: LineView) -> Answer:
    """Where the books keep what the screen showed, it is what can be drawn by the books."""
    shown, other = line.last_limit_shown, the_screen_shows_another_amount(line)
    return Answer(None if other.holds is None else not other.holds, (shown,) if shown else (), other.missing)


def details(line: LineView) -> Details:
    """The arithmetic: limit, principal still owed, what is set aside, what can be drawn; and the last repayment."""
    principal = -total((each.principal for each in line.last_payment), line.line.currency)
    paid = -total((each.amount for each in line.last_payment), line.line.currency)
    return {
        "limit": line.total_limit,
        "outstanding": line.outstanding,
        "held": line.held,
        "available": line.drawable,
        "paid": paid,
        "principal": principal,
    }


CAUSE = Cause(
    source="ledger contract: credit_lines.total_limit, postings.principal, holds",
    since=date(2026, 11, 22),
    certainty="proven",
    fault="nobody",
    clues=(
        the_line_may_be_drawn,
        nothing_keeps_the_limit_down,
        the_limit_is_the_one_last_decided,
        nothing_waits_for_release,
        no_screen_is_known_to_say_otherwise,
    ),
    queue="limit",
    steps=("limit", "person"),
    details=details,
)
