"""Which of the things on offer did the borrower choose: by button, by number, by reference or by amount."""

import re
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
        return Outcome(slots={"subject": pressed})
    if not offered or not turn.text:
        return Outcome()
    return _typed(turn, house, offered)


def _typed(turn: Turn, house: House, offered: Sequence[str]) -> Outcome:
    choices = [each for each in subjects(house.setting(turn.conversation), turn.slot("symptom")) if each.ref in offered]
    choices.sort(key=lambda each: offered.index(each.ref))
    chosen = _by_name(turn.text, choices) or _by_place(turn.given.get("place"), choices)
    return Outcome(slots={"subject": chosen}) if chosen else Outcome()


def _by_name(text: str, choices: Sequence[Choice]) -> str | None:
    """The one whose reference or amount stands in the text."""
    amounts = {each.replace(",", "").rstrip(".") for each in NUMBER.findall(text)}
    named = [each for each in choices if each.ref.casefold() in text.casefold() or _amounts(each) & amounts]
    return named[0].ref if len(named) == 1 else None


def _amounts(choice: Choice) -> set[str]:
    if choice.entry.amount is None:
        return set()
    amount = choice.entry.amount.amount
    return {f"{amount:.2f}", f"{amount.normalize():f}"}


def _by_place(place: str | None, choices: Sequence[Choice]) -> str | None:
    """The one at the place that the engine noticed in the text."""
    if place is None or not 0 < int(place) <= len(choices):
        return None
    return choices[int(place) - 1].ref
