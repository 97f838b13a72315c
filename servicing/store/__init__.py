"""Our own database (cases, and who may ask for whom): its tables, and the way from one version of them to the next."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Bring a database to the newest version of its tables; harmless when it is there already."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
