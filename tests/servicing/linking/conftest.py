"""Linking over both of our databases: what is promised of one has to hold for the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from servicing.database import open_engine
from servicing.linking.linking import Linking
from servicing.store import upgrade
from servicing.store.tables import METADATA
from tests.new_store import new_store
from tests.servicing.linking.house import KeptPost, linking_over


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Our own database, with nothing in it."""
    if request.param == "sqlite":
        yield new_store(tmp_path / "cases.db", METADATA)
        return
    engine = open_engine(request.getfixturevalue("postgres"), durable=True)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def post() -> KeptPost:
    """The codes that would be sent."""
    return KeptPost()


@pytest.fixture
def linking(engine: Engine, post: KeptPost) -> Linking:
    """Two borrowers with a phone each."""
    return linking_over(engine, post)
