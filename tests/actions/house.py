"""A real house over a small ledger: links and cases in SQLite, a clock that stands still, every reply said aloud."""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import select

import actions
from actions.adapter import Act
from actions.house import House
from actions.speech import Reply
from actions.turn import Outcome, Turn
from bot.voice.catalogue import catalogues
from bot.voice.voice import Voice
from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.cases.case import Case
from servicing.diagnosis.thresholds import load
from servicing.errors import LedgerUnreachable, UnknownBorrower
from servicing.ledger.door import LedgerDoor
from servicing.ledger.facts import Facts
from servicing.store.tables import CASE_EVENTS, METADATA
from tests.new_store import new_store
from tests.small_ledger import Books, changed, facts_from

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CONVERSATION, BORROWER = "c1", "b1"
SYMPTOM = "payment_not_credited"
THRESHOLDS = load()
VOICE = Voice(catalogues())

# One payment on its way; the same booked; the same with a bank that took nothing yet, which no cause explains.
ON_ITS_WAY: Books = {
    "instalments": [{"instalment_id": "I1", "due_on": "2026-11-20"}],
    "payment_instructions": [
        {
            "instruction_id": "P1",
            "instalment_id": "I1",
            "made_at": "2026-11-20 09:58",
            "acknowledged_at": "2026-11-20 09:58",
        }
    ],
    "channel_records": [{"record_id": "C1", "instruction_id": "P1", "occurred_at": "2026-11-20 10:00"}],
}
BOOKED: dict[str, Any] = {
    "kind": "repayment",
    "amount": "-1030",
    "instalment_id": "I1",
    "instruction_id": "P1",
    "record_id": "C1",
    "posted_at": "2026-11-20 11:00",
}
ALL_WELL = changed(ON_ITS_WAY, {"postings": {"R1": BOOKED}, "instalments": {"I1": {"status": "paid"}}})
UNEXPLAINED = changed(ON_ITS_WAY, {"channel_records": {"C1": {"state": "pending"}}})
# The lender's server never heard of the payment, and no bank did.
NEVER_RECEIVED = changed(
    ON_ITS_WAY,
    {"payment_instructions": {"P1": {"acknowledged_at": None, "state": "attempted"}}, "channel_records": {"C1": None}},
)
NOTHING_PAID: Books = {}


def two_payments(first: str = "1030", second: str = "515.50") -> Books:
    """Two payments of these amounts on their way, the second one later: it is offered first."""
    made_at = "2026-11-20 10:58"
    return changed(
        ON_ITS_WAY,
        {
            "instalments": {"I2": {"number": 2, "due_on": "2026-11-20"}},
            "payment_instructions": {
                "P1": {"amount": first},
                "P2": {"instalment_id": "I2", "made_at": made_at, "acknowledged_at": made_at, "amount": second},
            },
            "channel_records": {
                "C1": {"amount": first},
                "C2": {"instruction_id": "P2", "occurred_at": "2026-11-20 11:00", "amount": second},
            },
        },
    )


class SmallDoor(LedgerDoor):
    """A door to a small ledger; without any books the ledger is away."""

    def __init__(self, books: Books | None) -> None:
        self.known = None if books is None else facts_from(books)

    def facts(self, borrower_id: str, now: datetime, *, loans: Collection[str] = ()) -> Facts:
        """The facts of the one borrower in the books."""
        if self.known is None:
            raise LedgerUnreachable
        if self.known.borrower.borrower_id != borrower_id:
            raise UnknownBorrower
        return self.known


def house(folder: Path, books: Books | None = None, *, borrower: str | None = BORROWER, away: bool = False) -> House:
    """A house whose one conversation speaks for a borrower, or for nobody; `away` takes the ledger away."""
    store = new_store(folder / "cases.db", METADATA)
    access = Access(store, lambda: NOW)
    if borrower:
        access.link(CONVERSATION, borrower, NOW)
    door = SmallDoor(None if away else books or NOTHING_PAID)
    return House(door, access, CaseBook(store), THRESHOLDS, lambda: NOW)


def turn(
    intent: str = "", text: str = "", *, given: dict[str, str] | None = None, misses: int = 0, **slots: Any
) -> Turn:
    """A turn of the one conversation."""
    return Turn(CONVERSATION, intent, text, given or {}, slots, misses)


def done(act: Act, each: Turn, where: House) -> Outcome:
    """What an action does; every reply is said in every language, so a word or fact that is missing shows."""
    outcome = act(each, where)
    for reply in outcome.replies:
        assert all(words(reply, language) for language in VOICE.languages)
    return outcome


def replied(act: Act, each: Turn, where: House) -> Reply:
    """The one reply of an action."""
    (reply,) = done(act, each, where).replies
    return reply


def words(reply: Reply, language: str) -> str:
    """What a borrower reads: the facts have travelled as JSON before."""
    return VOICE.say(reply.name, language, json.loads(json.dumps(dict(reply.facts)))).text


def names(outcome: Outcome) -> list[str]:
    """The names of what is said."""
    return [each.name for each in outcome.replies]


def only_case(where: House) -> Case:
    """The one case of the one conversation."""
    (case,) = where.cases.of_conversation(CONVERSATION)
    return case


def events(where: House) -> list[tuple[str, str | None]]:
    """Why something was put on record, and about what, in order."""
    query = select(CASE_EVENTS.c.kind, CASE_EVENTS.c.symptom).order_by(CASE_EVENTS.c.id)
    with where.access.engine.connect() as connection:
        return [(row.kind, row.symptom) for row in connection.execute(query)]


def _acts() -> Iterator[tuple[str, Act]]:
    for each in iter_modules(actions.__path__):
        if not each.name.startswith("__"):
            act = getattr(import_module(f"actions.{each.name}"), "act", None)
            if act is not None:
                yield each.name, act


# Every action as its folder has it: a file with an `act`.
EVERY_ACT = list(_acts())
