"""Can the three databases be reached?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.doctor.findings import Bench, Finding, fault, ok
from bot.settings import Settings
from servicing.settings import Settings as ServicingSettings

CONNECT_SECONDS = 5


def check(bench: Bench) -> Iterator[Finding]:
    """A finding a database; passwords are never shown."""
    ours, servicing = Settings.from_environment(bench.environ), ServicingSettings.from_environment(bench.environ)
    yield _finding("ledger", "DUIZHANG_LEDGER", servicing.ledger)
    yield _finding("cases", "DUIZHANG_CASES", servicing.cases)
    yield _finding("chat", "DUIZHANG_CHAT", ours.chat_database)


def _finding(name: str, variable: str, address: str) -> Finding:
    try:
        url = make_url(address)
    except ArgumentError:
        return fault(f"the address of the {name} database cannot be read", f"set {variable} as SQLAlchemy writes it")
    if url.get_backend_name() == "sqlite" and not _file_exists(url):
        return ok(f"the {name} database will be made on first use ({url.render_as_string()})")
    return _reached(name, variable, url)


def _file_exists(url: URL) -> bool:
    return bool(url.database) and Path(str(url.database)).exists()


def _reached(name: str, variable: str, url: URL) -> Finding:
    shown = url.render_as_string(hide_password=True)
    try:
        _ask(url)
    except SQLAlchemyError as error:
        what = str(getattr(error, "orig", None) or error).partition("\n")[0]
        return fault(f"the {name} database at {shown} cannot be used: {what}", f"start it, or mend {variable}")
    except ModuleNotFoundError as missing:
        return fault(f"the {name} database at {shown} needs {missing.name}", f"install that, or mend {variable}")
    return ok(f"the {name} database answers ({shown})")


def _ask(url: URL) -> None:
    patience: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS} if url.get_backend_name() == "postgresql" else {}
    question = "SELECT count(*) FROM sqlite_master" if url.get_backend_name() == "sqlite" else "SELECT 1"
    engine = create_engine(url, connect_args=patience)
    try:
        with engine.connect() as connection:
            connection.execute(text(question))
    finally:
        engine.dispose()
