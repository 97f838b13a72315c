"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest

from tests.conversations.house import RealHouse, real_house
from tests.postgres import postgres

__all__ = ["house", "postgres"]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHouse]:
    """Engine and actions over a demo ledger in a folder of their own; started once, because that takes seconds."""
    with real_house(tmp_path_factory.mktemp("house")) as running:
        yield running
