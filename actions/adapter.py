"""Between Rasa's types and ours: every `act` in a file of this folder becomes a custom action of that file's name."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.case_opening import open_case
from actions.house import House
from actions.speech import to_be_corrected
from actions.turn import Outcome, Turn, say
from servicing.account.currencies import TwoCurrencies
from servicing.diagnosis.register import symptoms
from servicing.errors import LedgerUnreachable, NotProven, ProofAged, UnknownBorrower
from servicing.logs.context import about
from servicing.wire import wire

Act = Callable[[Turn, House], Outcome]

# What is said when a message could not be used; a pasted notice that an action reads after all is none of these.
NOT_UNDERSTOOD = {"not_understood", "choose_again", "out_of_scope"}


class Adapted(Action):
    """One custom action."""

    def __init__(self, name: str, act: Act, house: House) -> None:
        self._name, self._act, self._house = name, act, house

    def name(self) -> str:
        """As the domain names it."""
        return self._name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """Act outside the event loop, because the ledger is read with blocking calls."""
        turn = turn_of(tracker)
        about(turn.conversation, None, turn.text)
        outcome = await asyncio.to_thread(answer, self._act, turn, self._house)
        now = wire(self._house.clock())
        for reply in outcome.replies:
            dispatcher.utter_message(response=reply.name, facts={**reply.facts, "now": now})
        return list(_events(outcome))


def answer(act: Act, turn: Turn, house: House) -> Outcome:
    """What an action does, and the plain answers where nobody is proved, the ledger is away or the books disagree."""
    try:
        return act(turn, house)
    except ProofAged:
        return say("proof_aged")
    except (NotProven, UnknownBorrower):
        return say("not_linked")
    except TwoCurrencies as contradiction:
        return Outcome((to_be_corrected(contradiction),))
    except LedgerUnreachable:
        case = open_case(turn, house, "ledger_unreachable", None)
        return say("ledger_unreachable", case=case.number)


def turn_of(tracker: Tracker) -> Turn:
    """The turn as our actions see it."""
    message = tracker.latest_message
    entities = {each["entity"]: each["value"] for each in message.get("entities", [])}
    return Turn(
        conversation=tracker.sender_id,
        intent=message.get("intent", {}).get("name") or "",
        text=message.get("text") or "",
        given={name: str(value) for name, value in entities.items() if name != "language"},
        slots=_known(tracker.slots),
        misses=misses(tracker.events),
    )


def _known(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """The slots without a trouble that there is no more: a talk may be older than this version of the causes."""
    return slots if slots.get("symptom") in symptoms() else {**slots, "symptom": None}


def misses(events: Sequence[Mapping[str, Any]]) -> int:
    """How many messages before the latest were not understood, one after the other."""
    count = 0
    for heard in _by_message(events)[1:]:
        if not NOT_UNDERSTOOD & heard:
            break
        count += 1
    return count


def _by_message(events: Sequence[Mapping[str, Any]]) -> list[set[str]]:
    """The names of the replies that followed each message, the latest message first."""
    heard: list[set[str]] = [set()]
    for event in reversed(events):
        if event.get("event") == "user":
            heard.append(set())
        elif event.get("event") == "bot":
            heard[-1].add(_reply_in(event))
    return heard[:-1]


def _reply_in(event: Mapping[str, Any]) -> str:
    said = (event.get("data") or {}).get("custom") or {}
    return str(said.get("reply") or "")


def _events(outcome: Outcome) -> Iterator[EventType]:
    for name, value in outcome.slots.items():
        yield SlotSet(name, value)
    if outcome.ends_form:
        yield ActiveLoop(None)
        yield SlotSet("requested_slot", None)


def all_actions(house: House) -> Iterator[Adapted]:
    """Every action: a file of this folder that has an `act`. A form's validation keeps its file's name."""
    for each in iter_modules(actions.__path__):
        if each.name.startswith("__"):
            continue
        act = getattr(import_module(f"{actions.__name__}.{each.name}"), "act", None)
        if act is not None:
            yield Adapted(each.name if each.name.startswith("validate_") else f"action_{each.name}", act, house)
