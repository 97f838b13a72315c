"""The migrations make exactly the tables that the code describes, for both of our databases, and can be undone."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect

from bot.relay import tables as chat
from bot.serving import MIGRATIONS as CHAT_MIGRATIONS
from servicing.database import open_engine
from servicing.store import MIGRATIONS as STORE_MIGRATIONS
from servicing.store import tables as store
from servicing.store import upgrade

DATABASES = [
    pytest.param(CHAT_MIGRATIONS, chat.METADATA, "chat_version", id="chat"),
    pytest.param(STORE_MIGRATIONS, store.METADATA, "servicing_version", id="store"),
]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database."""
    return open_engine(f"sqlite:///{tmp_path / 'some.db'}", durable=True)


def differences(engine: Engine, metadata: MetaData, version_table: str) -> list[Any]:
    """What Alembic would change to make the database what the tables say."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": version_table})
        return [tuple(each) for each in compare_metadata(context, metadata)]


def downgrade(engine: Engine, migrations: Path) -> None:
    """Take every migration away again."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


@pytest.mark.parametrize(("migrations", "metadata", "version_table"), DATABASES)
def test_the_migrations_make_the_tables(
    engine: Engine, migrations: Path, metadata: MetaData, version_table: str
) -> None:
    """Two descriptions of one thing drift apart unless something compares them."""
    upgrade(engine, migrations)
    assert differences(engine, metadata, version_table) == []


@pytest.mark.parametrize(("migrations", "metadata", "version_table"), DATABASES)
def test_a_migration_can_be_undone_and_done_again(
    engine: Engine, migrations: Path, metadata: MetaData, version_table: str
) -> None:
    """A step back that has never been tried is none."""
    upgrade(engine, migrations)
    downgrade(engine, migrations)
    assert [name for name in inspect(engine).get_table_names() if not name.endswith("version")] == []
    upgrade(engine, migrations)
    assert differences(engine, metadata, version_table) == []


@pytest.mark.parametrize(("migrations", "metadata", "version_table"), DATABASES)
def test_a_column_that_no_migration_made_would_be_seen(
    engine: Engine, migrations: Path, metadata: MetaData, version_table: str
) -> None:
    """The comparison above would find something, if there were something."""
    upgrade(engine, migrations)
    table = next(iter(metadata.tables))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN unheard_of INTEGER")
    assert [each[0] for each in differences(engine, metadata, version_table)] == ["remove_column"]


def test_both_can_live_in_one_database(engine: Engine) -> None:
    """A small lender has one PostgreSQL: each keeps its own count of versions."""
    upgrade(engine)
    upgrade(engine, CHAT_MIGRATIONS)
    upgrade(engine)
    tables = set(inspect(engine).get_table_names())
    assert {*chat.METADATA.tables, *store.METADATA.tables} <= tables
