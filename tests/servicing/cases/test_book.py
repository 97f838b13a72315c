"""The book of cases: one open case a conversation, also at the same moment; nothing half written."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, update

from servicing.cases import book
from servicing.cases.book import CaseBook
from servicing.cases.case import Case
from servicing.database import open_engine
from servicing.errors import CasesUnreachable
from servicing.store import upgrade
from servicing.store.tables import CASE_EVENTS, CASES

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AT_ONCE = 6


def case(number: str = "DZ-0000-0001", conversation: str = "c1", borrower: str | None = "b1", hours: int = 0) -> Case:
    """A case that a person is wanted for."""
    at = NOW + timedelta(hours=hours)
    return Case(number, conversation, borrower, "human", "general", None, "en", "open", at, None)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """An empty book in SQLite."""
    address = f"sqlite:///{tmp_path}/cases.db"
    upgrade(open_engine(address, durable=True))
    return address


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """The book's database."""
    engine = open_engine(address, durable=True)
    yield engine
    engine.dispose()


def events(engine: Engine) -> list[tuple[str, str, str | None, str | None]]:
    """What was noted, in order."""
    columns = CASE_EVENTS.c.case_number, CASE_EVENTS.c.kind, CASE_EVENTS.c.symptom, CASE_EVENTS.c.diagnosis
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(CASE_EVENTS.c.id))]


def test_a_case_is_kept_as_it_was_opened(engine: Engine) -> None:
    """Every field, the moment in UTC included."""
    opened = replace(case(), symptom="line_closed", diagnosis='{"found": []}')
    cases = CaseBook(engine)
    assert cases.open(opened) == opened
    assert cases.of_conversation("c1") == cases.of_borrower("b1") == [opened]
    assert events(engine) == [("DZ-0000-0001", "human", "line_closed", '{"found": []}')]


def test_a_second_reason_is_noted_on_the_open_case(engine: Engine) -> None:
    """With what was found about it then; the case itself stays as it was frozen."""
    cases, first = CaseBook(engine), case()
    cases.open(first)
    second = replace(case("DZ-0000-0002", hours=1), reason="complaint", symptom="line_closed", diagnosis="{}")
    assert cases.open(second) == first
    assert cases.of_conversation("c1") == [first]
    assert events(engine)[1:] == [("DZ-0000-0001", "complaint", "line_closed", "{}")]


def test_after_it_was_closed_a_new_one_is_opened(engine: Engine) -> None:
    """The person who closed it is done; the latest comes first."""
    cases = CaseBook(engine)
    cases.open(case())
    with engine.begin() as connection:
        connection.execute(update(CASES).values(state="closed"))
    cases.open(case("DZ-0000-0002", hours=1))
    assert [(each.number, each.state) for each in cases.of_conversation("c1")] == [
        ("DZ-0000-0002", "open"),
        ("DZ-0000-0001", "closed"),
    ]


def test_a_case_of_nobody_becomes_the_borrowers(engine: Engine) -> None:
    """Who asked for a person first, and proved who they are then, has one case and finds it."""
    cases = CaseBook(engine)
    cases.open(case(borrower=None))
    assert cases.of_borrower("b1", "c1") == [case(borrower=None)]
    assert cases.of_borrower("b1") == cases.of_borrower("b1", "c2") == []
    assert cases.open(case("DZ-0000-0002")) == case()
    assert cases.of_borrower("b1") == [case()]


def test_a_case_of_another_borrower_is_left_alone(engine: Engine) -> None:
    """A conversation that speaks for somebody else now must not learn the number, nor add to it."""
    cases, other = CaseBook(engine), case("DZ-0000-0002", borrower="b2")
    cases.open(case())
    assert cases.open(other) == other
    assert (cases.of_borrower("b1"), cases.of_borrower("b2")) == ([case()], [other])


def test_a_number_that_is_taken_is_replaced(engine: Engine) -> None:
    """It happens once in a lifetime, to somebody whose complaint would be lost."""
    cases = CaseBook(engine)
    cases.open(case())
    second = cases.open(case(conversation="c2"))
    assert second.number != "DZ-0000-0001"
    assert cases.of_conversation("c2") == [second]


def test_numbers_that_stay_taken_end_in_a_refusal(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A random source that is broken must not hang the bot."""
    monkeypatch.setattr(book, "new_number", lambda: "DZ-0000-0001")
    cases = CaseBook(engine)
    cases.open(case())
    with pytest.raises(CasesUnreachable):
        cases.open(case(conversation="c2"))
    assert len(events(engine)) == 1


def opened_at_once(address: str, borrower: str | None) -> None:
    """As many requests of one conversation at one moment, each from an engine of its own, make one open case."""
    engines = [open_engine(address, durable=True) for _ in range(AT_ONCE)]
    start = Barrier(AT_ONCE)

    def request(number: int) -> str:
        start.wait()
        return CaseBook(engines[number]).open(case(f"DZ-0000-000{number}", borrower=borrower)).number

    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = set(threads.map(request, range(AT_ONCE)))
    assert told == {each.number for each in CaseBook(engines[0]).of_conversation("c1")}
    assert len(told) == 1
    assert len(events(engines[0])) == AT_ONCE
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("borrower", ["b1", None])
def test_requests_at_the_same_moment_make_one_case(address: str, borrower: str | None) -> None:
    """An impatient borrower, two devices, the bot's apology beside the action server's case."""
    opened_at_once(address, borrower)


@pytest.mark.postgres
@pytest.mark.parametrize("borrower", ["b1", None])
def test_requests_at_the_same_moment_make_one_case_in_postgresql(postgres: str, borrower: str | None) -> None:
    """There writers do not wait for one another unless something makes them."""
    engine = open_engine(postgres, durable=True)
    upgrade(engine)
    engine.dispose()
    opened_at_once(postgres, borrower)


@pytest.mark.postgres
def test_postgresql_keeps_what_sqlite_keeps(postgres: str) -> None:
    """The same case, the same moment, the same number replaced."""
    engine = open_engine(postgres, durable=True)
    upgrade(engine)
    cases, opened = CaseBook(engine), replace(case(borrower=None), symptom="line_closed", diagnosis="{}")
    cases.open(opened)
    assert cases.of_conversation("c1") == [opened]
    assert cases.open(case()) == replace(opened, borrower_id="b1")
    assert cases.open(case(conversation="c2")).number != opened.number
    engine.dispose()


@pytest.mark.parametrize("address", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_away_is_told(address: str) -> None:
    """By every method; whoever asked for a case must know that there is none."""
    cases = CaseBook(open_engine(address, durable=True))
    for ask in (lambda: cases.open(case()), lambda: cases.of_borrower("b1"), lambda: cases.of_conversation("c1")):
        with pytest.raises(CasesUnreachable):
            ask()


def test_a_case_whose_event_cannot_be_written_is_not_opened(engine: Engine) -> None:
    """Both or neither."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE case_events")
    with pytest.raises(CasesUnreachable):
        CaseBook(engine).open(case())
    assert CaseBook(engine).of_conversation("c1") == []
