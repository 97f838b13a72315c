"""The engine is asked to erase its record, and believed only when it says that it has."""

import httpx
import pytest

from bot.relay.engine_record import EngineRecord


@pytest.mark.parametrize(("status", "is_erased"), [(200, True), (405, False), (500, False), (503, False)])
async def test_it_is_erased_where_the_engine_says_so(status: int, is_erased: bool) -> None:
    """Anything else is tried again."""
    asked: list[tuple[str, str]] = []

    def engine(request: httpx.Request) -> httpx.Response:
        asked.append((request.method, request.url.path))
        return httpx.Response(status, json={"erased": 3})

    async with httpx.AsyncClient(transport=httpx.MockTransport(engine), base_url="http://engine") as client:
        assert await EngineRecord(client).erase("c1") is is_erased
    assert asked == [("DELETE", "/webhooks/turns/record/c1")]


async def test_an_engine_that_is_away_is_asked_again_later() -> None:
    """It is no fault of the bot's."""

    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody listens", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(away), base_url="http://engine") as client:
        assert not await EngineRecord(client).erase("c1")
