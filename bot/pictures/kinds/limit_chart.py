"""A limit over time: what takes it up below its line, what is available under that, the decisions as numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bot.pictures.kinds import INK, MARGIN, SOFT, WIDTH, Facts, Say, capital
from bot.pictures.scale import ticks
from bot.pictures.typesetting import cut, fitting, width, wrapped

MOST_MOMENTS, MOST_MARKS, MOST_LINES = 400, 6, 4
TITLE, BODY, AXIS, FIGURE = 30, 27, 24, 64
UPPER, LOWER = 330, 190
RIGHT = WIDTH - MARGIN
BADGE = 17
AS_IT_WAS = ("freeze", "close", "keep")
USED = ("limit", "outstanding", "held", "available")


@dataclass(frozen=True)
class Line:
    """One line of text and its baseline."""

    x: float
    y: float
    words: str
    size: float
    fill: str
    weight: str = "regular"
    anchor: str = "start"


@dataclass(frozen=True)
class Key:
    """A row of the legend: its sample, its name, and the amount now."""

    name: str
    y: float
    words: str
    amount: str
    size: float


@dataclass(frozen=True)
class Badge:
    """A decision: its number, where it stands in time, and how high its badge floats so that none hides another."""

    number: int
    x: float
    badge_x: float
    y: float


@dataclass(frozen=True)
class Panel:
    """A band of the chart with its scale: `top` is the highest amount's place, `bottom` is zero's."""

    top: float
    bottom: float
    most: Decimal

    def y(self, amount: Decimal) -> float:
        """The height of an amount; the scale reaches beyond every amount that is drawn."""
        return self.bottom - float(amount / self.most) * (self.bottom - self.top)


@dataclass(frozen=True)
class Times:
    """The horizontal axis."""

    left: float
    since: datetime
    now: datetime

    def x(self, at: datetime) -> float:
        """The place of a moment."""
        return self.left + (at - self.since) / (self.now - self.since) * (RIGHT - self.left)


def layout(facts: Facts, say: Say) -> Mapping[str, Any]:
    """Places for everything, from the top down."""
    moments = _moments(facts)
    head = list(_head(facts, say))
    keys = list(_keys(facts, say, head[-1].y + 56))
    marks = facts["marks"][-MOST_MARKS:]
    top = keys[-1].y + 100
    most, steps = ticks(max(each[name].amount for each in moments for name in USED))
    labels = [say("limit_chart", "tick", amount=_like(moments[0]["limit"], step)) for step in steps]
    times = Times(MARGIN + max(width(each, AXIS) for each in labels) + 14, facts["since"], facts["now"])
    upper = Panel(top + 88, top + 88 + UPPER, most)
    lower = Panel(upper.bottom + 82, upper.bottom + 82 + LOWER, most)
    below = list(_legend_of_marks(facts, marks, say, lower.bottom + 92))
    return {
        "width": WIDTH,
        "height": below[-1].y + 40,
        "head": head,
        "keys": keys,
        "upper": upper,
        "lower": lower,
        "times": times,
        "right": RIGHT,
        "scale": [*_scale(upper, steps, labels, times), *_scale(lower, steps[::2], labels[::2], times)],
        "captions": _captions(upper, lower, say),
        "days": _days(times, lower.bottom + 34, say),
        "areas": _areas(moments, times, upper, lower),
        "stops": list(_stops(moments, times)),
        "badges": list(_badges(marks, times, top + 38)),
        "below": below,
    }


def told(facts: Facts, say: Say) -> str:
    """The figures now, what was available at the beginning, and the decisions."""
    moments = _moments(facts)
    figures = {name: moments[-1][name] for name in (*USED, "is_stopped")}
    marks = [_mark(each, say) for each in facts["marks"][-MOST_MARKS:]]
    return say("limit_chart", "alt", **{**facts, **figures, "available_then": moments[0]["available"], "marks": marks})


def _moments(facts: Facts) -> Sequence[Facts]:
    moments: Sequence[Facts] = facts["moments"]
    if not 2 <= len(moments) <= MOST_MOMENTS:
        raise ValueError(f"a chart of {len(moments)} moments; from 2 to {MOST_MOMENTS} can be drawn")
    return moments


def _like(money: Any, amount: Decimal) -> Any:
    return type(money)(amount, money.currency)


def _head(facts: Facts, say: Say) -> Iterator[Line]:
    room, now = WIDTH - 2 * MARGIN, facts["moments"][-1]
    yield Line(MARGIN, 62, say("limit_chart", "title"), TITLE, SOFT)
    amount = say("limit_chart", "amount", amount=now["available"])
    yield Line(MARGIN, 138, amount, fitting(amount, room, FIGURE, "bold"), INK, "bold")
    y = 180.0
    available = say("limit_chart", "available_now_stopped" if now["is_stopped"] else "available_now")
    for words in wrapped(available, room, BODY, "bold"):
        yield Line(MARGIN, y, words, BODY, INK, "bold")
        y += 38
    for words in cut(wrapped(say("limit_chart", "subtitle", **facts), room, BODY), MOST_LINES, room, BODY):
        yield Line(MARGIN, y, words, BODY, SOFT)
        y += 38


def _keys(facts: Facts, say: Say, y: float) -> Iterator[Key]:
    now = facts["moments"][-1]
    for name in USED:
        words, amount = say("limit_chart", name), say("limit_chart", "amount", amount=now[name])
        if name == "held" and not facts["holds_known"]:
            amount = say("limit_chart", "held_unknown")
        size = fitting(amount, RIGHT - MARGIN - 70 - width(words, BODY), BODY, "bold")
        yield Key(name, y, words, amount, size)
        y += 46


def _scale(panel: Panel, steps: Sequence[Decimal], labels: Sequence[str], times: Times) -> Iterator[Line]:
    for step, words in zip(steps, labels, strict=True):
        yield Line(times.left - 14, panel.y(step), words, AXIS, SOFT, anchor="end")


def _captions(upper: Panel, lower: Panel, say: Say) -> list[Line]:
    return [
        Line(MARGIN, upper.top - 100, say("limit_chart", "taken"), BODY, INK, "bold"),
        Line(MARGIN, lower.top - 30, say("limit_chart", "available"), BODY, INK, "bold"),
    ]


def _days(times: Times, y: float, say: Say) -> list[Line]:
    """The first day, the middle one and now."""
    middle = times.since + (times.now - times.since) / 2
    return [
        Line(times.left, y, say("limit_chart", "day", at=times.since), AXIS, SOFT),
        Line(times.x(middle), y, say("limit_chart", "day", at=middle), AXIS, SOFT, anchor="middle"),
        Line(RIGHT, y, say("limit_chart", "now"), AXIS, SOFT, anchor="end"),
    ]


def _areas(moments: Sequence[Facts], times: Times, upper: Panel, lower: Panel) -> Mapping[str, str]:
    """The outlines of the step lines, and of the bands between them."""
    none = [Decimal(0)] * len(moments)
    outstanding = [each["outstanding"].amount for each in moments]
    used = [each["outstanding"].amount + each["held"].amount for each in moments]
    limit = [each["limit"].amount for each in moments]
    available = [each["available"].amount for each in moments]
    at = [times.x(each["at"]) for each in moments]
    return {
        "outstanding": _band(at, none, outstanding, upper),
        "held": _band(at, outstanding, used, upper),
        "limit": _steps(at, limit, upper),
        "available": _band(at, none, available, lower),
        "available_line": _steps(at, available, lower),
    }


def _corners(at: Sequence[float], amounts: Sequence[Decimal], panel: Panel) -> list[tuple[float, float]]:
    """The points of a step line: level until the next moment, then up or down."""
    points = [(at[0], panel.y(amounts[0]))]
    for (_, before), (x, after) in pairwise(zip(at, amounts, strict=True)):
        points += [(x, panel.y(before)), (x, panel.y(after))]
    return points


def _steps(at: Sequence[float], amounts: Sequence[Decimal], panel: Panel) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _corners(at, amounts, panel))


def _band(at: Sequence[float], low: Sequence[Decimal], high: Sequence[Decimal], panel: Panel) -> str:
    points = [*_corners(at, high, panel), *reversed(_corners(at, low, panel))]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"


def _stops(moments: Sequence[Facts], times: Times) -> Iterator[tuple[float, float]]:
    """From where to where the line was stopped."""
    for before, after in pairwise(moments):
        if before["is_stopped"]:
            yield times.x(before["at"]), times.x(after["at"])


def _badges(marks: Sequence[Facts], times: Times, y: float) -> Iterator[Badge]:
    """One a decision, pushed to the left so far that the later ones can all be read."""
    placed: list[Badge] = []
    room: float = RIGHT - BADGE
    for number, mark in reversed(list(enumerate(marks, start=1))):
        x = times.x(mark["at"])
        place = min(max(x, times.left + BADGE), room)
        placed.append(Badge(number, x, place, y))
        room = place - 2 * BADGE - 6
    yield from reversed(placed)


def _legend_of_marks(facts: Facts, marks: Sequence[Facts], say: Say, y: float) -> Iterator[Line]:
    room = RIGHT - MARGIN - 50
    if not marks:
        yield Line(MARGIN, y, say("limit_chart", "no_decision"), BODY, SOFT)
    for number, mark in enumerate(marks, start=1):
        yield Line(MARGIN + BADGE, y, str(number), AXIS, "badge", "bold", "middle")
        for words in cut(wrapped(capital(_mark(mark, say)), room, BODY), MOST_LINES, room, BODY):
            yield Line(MARGIN + 50, y, words, BODY, INK)
            y += 37
        y += 11
    earlier = len(facts["marks"]) - len(marks)
    if earlier:
        yield Line(MARGIN + 50, y, say("limit_chart", "earlier", count=earlier), BODY, SOFT)


def _mark(mark: Facts, say: Say) -> str:
    return say("limit_chart", "mark_as_it_was" if mark["kind"] in AS_IT_WAS else "mark", **mark)
