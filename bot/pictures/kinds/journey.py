"""A payment's journey: the stations under each other, with where it stands on top."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.pictures.kinds import (
    AMBER,
    AMBER_TINT,
    BLUE,
    BLUE_TINT,
    GREEN,
    GREEN_TINT,
    INK,
    MARGIN,
    RED,
    RED_TINT,
    SOFT,
    WIDTH,
    Facts,
    Say,
    capital,
)
from bot.pictures.typesetting import cut, fitting, wrapped

TEXT_X = 122
ROOM = WIDTH - MARGIN - TEXT_X - 12
NAME, DETAIL, HEAD, AMOUNT = 32, 27, 36, 64
NAME_LINE, DETAIL_LINE, HEAD_LINE = 40, 36, 46
ROW_PAD, ROW_GAP, MOST_LINES = 15, 10, 3
COLOURS = {"done": GREEN, "here": BLUE, "failed": RED, "held": AMBER, "amiss": AMBER}
TINTS = {"done": GREEN_TINT, "here": BLUE_TINT, "failed": RED_TINT, "held": AMBER_TINT, "amiss": AMBER_TINT}
# Notes that say more in the headline than the name of the station does.
TELLING = ("nothing_paid", "to_something_else", "in_part", "older_data", "review", "review_late", "queued")
NOT_NEEDED, NOTHING_PAID = "not_needed", "nothing_paid"


@dataclass(frozen=True)
class Line:
    """One line of text and its baseline."""

    y: float
    words: str
    size: float
    fill: str
    weight: str = "regular"


@dataclass(frozen=True)
class Row:
    """One station: its shape, its lines, and the band of the picture that it takes up."""

    state: str
    top: float
    bottom: float
    icon_y: float
    lines: tuple[Line, ...]
    tint: str | None


def layout(facts: Facts, say: Say) -> Mapping[str, Any]:
    """Places for everything, from the top down."""
    head = list(_head(facts, say))
    banner = _banner(facts, say, head[-1].y + 34)
    rows = list(_rows(facts, say, banner.bottom + 26))
    return {
        "width": WIDTH,
        "height": rows[-1].bottom + 24,
        "head": head,
        "banner": banner,
        "rows": rows,
        "colours": COLOURS,
        "text_x": TEXT_X,
    }


def told(facts: Facts, say: Say) -> str:
    """Where it stands, then every station in order."""
    stations = [say("journey", "alt_station", **_in_words(each, facts, say)) for each in facts["stations"]]
    told = {"headline": _headline(facts, say), "next": "".join(_next(facts, say)), "stations": stations}
    return say("journey", "alt", **{**facts, **told})


def _in_words(station: Facts, facts: Facts, say: Say) -> Facts:
    return {
        "station": say("journey_stations", station["name"]),
        "state": _state(station, say),
        "at": station["at"],
        "note": "" if station["state"] == "skipped" else _note(station, say),
        "due": _due(station, facts, say),
    }


def _head(facts: Facts, say: Say) -> Iterator[Line]:
    room, y = WIDTH - 2 * MARGIN, 62.0
    yield Line(y, say("journey", "title"), 30, SOFT)
    if facts["amount"] is not None:
        amount = say("journey", "amount", amount=facts["amount"])
        y += 76
        yield Line(y, amount, fitting(amount, room, AMOUNT, "bold"), INK, "bold")
    for words in cut(wrapped(say("journey", "subtitle", **facts), room, DETAIL), MOST_LINES, room, DETAIL):
        y += 40
        yield Line(y, words, DETAIL, SOFT)


def _banner(facts: Facts, say: Say, top: float) -> Row:
    shape = _shape(_standing(facts))
    colour = COLOURS[shape]
    heads = [Line(0, each, HEAD, colour, "bold") for each in wrapped(_headline(facts, say), ROOM, HEAD, "bold")]
    more = [Line(0, words, DETAIL, INK) for each in _next(facts, say) for words in wrapped(each, ROOM, DETAIL)]
    return _row(shape, [*heads, *more], top, TINTS[shape], 22)


def _shape(station: Facts) -> str:
    """What it is drawn as: a station that is done, but not as it should be, is not drawn like any other."""
    state: str = station["state"]
    return "amiss" if state == "done" and station["note"] in TELLING else state


def _headline(facts: Facts, say: Say) -> str:
    station = _standing(facts)
    if station["note"] and (station["state"] == "failed" or station["note"] in TELLING):
        return capital(_note(station, say))
    return say("journey", f"headline_{station['state']}", station=say("journey_stations", station["name"]))


def _next(facts: Facts, say: Say) -> list[str]:
    """The first due moment from where it stands, if there is any."""
    names = [each["name"] for each in facts["stations"]]
    ahead = facts["stations"][names.index(facts["stands"]) :]
    due = next((each for each in ahead if each["due"] and each["state"] != "failed"), None)
    if due is None:
        return []
    name = "next_held" if due["state"] == "held" else "next"
    name = f"{name}_missed" if due["due"] < facts["at"] else name
    return [capital(say("journey", name, station=say("journey_stations", due["name"]), due=due["due"]))]


def _standing(facts: Facts) -> Facts:
    by_name: Mapping[str, Facts] = {each["name"]: each for each in facts["stations"]}
    return by_name[facts["stands"]]


def _rows(facts: Facts, say: Say, top: float) -> Iterator[Row]:
    for station in facts["stations"]:
        row = _row(_shape(station), list(_lines(station, facts, say)), top, _tint(station, facts), ROW_PAD)
        yield row
        top = row.bottom + ROW_GAP


def _tint(station: Facts, facts: Facts) -> str | None:
    shape = _shape(station)
    return TINTS[shape] if station["name"] == facts["stands"] and shape != "done" else None


def _row(state: str, lines: list[Line], top: float, tint: str | None, pad: float) -> Row:
    """Lines under each other from the top of a band; the shape stands beside the first."""
    placed, y = [], top + pad
    for line in lines:
        height = {NAME: NAME_LINE, HEAD: HEAD_LINE}.get(int(line.size), DETAIL_LINE)
        placed.append(Line(y + height * 0.76, line.words, line.size, line.fill, line.weight))
        y += height
    first = NAME_LINE if lines[0].size == NAME else HEAD_LINE
    return Row(state, top, y + pad, top + pad + first / 2, tuple(placed), tint)


def _lines(station: Facts, facts: Facts, say: Say) -> Iterator[Line]:
    state = station["state"]
    is_far = state in ("skipped", "to_come", "unknown")
    weight = "bold" if state in ("here", "failed", "held") else "regular"
    for words in wrapped(say("journey_stations", station["name"]), ROOM, NAME, weight):
        yield Line(0, words, NAME, SOFT if is_far else INK, weight)
    for text, fill, face in _details(station, facts, say):
        for words in cut(wrapped(text, ROOM, DETAIL, face), MOST_LINES, ROOM, DETAIL):
            yield Line(0, words, DETAIL, fill, face)


def _details(station: Facts, facts: Facts, say: Say) -> Iterator[tuple[str, str, str]]:
    state, due = station["state"], _due(station, facts, say)
    if state in COLOURS and state != "done":
        yield _state(station, say), COLOURS[state], "bold"
    elif state != "done":
        yield say("journey", "joined", parts=[each for each in (_state(station, say), due) if each]), SOFT, "regular"
    at = [say("journey", "at", at=station["at"])] if station["at"] else []
    reference = [say("journey", "reference", **station["entry"])] if station["entry"] else []
    if at or reference:
        yield say("journey", "joined", parts=[*at, *reference]), SOFT, "regular"
    is_said = state == "skipped" or capital(_note(station, say)) == _headline(facts, say)
    if station["note"] and not is_said:
        yield capital(_note(station, say)), INK, "regular"
    if due and state in COLOURS:
        yield due, INK, "regular"


def _state(station: Facts, say: Say) -> str:
    if station["note"] == NOTHING_PAID:
        return say("journey_states", "to_come")
    if station["state"] == "skipped" and station["note"]:
        return capital(_note(station, say)) if station["note"] != NOT_NEEDED else say("journey_states", NOT_NEEDED)
    return say("journey_states", station["state"])


def _note(station: Facts, say: Say) -> str:
    if not station["note"]:
        return ""
    return say("journey_notes", station["note"], detail=station["detail"] or "other")


def _due(station: Facts, facts: Facts, say: Say) -> str:
    if not station["due"]:
        return ""
    return say("journey", "due_missed" if station["due"] < facts["at"] else "due", due=station["due"])
