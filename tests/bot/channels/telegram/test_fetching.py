"""Files are fetched from Telegram behind the conversation: once, however often it takes, and nobody waits for it."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram.fetching import LONGEST_PAUSE_SECONDS, MOST_TRIES, Fetcher
from bot.channels.telegram.notices import Notices
from bot.relay.fetches import Fetches
from bot.relay.messages import Incoming, Message, Remote
from servicing.evidence.keeping import LARGEST_BYTES
from tests.bot.channels.telegram.house import ANN, Answer, Script, around, bot_of, fine, lines, told, wrong
from tests.bot.channels.telegram.whole import House
from tests.bot.relay.fakes import NOON, FakeEngine, said
from tests.bot.telegram.fake import FakeTelegram, fake_telegram
from tests.servicing.evidence.test_kinds import picture

PNG = picture("PNG")
BROKEN: Answer = httpx.ReadError("broken")


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    """A Telegram with Ann in it."""
    with fake_telegram() as each:
        each.person(ANN, "Ann", "en")
        yield each


def kept(house: House) -> list[tuple[str, int]]:
    """The kind and size of each piece that Ann's conversation has sent; the largest first."""
    conversation = house.around.relay.book.known("telegram", str(ANN)) or ""
    pieces = house.around.intake.keeping.pieces.of_conversation(conversation)
    return sorted(((each.kind, each.size) for each in pieces), key=lambda each: -each[1])


async def until(happened: Callable[[], bool]) -> None:
    """Wait for it."""
    async with asyncio.timeout(10):
        while not happened():
            await asyncio.sleep(0.01)


async def test_a_photo_and_a_document_are_kept_and_answered(tmp_path: Path, fake: FakeTelegram) -> None:
    """The largest size of the photo; what is written under it is answered as well."""
    engine = FakeEngine()
    house = House(tmp_path, fake, engine)
    async with house.running():
        fake.sends_photo(ANN, PNG, "my receipt")
        fake.sends_document(ANN, b"%PDF-1.7 statement", "statement.exe", "application/octet-stream")
        await fake.until_sent(ANN, 3)
        await until(lambda: len(kept(house)) == 2)
    assert kept(house) == [("png", len(PNG)), ("pdf", 18)]
    asked = [each.pressed.press if each.pressed else each.text for each in engine.asked]
    assert sorted(asked) == ["my receipt", "send_file", "send_file"]


async def test_an_album_is_answered_once_and_every_picture_is_kept(tmp_path: Path, fake: FakeTelegram) -> None:
    """Each is a line of its own, for whoever takes the conversation over."""
    engine = FakeEngine([said("thank you")])
    house = House(tmp_path, fake, engine)
    async with house.running():
        fake.sends_album(ANN, [PNG] * 4)
        await until(lambda: len(kept(house)) == 4 and len(fake.sent(ANN)) == 1)
        await until(lambda: [len(each.facts.get("files", [{}])[0]) for each in files_of(house)] == [3] * 4)
    assert len(engine.asked) == 1


def files_of(house: House) -> list[Message]:
    """The lines that brought files."""
    return [each for each in lines(house.around) if each.direction == "in" and each.facts]


async def test_a_kind_that_is_not_taken_says_so_and_is_kept_nowhere(tmp_path: Path, fake: FakeTelegram) -> None:
    """Whatever its name says."""
    house = House(tmp_path, fake, FakeEngine())
    async with house.running():
        fake.sends_document(ANN, b"MZ a program", "receipt.pdf", "application/pdf")
        (answer,) = await fake.until_sent(ANN, 1)
    assert "JPEG, PNG" in answer.text
    assert (kept(house), told(house.around)) == ([], ["file_refused"])


async def test_one_that_is_too_large_is_not_even_fetched(tmp_path: Path, fake: FakeTelegram) -> None:
    """Telegram says how large it is."""
    house = House(tmp_path, fake, FakeEngine())
    async with house.running():
        fake.sends_document(ANN, b"%PDF-" + b"\0" * LARGEST_BYTES, "film.pdf", "application/pdf")
        (answer,) = await fake.until_sent(ANN, 1)
    assert "10 MB" in answer.text
    assert fake.calls("getFile") == []


async def test_a_file_that_the_last_process_did_not_fetch_is_fetched_by_the_next(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    """The update was confirmed long before."""
    house = House(tmp_path, fake, FakeEngine())
    fake.fails("getFile", silent_seconds=30)
    async with house.running():
        fake.sends_photo(ANN, PNG)
        await until(lambda: bool(fake.calls("getFile")) and not fake.waiting())
    assert kept(house) == []
    later = House(tmp_path, fake, FakeEngine())
    async with later.running():
        await fake.until_sent(ANN, 1)
    assert kept(later) == [("png", len(PNG))]


async def test_nobody_waits_for_a_file_that_is_slow(tmp_path: Path, fake: FakeTelegram) -> None:
    """Neither the one who sent it nor anybody else."""
    house = House(tmp_path, fake, FakeEngine())
    fake.person(ANN + 1, "Bob", "en")
    fake.fails("getFile", silent_seconds=5)
    async with house.running():
        fake.sends_photo(ANN, PNG)
        fake.says(ANN, "and here is my question")
        fake.says(ANN + 1, "hello")
        assert [each.text for each in await fake.until_sent(ANN, 1)] == ["heard and here is my question"]
        await fake.until_sent(ANN + 1, 1)


class Fetching:
    """A fetcher before a Telegram that answers from a list, and a clock that goes on while it sleeps."""

    def __init__(self, folder: Path, *answers: Answer) -> None:
        self.around, self.now, self.slept = around(folder, FakeEngine()), NOON, list[float]()
        self.conversation = self.around.relay.book.conversation("telegram", str(ANN), "en", NOON, pushed=True)
        fetches = Fetches(self.around.relay.book.engine, "telegram")
        bot, notices = bot_of(Script(getFile=answers)), Notices(self.around)
        self.fetcher = Fetcher(bot, fetches, self.around.intake, notices.decline, lambda: self.now, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.slept.append(seconds)

    async def sends(self) -> list[str | None]:
        """A photo is sent; the names of what is said about it in the end."""
        remote = Remote("AgAC", "b1")
        line = Incoming(self.conversation, "f1", facts={"files": [{}]}, remote=remote, quiet=True)
        await self.around.relay.take(line)
        self.fetcher.see_to(self.conversation)
        await self.fetcher.settled(self.conversation)
        return told(self.around)


async def test_one_that_telegram_never_gives_is_given_up_with_a_word(tmp_path: Path) -> None:
    """After about a day of trying, less and less often."""
    house = Fetching(tmp_path, BROKEN)
    assert await house.sends() == ["file_refused"]
    assert lines(house.around)[-1].facts["why"] == "lost"
    assert (house.slept[:4], len(house.slept), house.slept[-1]) == ([0, 2, 4, 8], MOST_TRIES, LONGEST_PAUSE_SECONDS)
    assert timedelta(days=0.8) < house.now - NOON < timedelta(days=1.2)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (wrong(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), "lost"),
        (wrong(400, "Bad Request: file is too big"), "too_large"),
        (wrong(403, "Forbidden: bot was blocked by the user"), "lost"),
        (fine({"file_id": "AgAC", "file_unique_id": "AQAD", "file_size": LARGEST_BYTES + 1}), "too_large"),
    ],
)
async def test_what_telegram_refuses_is_not_asked_for_again(tmp_path: Path, answer: Answer, why: str) -> None:
    """The borrower is told at once."""
    house = Fetching(tmp_path, answer, AssertionError("asked again"))
    assert await house.sends() == ["file_refused"]
    assert lines(house.around)[-1].facts["why"] == why


async def test_a_wait_that_telegram_asks_for_is_kept_to(tmp_path: Path) -> None:
    """However short the pause of our own would be; then it is tried again."""
    house = Fetching(tmp_path, wrong(429, "Too Many Requests", retry_after=30_000), wrong(400, "file is too big"))
    await house.sends()
    assert (house.slept, lines(house.around)[-1].facts["why"]) == ([0, 30_000], "too_large")
