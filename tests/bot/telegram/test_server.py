"""Tokens, ways to call, and what goes wrong when a test orders it."""

import httpx
import pytest
from telegram import Bot
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.bot.telegram.expecting import seconds_of
from tests.bot.telegram.fake import FakeTelegram


async def test_the_bot_is_a_bot(bot: Bot) -> None:
    """Signing in is getMe."""
    me = await bot.get_me()
    assert (me.is_bot, me.username) == (True, "duizhang_test_bot")
    assert me.can_read_all_group_messages is False


@pytest.mark.parametrize(("token", "code"), [("7000000001:of-somebody-else", 401), ("no-token", 404), ("x:y", 404)])
async def test_another_token_is_refused(fake: FakeTelegram, token: str, code: int) -> None:
    """401 when nobody has it, 404 when it cannot be one; the library calls both an invalid token."""
    assert httpx.get(f"{fake.base_url}{token}/getMe", trust_env=False).json()["error_code"] == code
    assert httpx.get(f"{fake.base_file_url}{token}/photos/file_0.jpg", trust_env=False).status_code == code
    with pytest.raises(InvalidToken):
        await Bot(token, base_url=fake.base_url).initialize()


def test_every_way_to_call_is_the_same(fake: FakeTelegram, ann: int) -> None:
    """In the address, as a form, as JSON, in parts; the case of the name does not matter."""
    url, told = f"{fake.base_url}{fake.token}/sendmessage", {"chat_id": str(ann), "text": "a+b 你\r\n&"}
    with httpx.Client(trust_env=False) as client:
        answers = [
            client.get(url, params=told),
            client.post(url, data=told),
            client.post(url, json={"chat_id": ann, "text": told["text"]}),
            client.post(url, data=told, files={"unused": b"x"}),
        ]
    assert [each.json()["result"]["text"] for each in answers] == [told["text"]] * 4
    assert [each.method for each in fake.calls("sendMessage")] == ["sendmessage"] * 4


def test_a_file_may_be_attached_by_another_name(fake: FakeTelegram, ann: int) -> None:
    """The argument says which part of the body it is."""
    told, files = (
        {"chat_id": str(ann), "document": "attach://paper"},
        {"paper": ("a.txt", b"\r\n--x\r\n", "text/plain")},
    )
    answer = httpx.post(f"{fake.base_url}{fake.token}/sendDocument", data=told, files=files, trust_env=False)
    assert answer.json()["result"]["document"]["file_name"] == "a.txt"
    assert [each.content for each in fake.sent(ann)] == [b"\r\n--x\r\n"]


def test_what_is_no_method_is_said(fake: FakeTelegram) -> None:
    """With the same code as an address that is none."""
    url = f"{fake.base_url}{fake.token}/sendMesage"
    answer = httpx.post(url, trust_env=False)
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert httpx.get(fake.url, trust_env=False).json()["error_code"] == 404


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff"])
def test_a_body_that_is_no_json_is_refused(fake: FakeTelegram, content: bytes) -> None:
    """400, and the server stands."""
    url, kind = f"{fake.base_url}{fake.token}/sendMessage", {"content-type": "application/json"}
    assert httpx.post(url, content=content, headers=kind, trust_env=False).status_code == 400


async def test_an_error_does_nothing(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """As often as it was ordered, for that method only."""
    fake.fails("sendMessage", status=502, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ann, "lost")
    assert await bot.send_chat_action(ann, "typing")
    await bot.send_message(ann, "there")
    assert [each.text for each in fake.sent(ann)] == ["there"]


async def test_errors_come_in_the_order_they_were_asked_for(fake: FakeTelegram, bot: Bot, ann: int) -> None:
    """A refusal with the seconds to wait, then one for good."""
    fake.fails("sendMessage", status=429, retry_after=7)
    fake.fails("sendMessage", status=403)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ann, "one")
    assert seconds_of(refused.value) == 7
    with pytest.raises(Forbidden):
        await bot.send_message(ann, "two")
    assert fake.sent(ann) == []


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_line_that_breaks_hides_what_was_done(fake: FakeTelegram, bot: Bot, ann: int, accepted: bool) -> None:
    """The sender sees the same, whether the message is there or not."""
    fake.fails("sendMessage", accepted=accepted)
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await bot.send_message(ann, "there or not")
    assert [each.text for each in fake.sent(ann)] == ["there or not"] * accepted


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_silence_hides_what_was_done(fake: FakeTelegram, bot: Bot, ann: int, accepted: bool) -> None:
    """A time-out after the request was written."""
    fake.fails("sendMessage", accepted=accepted, silent_seconds=3)
    with pytest.raises(TimedOut):
        await bot.send_message(ann, "there or not", read_timeout=0.2)
    assert [each.text for each in fake.sent(ann)] == ["there or not"] * accepted
