"""Which of the things on offer did the borrower choose: by button, by number, by reference or by amount."""

import re
import unicodedata
from collections.abc import Sequence

from actions.house import House
from actions.turn import Outcome, Turn
from servicing.diagnosis.diagnose import subjects
from servicing.diagnosis.diagnosis import Choice

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def act(turn: Turn, house: House) -> Outcome:
    """Set the subject when the answer fits exactly one of those on offer; otherwise the form asks elsewhere."""
    offered: Sequence[str] = turn.slot("offered") or ()
    pressed = turn.given.get("subject")
    if pressed:
        return Outcome(slots={"symptom": turn.given.get("symptom") or turn.slot("symptom"), "subject": pressed})
    if not offered or not turn.text or turn.slot("symptom") is None:
        return Outcome()
    return _typed(turn, house, offered)


def _typed(turn: Turn, house: House, offered: Sequence[str]) -> Outcome:
    choices = [each for each in subjects(house.setting(turn.conversation), turn.slot("symptom")) if each.ref in offered]
    choices.sort(key=lambda each: offered.index(each.ref))
    chosen = _meant(turn, choices)
    return Outcome(slots={"subject": chosen.ref}) if chosen else Outcome()


def _meant(turn: Turn, choices: Sequence[Choice]) -> Choice | None:
    """The one that is named, else the one at the place; none where some are named: a place among which?"""
    named = _named(unicodedata.normalize("NFKC", turn.text), choices)
    if len(named) == 1:
        return named[0]
    return _at_place(turn.given.get("place"), choices) if len(named) in (0, len(choices)) else None


def _named(text: str, choices: Sequence[Choice]) -> Sequence[Choice]:
    """Those whose reference or amount stands in the text."""
    amounts = {each.replace(",", "") for each in NUMBER.findall(text)}
    return [each for each in choices if _has_reference(text, each.ref) or _amounts(each) & amounts]


def _has_reference(text: str, ref: str) -> bool:
    """Whether the reference stands in the text by itself, not as a part of a longer one."""
    return re.search(rf"(?<![0-9a-z_-]){re.escape(ref)}(?![0-9a-z_-])", text, re.IGNORECASE) is not None


def _amounts(choice: Choice) -> set[str]:
    if choice.entry.amount is None:
        return set()
    amount = choice.entry.amount.amount
    return {f"{amount:.2f}", f"{amount.normalize():f}"}


def _at_place(place: str | None, choices: Sequence[Choice]) -> Choice | None:
    """The one at the place that the engine noticed in the text."""
    if place is None or not 0 < int(place) <= len(choices):
        return None
    return choices[int(place) - 1]
