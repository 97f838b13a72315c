"""The book of certificates: the same facts give the same one, and a number brings back what it said."""

import json
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from servicing.certificates.book import CertificateBook
from servicing.certificates.certificate import Draft, new_number
from servicing.certificates.grounds import repayments, settlement
from servicing.certificates.verify import Verified, verify
from servicing.database import open_engine
from servicing.errors import CasesUnreachable, UnknownBorrower
from servicing.ledger.door import LedgerDoor
from servicing.ledger.facts import Facts
from servicing.store.tables import METADATA
from tests.new_store import new_store
from tests.servicing.account import small
from tests.servicing.account.small import NOW, THRESHOLDS, setting
from tests.servicing.certificates.test_grounds import OFF, SETTLED, told

LATER = NOW + timedelta(days=3)


class Books(LedgerDoor):
    """A door to books that a test can change."""

    def __init__(self, facts: Facts | None) -> None:
        self.now = facts

    def facts(self, borrower_id: str, now: datetime, *, loans: Collection[str] = ()) -> Facts:
        """The books of now; without any, nobody is known."""
        if self.now is None:
            raise UnknownBorrower
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    """Our own database."""
    return new_store(tmp_path / "cases.db", METADATA)


@pytest.fixture
def book(store: Engine) -> CertificateBook:
    """The book in it."""
    return CertificateBook(store)


def draft() -> Draft:
    """What the settled loan bears."""
    found = settlement(setting(SETTLED), "N1")
    assert isinstance(found, Draft)
    return found


def checked(book: CertificateBook, number: str, facts: Facts | None) -> Verified:
    """The number against these books, three days later."""
    return verify(number, book, Books(facts), THRESHOLDS, LATER)


def test_the_same_facts_give_the_same_certificate(book: CertificateBook) -> None:
    """Whoever asks twice does not hold two numbers for one thing."""
    first, second = book.issue(draft(), NOW), book.issue(draft(), LATER)
    assert first == second
    assert (first.issued_at, json.loads(first.says)) == (NOW, told(settlement(setting(SETTLED), "N1")))


def test_asked_at_the_same_moment_there_is_still_one(book: CertificateBook) -> None:
    """The database decides, not who looked first."""
    with ThreadPoolExecutor(8) as threads:
        numbers = {each.number for each in threads.map(lambda _: book.issue(draft(), NOW), range(16))}
    assert len(numbers) == 1


def test_a_withdrawn_one_is_not_given_again(book: CertificateBook) -> None:
    """It keeps its number and the moment; the next one has another number."""
    first = book.issue(draft(), NOW)
    assert book.withdraw(first.number, LATER) == book.withdraw(first.number, LATER + timedelta(days=1))
    assert book.issue(draft(), LATER).number != first.number
    assert checked(book, first.number, setting(SETTLED).facts).outcome == "withdrawn"


def test_a_certificate_stands_while_the_books_bear_it(book: CertificateBook) -> None:
    """Typed in any way; what it says comes with the answer."""
    issued = book.issue(draft(), NOW)
    found = checked(book, issued.number.lower(), setting(SETTLED).facts)
    assert found == Verified("stands", issued)


@pytest.mark.parametrize(
    "changes",
    [
        {**SETTLED, "loans": {"N1": {"status": "open"}}},
        {**SETTLED, "postings": {**OFF, "R7": {"kind": "penalty", "amount": "5", "posted_at": "2026-11-21 02:00"}}},
        {**SETTLED, "postings": {**OFF, "R3": small.repayment("2000", "2026-11-19 02:01")}},
    ],
    ids=["the mark is gone", "something was booked since", "an entry has another time"],
)
def test_when_the_books_change_it_does_not_stand_any_more(book: CertificateBook, changes: dict[str, object]) -> None:
    """The paper says what was; the desk is told that the books say something else now."""
    issued = book.issue(draft(), NOW)
    assert checked(book, issued.number, setting(changes).facts) == Verified("ledger_differs", issued)


def test_a_borrower_who_is_gone_bears_nothing(book: CertificateBook) -> None:
    """Books without them do not give the same."""
    assert checked(book, book.issue(draft(), NOW).number, None).outcome == "ledger_differs"


def test_a_list_of_repayments_is_as_of_its_day(book: CertificateBook) -> None:
    """A payment that came later does not make the older paper wrong; one that was taken back does."""
    before = repayments(setting({"postings": OFF}), "N1", NOW)
    assert isinstance(before, Draft)
    issued = book.issue(before, NOW)
    more = {**OFF, "R8": small.repayment("1", "2026-11-21 02:00")}
    back = {"R9": {"kind": "refund", "amount": "1030", "instruction_id": "P1", "posted_at": "2026-11-21 03:00"}}
    assert checked(book, issued.number, setting({"postings": more}).facts).outcome == "stands"
    assert checked(book, issued.number, setting({"postings": {**more, **back}}).facts).outcome == "ledger_differs"


def test_a_number_of_nothing_and_a_slip_are_told_apart(book: CertificateBook) -> None:
    """A slip is typed again; a number that nobody issued is a forgery."""
    number = new_number(2026)
    slipped = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert [checked(book, each, None).outcome for each in (number, slipped, "")] == [
        "unknown",
        "no_number",
        "no_number",
    ]


def test_without_the_database_it_says_so(tmp_path: Path) -> None:
    """Trying again later may help."""
    away = CertificateBook(open_engine(f"sqlite:///{tmp_path}/none/cases.db"))
    acts: list[Callable[[], object]] = [
        lambda: away.issue(draft(), NOW),
        lambda: away.find("x"),
        lambda: away.withdraw("x", NOW),
    ]
    for act in acts:
        with pytest.raises(CasesUnreachable):
            act()
