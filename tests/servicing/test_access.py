"""Who may ask for whom: without a link, or without the database, nobody for anybody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from servicing.access import Access
from servicing.database import open_engine
from servicing.errors import CasesUnreachable, NotProven
from servicing.store import upgrade
from servicing.store.tables import LINKS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """No links yet."""
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True)
    upgrade(engine)
    return Access(engine)


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
    access = Access(open_engine(address, durable=True))
    with pytest.raises(CasesUnreachable):
        access.borrower_of("c1")
    with pytest.raises(CasesUnreachable):
        access.link("c1", "b1", NOW)


def test_a_link_that_cannot_be_written_leaves_the_old_one(access: Access) -> None:
    """Rather the one who was proved than nobody in between."""
    access.link("c1", "b1", NOW)
    with access.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON links BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(CasesUnreachable):
        access.link("c1", "b2", NOW)
    assert access.borrower_of("c1") == "b1"


@pytest.mark.postgres
def test_links_are_kept_in_postgresql_as_well(postgres: str) -> None:
    """The same promise from the other database."""
    engine = open_engine(postgres, durable=True)
    upgrade(engine)
    access = Access(engine)
    for borrower in ("b1", "b2"):
        access.link("c1", borrower, NOW)
    assert access.borrower_of("c1") == "b2"
    with pytest.raises(NotProven):
        access.borrower_of("c2")
    engine.dispose()
