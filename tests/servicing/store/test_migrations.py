"""What a migration does to what is there already; that it makes the right tables is tested beside the chat's."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select

from servicing.database import open_engine
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
