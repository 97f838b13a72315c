"""What a migration does to what is there already; that it makes the right tables is tested beside the chat's."""

from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, select

from servicing.access import Access
from servicing.database import open_engine
from servicing.errors import ProofAged
from servicing.store import MIGRATIONS, upgrade
from servicing.store.tables import CASES


def upgrade_to(engine: Engine, version: str) -> None:
    """Bring an empty database to an older version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def test_of_several_open_cases_the_first_stays_open(tmp_path: Path) -> None:
    """A book from before the rule must not stop the bot from starting."""
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True)
    upgrade_to(engine, "0001")
    rows = [
        ("A", "c1", "b1", 9),
        ("B", "c1", "b1", 8),
        ("C", "c1", "b1", 8),
        ("D", "c1", None, 9),
        ("E", "c2", "b1", 9),
    ]
    with engine.begin() as connection:
        for number, conversation, borrower, hour in rows:
            connection.exec_driver_sql(
                "INSERT INTO cases (number, conversation, borrower_id, reason, queue, state, opened_at)"
                " VALUES (?, ?, ?, 'human', 'general', 'open', ?)",
                (number, conversation, borrower, f"2026-11-20 0{hour}:00:00.000000"),
            )
    upgrade(engine)
    with engine.connect() as connection:
        still = connection.execute(select(CASES.c.number).where(CASES.c.state == "open").order_by(CASES.c.number))
        assert list(still.scalars()) == ["B", "D", "E"]


def test_a_link_from_before_was_last_heard_of_when_it_was_made(tmp_path: Path) -> None:
    """It is neither lost nor fresh for ever."""
    engine = open_engine(f"sqlite:///{tmp_path}/cases.db", durable=True)
    upgrade_to(engine, "0003")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO links VALUES ('c1', 'b1', '2026-11-20 09:00:00.000000')")
    upgrade(engine)
    made_at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert Access(engine, lambda: made_at + timedelta(minutes=30)).borrower_of("c1") == "b1"
    with pytest.raises(ProofAged):
        Access(engine, lambda: made_at + timedelta(minutes=31)).borrower_of("c1")


def test_several_that_start_at_once_make_the_tables_one_after_the_other(tmp_path: Path) -> None:
    """The bot and the actions do, on a fresh clone."""
    address = f"sqlite:///{tmp_path}/cases.db"
    _make_at_once(address)
    assert "cases" in inspect(open_engine(address)).get_table_names()


@pytest.mark.postgres
def test_several_that_start_at_once_on_postgresql(postgres: str) -> None:
    """There the transaction alone does not keep them apart either."""
    _make_at_once(postgres)
    assert "cases" in inspect(open_engine(postgres)).get_table_names()


def _make_at_once(address: str) -> None:
    """Four processes that wait for the same moment and then make the tables."""
    several = get_context("spawn")
    start = several.Barrier(4)
    makers = [several.Process(target=make_tables, args=(address, start)) for _ in range(4)]
    for each in makers:
        each.start()
    for each in makers:
        each.join()
    assert [each.exitcode for each in makers] == [0] * 4


def make_tables(address: str, start: Barrier) -> None:
    """What each of them does."""
    engine = open_engine(address, durable=True)
    start.wait()
    upgrade(engine)
