"""One server for all tests of the channels."""

from collections.abc import Iterator

import pytest

from tests.bot.live import Stage, serving


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A server that plays the application of whichever test runs."""
    stage = Stage()
    with serving(stage) as stage.url:
        yield stage
