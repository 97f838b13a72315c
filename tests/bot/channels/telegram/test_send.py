"""The way out, against a Telegram that answers from a list."""

import json
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from telegram import Bot

from bot.channels.telegram.limits import Limits
from bot.channels.telegram.pieces import EXPORT, EXPORT_NAME, Cutter, Paper, Photo, Words, as_html
from bot.channels.telegram.send import TelegramSender
from bot.channels.telegram.splitting import LONGEST_PART
from bot.documents.render import rendered
from bot.pictures.artist import Artist
from bot.relay.courier import Doubtful, NotSent, Refused
from bot.relay.forgetting import Forgetting
from bot.relay.messages import OfferedButton
from bot.voice.voice import Voice
from servicing.errors import CasesUnreachable
from servicing.store.tables import CERTIFICATES
from tests.bot.channels.house import WORDS
from tests.bot.channels.telegram.house import ANN, Answer, Script, around, bot_of, delivery, message, wrong
from tests.bot.documents.house import NUMBER, VOICE, certificate
from tests.bot.live import free_port
from tests.bot.pictures.house import picture
from tests.bot.relay.fakes import NOON, FakeEngine, typed

BUTTONS = (OfferedButton("Show my bill", "t1"), OfferedButton("Talk to a person", "t2"))
LONG = " ".join(f"Sentence number {number}." for number in range(500))
DOCUMENTS = {"documents": [{"kind": "settlement", "number": NUMBER}]}
JOURNEY = picture("in clearing, as its channel is allowed to be")
BLOCKED = wrong(403, "Forbidden: bot was blocked by the user")


@pytest.fixture
def cutter(tmp_path: Path) -> Cutter:
    """Cuts for Ann."""
    return Cutter(around(tmp_path, FakeEngine()), Artist(Voice(WORDS)))


class House:
    """A sender, and what Telegram was told."""

    def __init__(self, cutter: Cutter, *texts: Answer, photos: Sequence[Answer] = ()) -> None:
        self.script = Script(sendMessage=texts, sendPhoto=photos, sendDocument=[message(90)])
        self.sender = TelegramSender(bot_of(self.script), cutter, Limits(sleep=self._at_once, clock=self._tick))
        self.now = 0.0

    @property
    def texts(self) -> list[dict[str, Any]]:
        """What was to be sent, call by call."""
        return self.script.of("sendMessage")

    async def _at_once(self, seconds: float) -> None:
        self.now += seconds

    def _tick(self) -> float:
        return self.now


async def test_an_answer_is_sent_as_html_with_its_buttons(cutter: Cutter) -> None:
    """One below the other; the token is all that Telegram is told of what they mean."""
    house = House(cutter, message(7))
    assert await house.sender.send(delivery("5 < 6 & 【found】 <b>x</b>", buttons=BUTTONS)) == "7"
    (sent,) = house.texts
    assert (sent["chat_id"], sent["parse_mode"]) == (ANN, "HTML")
    assert sent["text"] == "5 &lt; 6 &amp; <b>【found】</b> &lt;b&gt;x&lt;/b&gt;"
    assert sent["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Show my bill", "callback_data": "t1"}],
            [{"text": "Talk to a person", "callback_data": "t2"}],
        ]
    }


async def test_a_long_answer_goes_in_parts_with_the_buttons_under_the_last(cutter: Cutter) -> None:
    """Its id is that of the last part."""
    house = House(cutter, message(7), message(8), message(9))
    assert await house.sender.send(delivery(LONG, buttons=BUTTONS)) == "9"
    assert ["reply_markup" in each for each in house.texts] == [False, False, True]
    assert all(len(each["text"]) <= LONGEST_PART and each["text"].endswith(".") for each in house.texts)


async def test_every_part_waits_for_its_turn(cutter: Cutter) -> None:
    """The first as the courier has it wait, before the send is on record; the others here, a second each."""
    house = House(cutter, message(7), message(8), message(9))
    await house.sender.send(delivery("an answer before"))
    for _ in range(2):
        await house.sender.turn(str(ANN))
        await house.sender.send(delivery(LONG))
    assert len(house.texts) == 7
    assert house.now == 5.0


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (wrong(429, "Too Many Requests: retry after 5", retry_after=5), NotSent),
        (wrong(502, "Bad Gateway"), Doubtful),
    ],
)
async def test_what_arrived_of_an_answer_is_not_sent_twice(cutter: Cutter, broken: Answer, kind: type) -> None:
    """The next try goes on with the part that did not; another answer begins with its own first."""
    house = House(cutter, message(7), broken, message(8), message(9), message(10))
    with pytest.raises(kind):
        await house.sender.send(delivery(LONG))
    assert await house.sender.send(delivery("another", number=2)) == "8"
    assert await house.sender.send(delivery(LONG, tries=2)) == "10"
    first, second, other, again, third = (each["text"] for each in house.texts)
    assert (other, again) == ("another", second)
    assert len({first, second, third}) == 3


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (BLOCKED, Refused),
        (wrong(400, "Bad Request: chat not found"), Refused),
        (wrong(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1002), Refused),
        (wrong(500, "Internal Server Error"), Doubtful),
        (wrong(401, "Unauthorized"), NotSent),
    ],
)
async def test_what_does_not_arrive_says_how(cutter: Cutter, answer: Answer, kind: type) -> None:
    """In the courier's words."""
    with pytest.raises(kind):
        await House(cutter, answer).sender.send(delivery("hello"))


async def test_nothing_to_say_is_refused(cutter: Cutter) -> None:
    """Telegram takes no empty text, and asking it for ever would hold up what comes after."""
    house = House(cutter, message(7))
    with pytest.raises(Refused):
        await house.sender.send(delivery("  "))
    assert house.script.calls == []


async def test_a_picture_goes_before_its_words(cutter: Cutter) -> None:
    """So that the buttons are the last thing on the screen."""
    house = House(cutter, message(8), photos=[message(7)])
    facts = {"pictures": [{**JOURNEY, "language": "en"}], "zone": "Europe/London"}
    assert await house.sender.send(delivery("The way of your payment.", facts=facts, buttons=BUTTONS)) == "8"
    assert [name for name, _ in house.script.calls] == ["sendPhoto", "sendMessage"]
    photo, _ = cutter.pieces(delivery("x", facts=facts))
    assert isinstance(photo, Photo)
    assert photo.png.startswith(b"\x89PNG")


async def test_a_picture_that_telegram_does_not_take_holds_up_no_words(cutter: Cutter) -> None:
    """They say the same."""
    house = House(cutter, message(8), photos=[wrong(400, "Bad Request: IMAGE_PROCESS_FAILED")])
    with capture_logs() as logs:
        assert await house.sender.send(delivery("Words.", facts={"pictures": [JOURNEY]})) == "8"
    assert [each["event"] for each in logs] == ["picture not taken"]


def keep(cutter: Cutter, borrower: str | None) -> None:
    """Issue the certificate to b1, and let the conversation speak for a borrower."""
    kept = certificate("settlement")
    with cutter.around.access.engine.begin() as connection:
        row = {name: getattr(kept, name) for name in kept.__dataclass_fields__}
        connection.execute(insert(CERTIFICATES).values(**row))
    if borrower:
        cutter.around.access.link("c1", borrower, NOON)


def test_a_certificate_goes_after_its_words_in_their_language(cutter: Cutter) -> None:
    """To the byte what we would compare it with."""
    keep(cutter, "b1")
    words, paper = cutter.pieces(delivery("Here is your certificate.", facts=DOCUMENTS))
    assert isinstance(words, Words)
    assert paper == Paper(f"{NUMBER}.pdf", rendered(certificate("settlement"), VOICE, "en"))


async def test_a_copy_of_the_conversation_goes_as_a_file(cutter: Cutter) -> None:
    """All that was said before the line that carries it, and nothing after; without its words where they are erased."""
    book = cutter.around.relay.book
    conversation = book.conversation("telegram", str(ANN), "en", NOON, pushed=True)
    for number in (1, 2, 3):
        book.keep(typed(conversation, number), NOON)
    house = House(cutter, message(7))
    sent = delivery("Here it is.", number=3, conversation=conversation, reply=EXPORT)
    words, paper = cutter.pieces(sent)
    assert isinstance(words, Words)
    assert isinstance(paper, Paper)
    assert (paper.name, [json.loads(line)["text"] for line in paper.content.decode().splitlines()]) == (
        EXPORT_NAME,
        ["line 1", "line 2"],
    )
    assert await house.sender.send(sent) == "90"
    assert len(house.script.of("sendDocument")) == 1


async def test_a_copy_that_cannot_be_made_now_is_tried_again(cutter: Cutter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it left the house."""

    def away(*_: object) -> str:
        raise OperationalError("x", {}, Exception("away"))

    monkeypatch.setattr(Forgetting, "export", away)
    house = House(cutter, message(7))
    with pytest.raises(NotSent, match="a database is away"):
        await house.sender.send(delivery("Here it is.", reply=EXPORT))
    assert house.texts == []


@pytest.mark.parametrize("borrower", ["b2", None])
def test_somebody_elses_certificate_is_kept_back(cutter: Cutter, borrower: str | None) -> None:
    """Also where the conversation spoke for its borrower when it was issued, and does no more."""
    keep(cutter, borrower)
    assert [type(each) for each in cutter.pieces(delivery("Here it is.", facts=DOCUMENTS))] == [Words]


async def test_a_document_is_sent_as_a_file(cutter: Cutter) -> None:
    """And its id is what was sent last."""
    keep(cutter, "b1")
    house = House(cutter, message(7))
    assert await house.sender.send(delivery("Here it is.", facts=DOCUMENTS)) == "90"
    assert [name for name, _ in house.script.calls] == ["sendMessage", "sendDocument"]


async def test_where_the_cases_are_away_nothing_is_sent(cutter: Cutter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the words without their document; it is tried again."""
    keep(cutter, "b1")

    def away(*_: object) -> str:
        raise CasesUnreachable

    monkeypatch.setattr(type(cutter.around.access), "borrower_if_proved", away)
    house = House(cutter, message(7))
    with pytest.raises(NotSent):
        await house.sender.send(delivery("Here it is.", facts=DOCUMENTS))
    assert house.script.calls == []


def test_a_number_is_shared_with_telegrams_own_button(cutter: Cutter) -> None:
    """Only that button makes Telegram vouch for whose number it is."""
    (words,) = cutter.pieces(delivery("With the button below you share your number.", reply="telegram_share"))
    assert isinstance(words, Words)
    assert words.keyboard is not None
    ((button,),) = words.keyboard.to_dict()["keyboard"]
    assert button == {"text": WORDS["en"].words["telegram"]["share"], "request_contact": True}


@pytest.mark.parametrize("text", ["<b>", "a & b", "&lt;", "【<i>】", "【a】【b】", "tail 【open"])
def test_no_text_is_taken_for_a_mark(text: str) -> None:
    """What a reader sees is what was said: without our own marks, nothing but escaped text is left."""
    plain = as_html(text).replace("<b>【", "【").replace("】</b>", "】")
    assert "<" not in plain
    assert unescape(plain) == text


async def test_a_connection_that_never_came_about_is_tried_again(cutter: Cutter, tmp_path: Path) -> None:
    """Against a port that nobody listens on, through the library's own transport."""
    bot = Bot("1:x", base_url=f"http://127.0.0.1:{free_port()}/bot")
    with pytest.raises(NotSent) as raised:
        await TelegramSender(bot, cutter, Limits()).send(delivery("hello"))
    assert isinstance(raised.value.__cause__, Exception)
    assert isinstance(raised.value.__cause__.__cause__, httpx.ConnectError)
    await bot.shutdown()
