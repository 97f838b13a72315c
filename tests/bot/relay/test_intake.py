"""The way of a file: kept, shown as a line, and answered once for all that came together."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.relay.forgetting import Forgetting
from bot.relay.intake import Intake
from bot.relay.messages import Message
from servicing.access import Access
from servicing.errors import EvidenceRefused
from servicing.evidence.keeping import open_keeping
from servicing.store.tables import METADATA
from tests.bot.relay.fakes import FakeEngine, begin, clock, relay, typed
from tests.new_store import new_store

PNG, PDF = b"\x89PNG\r\n\x1a\n and so on", b"%PDF-1.7 and so on"


class House:
    """An intake before an engine that answers whatever it is told."""

    def __init__(self, folder: Path) -> None:
        self.engine = FakeEngine()
        access = Access(new_store(folder / "cases.db", METADATA), clock)
        self.relay = relay(folder, self.engine)
        self.intake = Intake(self.relay, open_keeping(access, folder), clock)
        self.conversation = begin(self.relay.book)

    async def sends(self, source: str, batch: str, content: bytes) -> None:
        """A file comes, and is answered."""
        await self.intake.take(self.conversation, source, batch, content)
        await self.relay.settled(self.conversation)

    @property
    def lines(self) -> list[Message]:
        """The conversation without what nobody sees."""
        return [each for each in self.relay.book.since(self.conversation, 0) if each.text or each.facts]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Nothing was sent yet."""
    return House(tmp_path)


async def test_a_file_is_a_line_and_the_engine_is_told(house: House) -> None:
    """The line says which piece it is, and nothing of its content; the engine hears only that there is one."""
    await house.sends("id-1", "b1", PNG)
    (piece,) = house.intake.keeping.pieces.of_conversation(house.conversation)
    sent = house.lines[0]
    facts = {"files": [{"id": piece.id, "kind": "png", "size": len(PNG)}]}
    assert (sent.direction, sent.channel_id, sent.facts) == ("in", "id-1", facts)
    assert [each.pressed.press for each in house.engine.asked if each.pressed] == ["send_file"]


async def test_what_comes_together_is_answered_once(house: House) -> None:
    """And what comes again, as after a connection that broke, changes nothing; a new batch is a new matter."""
    for source, content in (("id-1", PNG), ("id-2", PDF), ("id-1", PNG)):
        await house.sends(source, "b1", content)
    assert (len(house.engine.asked), [each.channel_id for each in house.lines if each.direction == "in"]) == (
        1,
        ["id-1", "id-2"],
    )
    await house.sends("id-3", "b2", PDF)
    assert len(house.engine.asked) == 2


async def test_what_is_refused_leaves_no_line(house: House) -> None:
    """The channel says why."""
    with pytest.raises(EvidenceRefused):
        await house.sends("id-1", "b1", b"MZ a program")
    assert (house.lines, house.engine.asked) == ([], [])


async def test_whoever_has_not_written_is_answered_in_the_language_of_their_page(house: House) -> None:
    """Once something was typed, the language is what was written, which the engine knows."""
    await house.sends("id-1", "b1", PNG)
    await house.relay.take(replace(typed(house.conversation, 9), text="我还了"))
    await house.sends("id-2", "b2", PDF)
    given = [each.pressed.given for each in house.engine.asked if each.pressed]
    assert given == [{"language": "en"}, {}]


async def test_a_file_that_is_forgotten_is_in_no_copy_of_the_conversation(house: House) -> None:
    """Before that, the copy tells its kind and size."""
    await house.sends("id-1", "b1", PNG)
    forgetting = Forgetting(house.relay.book.engine)
    assert f'"files": [{{"kind": "png", "size": {len(PNG)}}}]' in forgetting.export(house.conversation)
    assert forgetting.forget(house.conversation)
    assert forgetting.export(house.conversation) == ""
