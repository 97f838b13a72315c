"""What is true of every conversation, and what a transcript expects of its own."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import create_engine, select

from bot.relay.messages import Message
from servicing.cases.book import CaseBook
from servicing.database import open_engine
from servicing.ledger.columns import reference_of
from servicing.ledger.tables import TABLES
from servicing.settings import Settings
from tests.conversations.house import RealHouse
from tests.conversations.play import Outcome
from tests.conversations.transcript import Expected, Transcript


def faults(house: RealHouse, transcript: Transcript, outcome: Outcome) -> list[str]:
    """Everything that is not as it should be; empty when the conversation went as written."""
    return [
        *_wrong_replies(transcript, outcome),
        *_wrong_citations(house, outcome),
        *_wrong_cases(house, transcript, outcome),
        *_wrong_slots(transcript, outcome),
    ]


def _wrong_replies(transcript: Transcript, outcome: Outcome) -> Iterator[str]:
    for number, (exchange, played) in enumerate(zip(transcript.exchanges, outcome.played, strict=True), start=1):
        wanted, got = [each.reply for each in exchange.replies], [line.reply for line in played.replies]
        if wanted != got:
            yield f"turn {number}, {played.said!r}: expected {wanted}, got {got}"
            continue
        for expected, line in zip(exchange.replies, played.replies, strict=True):
            yield from (f"turn {number}, {played.said!r}: {each}" for each in _wrong_facts(expected, line))


def _wrong_facts(expected: Expected, line: Message) -> Iterator[str]:
    for name, value in expected.facts.items():
        got = _fact(name, line)
        if got != value:
            yield f"{expected.reply} should have {name} {value!r}, not {got!r}"


# Short for what is inside of a reply.
SHORT: Mapping[str, Callable[[Message], Any]] = {
    "causes": lambda line: [each["cause"] for each in line.facts["found"]],
    "because": lambda line: [each["because"] for each in line.facts["found"]],
    "well": lambda line: [each["cause"] for each in line.facts["well"]],
    "beside": lambda line: [each["cause"] for each in line.facts["beside"]],
    "pictures": lambda line: [each["kind"] for each in line.facts["pictures"]],
    "says_by_when": lambda line: any(each["expected"] for each in line.facts["found"]),
    "choices": lambda line: len(line.facts["choices"]),
    "buttons": lambda line: len(line.buttons),
}


def _fact(name: str, line: Message) -> Any:
    """A fact of a reply, or what a short name stands for."""
    return SHORT[name](line) if name in SHORT else line.facts.get(name)


def _wrong_citations(house: RealHouse, outcome: Outcome) -> Iterator[str]:
    """Every entry that a reply cites is a row of the borrower's own books, and its reference stands in the words."""
    for played in outcome.played:
        for line in played.replies:
            for entry in line.facts.get("entries", ()):
                if entry["reference"] not in line.text:
                    yield f"{entry['reference']} is cited but not shown"
                if not _is_theirs(house, entry, outcome.borrower_id):
                    yield f"{entry['reference']} is not in the books of {outcome.borrower_id}"


def _is_theirs(house: RealHouse, entry: Mapping[str, Any], borrower_id: str | None) -> bool:
    table = next(each for each in TABLES.values() if each.name == entry["table"])
    record = next(kind for kind, each in TABLES.items() if each is table)
    query = select(table).where(table.c[reference_of(record)] == entry["reference"])
    with create_engine(f"sqlite:///{house.ledger_file}").connect() as connection:
        row = connection.execute(query).mappings().first()
    return row is not None and row.get("borrower_id", borrower_id) == borrower_id


def _wrong_cases(house: RealHouse, transcript: Transcript, outcome: Outcome) -> Iterator[str]:
    store = open_engine(Settings.from_environment(house.environ).cases, durable=True)
    kept = CaseBook(store).of_conversation(outcome.conversation)
    got = [{"reason": each.reason, "queue": each.queue} for each in kept]
    if got != [dict(each) for each in transcript.cases]:
        yield f"cases should be {list(transcript.cases)}, not {got}"
    for case in kept:
        if case.borrower_id != outcome.borrower_id:
            yield f"case {case.number} belongs to {case.borrower_id}, not to {outcome.borrower_id}"


def _wrong_slots(transcript: Transcript, outcome: Outcome) -> Iterator[str]:
    for name, value in transcript.slots.items():
        if outcome.slots.get(name) != value:
            yield f"slot {name} should be {value!r}, not {outcome.slots.get(name)!r}"
