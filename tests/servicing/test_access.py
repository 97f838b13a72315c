"""Who may ask for whom: without a link, or without the database, nobody for anybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from servicing.access import Access
from servicing.database import counted_selects, open_engine
from servicing.errors import CasesUnreachable, NotProven, ProofAged
from servicing.store import upgrade
from servicing.store.tables import LINKS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTES, SECOND = timedelta(minutes=30), timedelta(seconds=1)


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """No links yet."""
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True)
    upgrade(engine)
    return Access(engine, lambda: NOW)


def test_a_conversation_speaks_for_nobody_until_it_is_linked(access: Access) -> None:
    """And then for its borrower alone; another conversation still for nobody."""
    with pytest.raises(NotProven):
        access.borrower_of("c1")
    access.link("c1", "b1", NOW)
    assert access.borrower_of("c1") == "b1"
    with pytest.raises(NotProven):
        access.borrower_of("c2")


@pytest.mark.parametrize("conversation", ["", "C1", "c1 ", "c%", "c_", "' OR '1'='1"])
def test_only_the_very_conversation_is_linked(access: Access, conversation: str) -> None:
    """Nothing that looks like it."""
    access.link("c1", "b1", NOW)
    with pytest.raises(NotProven):
        access.borrower_of(conversation)


def test_a_new_link_takes_the_place_of_the_old_one(access: Access) -> None:
    """Two borrowers at once must never be behind one conversation."""
    access.link("c1", "b1", NOW)
    access.link("c1", "b2", NOW + timedelta(hours=1))
    assert access.borrower_of("c1") == "b2"
    with access.engine.connect() as connection:
        rows = connection.execute(select(LINKS.c.borrower_id, LINKS.c.linked_at)).all()
    assert [tuple(row) for row in rows] == [("b2", NOW + timedelta(hours=1))]


def test_a_borrower_may_come_from_several_conversations(access: Access) -> None:
    """The web page and a messenger, each proved by itself."""
    for conversation in ("c1", "c2"):
        access.link(conversation, "b1", NOW)
    assert [access.borrower_of(each) for each in ("c1", "c2")] == ["b1", "b1"]


@pytest.mark.parametrize("address", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_without_the_database_nobody_is_anybody(address: str) -> None:
    """It fails closed, and says that trying again may help."""
    access = Access(open_engine(address, durable=True), lambda: NOW)
    with pytest.raises(CasesUnreachable):
        access.borrower_of("c1")
    with pytest.raises(CasesUnreachable):
        access.link("c1", "b1", NOW)
    with pytest.raises(CasesUnreachable):
        access.seen("c1", NOW)
    with pytest.raises(CasesUnreachable):
        access.unlink("c1")


def test_a_link_that_cannot_be_written_leaves_the_old_one(access: Access) -> None:
    """Rather the one who was proved than nobody in between."""
    access.link("c1", "b1", NOW)
    with access.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON links BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(CasesUnreachable):
        access.link("c1", "b2", NOW)
    assert access.borrower_of("c1") == "b1"


@pytest.mark.parametrize(("silent", "knows"), [(MINUTES - SECOND, True), (MINUTES, True), (MINUTES + SECOND, False)])
def test_a_proof_ages_while_nothing_is_said(access: Access, silent: timedelta, knows: bool) -> None:
    """After half an hour somebody else may sit before the screen."""
    access.link("c1", "b1", NOW)
    later = replace(access, clock=lambda: NOW + silent)
    assert later.borrower_if_proved("c1") == ("b1" if knows else None)
    if not knows:
        with pytest.raises(ProofAged):
            later.borrower_of("c1")


def test_who_goes_on_talking_stays_proved(access: Access) -> None:
    """The silence counts, not the time since the proof."""
    access.link("c1", "b1", NOW)
    for number in range(1, 5):
        access.seen("c1", NOW + number * MINUTES)
    assert replace(access, clock=lambda: NOW + 5 * MINUTES).borrower_of("c1") == "b1"


def test_the_message_that_comes_too_late_does_not_renew_the_proof(access: Access) -> None:
    """Otherwise whoever finds the telephone would only have to write twice."""
    access.link("c1", "b1", NOW)
    late = NOW + MINUTES + SECOND
    for _ in range(2):
        access.seen("c1", late)
        with pytest.raises(ProofAged):
            replace(access, clock=lambda: late).borrower_of("c1")
    access.link("c1", "b1", late)
    assert replace(access, clock=lambda: late).borrower_of("c1") == "b1"


def test_a_message_that_arrives_out_of_order_takes_nothing_back(access: Access) -> None:
    """Two messages of one moment are kept by two threads."""
    access.link("c1", "b1", NOW)
    access.seen("c1", NOW + MINUTES)
    access.seen("c1", NOW + SECOND)
    assert replace(access, clock=lambda: NOW + 2 * MINUTES).borrower_of("c1") == "b1"


def test_what_one_conversation_says_renews_no_other(access: Access) -> None:
    """Nor does it link one that was not linked."""
    access.link("c1", "b1", NOW)
    access.seen("c2", NOW + MINUTES)
    later = replace(access, clock=lambda: NOW + MINUTES + SECOND)
    assert [later.borrower_if_proved(each) for each in ("c1", "c2")] == [None, None]


def test_a_proof_may_last_for_ever(access: Access) -> None:
    """Where the lender wants it so; saying something is still noted."""
    patient = replace(access, proof_lasts=None, clock=lambda: NOW + timedelta(days=900))
    patient.link("c1", "b1", NOW)
    assert patient.borrower_of("c1") == "b1"
    patient.seen("c1", NOW + timedelta(days=899))
    assert replace(patient, proof_lasts=2 * timedelta(days=1)).borrower_of("c1") == "b1"


def test_asking_whose_it_is_costs_one_query(access: Access) -> None:
    """Every action asks, some of them twice."""
    access.link("c1", "b1", NOW)
    with counted_selects(access.engine) as sent:
        access.borrower_of("c1")
    assert len(sent) == 1


def test_a_conversation_that_is_unlinked_speaks_for_nobody(access: Access) -> None:
    """And is as if it had never been linked; others are left alone."""
    for conversation in ("c1", "c2"):
        access.link(conversation, "b1", NOW)
    access.unlink("c1")
    access.unlink("never linked")
    with pytest.raises(NotProven) as refused:
        access.borrower_of("c1")
    assert not isinstance(refused.value, ProofAged)
    assert access.borrower_of("c2") == "b1"


@pytest.mark.postgres
def test_links_are_kept_in_postgresql_as_well(postgres: str) -> None:
    """The same promise from the other database."""
    engine = open_engine(postgres, durable=True)
    upgrade(engine)
    access = Access(engine, lambda: NOW)
    for borrower in ("b1", "b2"):
        access.link("c1", borrower, NOW)
    assert access.borrower_of("c1") == "b2"
    with pytest.raises(NotProven):
        access.borrower_of("c2")
    access.seen("c1", NOW + MINUTES)
    assert replace(access, clock=lambda: NOW + 2 * MINUTES).borrower_of("c1") == "b2"
    engine.dispose()
