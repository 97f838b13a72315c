"""What is done about each update: kept once, however often Telegram brings it."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels import Surroundings
from bot.channels.telegram.keeping import Keeper
from bot.channels.telegram.proof import Proof
from bot.channels.telegram.updates import Read
from bot.relay.fetches import Fetches
from bot.relay.forgetting import Forgetting
from bot.relay.outbox import Outbox
from tests.bot.channels.house import payload
from tests.bot.channels.telegram.house import ANN, BORROWER, Listed, age_buttons, around, lines, told, update_of
from tests.bot.relay.fakes import BILL, NOON, FakeEngine, said

GROUP = -1001234567890


class House:
    """A keeper with what is around it."""

    def __init__(self, folder: Path, links: bool = False) -> None:
        self.engine, self.codes, self.hints = FakeEngine([said("hello", BILL)]), Listed(), list[Read]()
        self.to_fetch = list[str]()
        self.around: Surroundings = around(folder, self.engine, self.codes if links else None)
        self.keeper = Keeper(self.around, "duizhang_bot", self.hints.append, self.to_fetch.append)

    async def hears(self, situation: str, number: int | None = None, **message: object) -> None:
        """An update comes, and is answered."""
        await self.keeper.keep(update_of(situation, number, **message))
        await self.around.relay.settled(self.conversation or "")

    def arrives(self) -> None:
        """All that waits to be sent is sent."""
        outbox = Outbox(self.around.relay.book.engine)
        while (delivery := outbox.begin(self.conversation or "", NOON)) is not None:
            outbox.sent(delivery, "1", NOON)

    @property
    def conversation(self) -> str | None:
        """Ann's."""
        return self.around.relay.book.known("telegram", str(ANN))

    @property
    def borrower(self) -> str | None:
        """For whom Ann's chat speaks."""
        return self.around.access.borrower_if_proved(self.conversation or "")

    @property
    def heard(self) -> list[str]:
        """What was kept of what she said."""
        return [line.text for line in lines(self.around) if line.direction == "in"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Where nothing proves who is asking."""
    return House(tmp_path)


@pytest.fixture
def linked(tmp_path: Path) -> House:
    """Where links and codes do."""
    return House(tmp_path, links=True)


@pytest.mark.parametrize("situation", ["text", "press", "start", "human", "language", "language_named", "voice"])
async def test_an_update_that_comes_again_changes_nothing(house: House, situation: str) -> None:
    """As after a crash before it was confirmed."""
    await house.hears(situation)
    before = lines(house.around)
    await house.hears(situation)
    assert lines(house.around) == before
    assert len(before) >= 1


async def test_a_text_is_kept_under_the_id_of_its_update_and_answered(house: House) -> None:
    """In a conversation that is sent what is said in it."""
    await house.hears("text")
    assert [(line.direction, line.text) for line in lines(house.around)] == [
        ("in", "I paid yesterday and it still says I owe"),
        ("out", "hello"),
    ]
    assert lines(house.around)[0].channel_id == "u900101"


async def test_a_start_is_a_greeting_in_the_language_of_the_app(house: House) -> None:
    """The engine is pressed; it is told no number of a chat."""
    await house.hears("start")
    (turn,) = house.engine.asked
    assert turn.pressed is not None
    assert (turn.pressed.press, turn.pressed.given) == ("start", {"language": "en"})
    assert str(ANN) not in turn.conversation


async def test_a_person_is_called_at_once(house: House) -> None:
    """Without asking the engine what might be meant."""
    await house.hears("human")
    assert [each.pressed.press for each in house.engine.asked if each.pressed] == ["human"]


async def test_a_button_is_pressed_and_an_old_or_foreign_one_explains_itself(house: House) -> None:
    """The same token: while it lasts, too late, and in another chat."""
    await house.hears("text")
    token = lines(house.around)[1].buttons[0].token
    await house.hears("press", 1, data=token)
    assert house.engine.asked[-1].pressed == BILL
    others = {"id": 777, "type": "private"}
    stolen = update_of("press", 2, data=token, message={"message_id": 1, "date": 0, "chat": others})
    await house.keeper.keep(stolen)
    assert told(house.around, 777) == ["telegram_old_button"]
    age_buttons(house.around)
    await house.hears("press", 3, data=token)
    assert told(house.around)[-1] == "telegram_old_button"
    assert len(house.engine.asked) == 2


async def test_what_cannot_wait_is_told_at_once_also_where_the_database_is_away(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A button must not spin until a disk is mended."""

    def away(*_: object, **__: object) -> str:
        raise OperationalError("x", {}, Exception("away"))

    monkeypatch.setattr(house.around.relay.book, "known", away)
    with pytest.raises(OperationalError):
        await house.keeper.keep(update_of("press"))
    assert [each.query for each in house.hints] == ["2153413549012345678"]


async def test_a_file_is_to_be_fetched_and_what_is_written_under_it_is_answered(house: House) -> None:
    """The question may be all in there; the file has a line of its own, and comes again without harm."""
    for _ in range(2):
        await house.hears("photo_with_caption")
    assert house.heard == ["this is my receipt, why is it not credited", ""]
    assert [each.facts for each in lines(house.around) if each.facts.get("files")] == [{"files": [{}]}]
    fetch = Fetches(house.around.relay.book.engine, "telegram").next(house.conversation or "")
    photo = payload("telegram", "photo_with_caption")["message"]["photo"][-1]["file_id"]
    assert (fetch.remote if fetch else None, house.to_fetch) == (photo, [house.conversation] * 2)


async def test_a_flood_of_stickers_is_declined_once(house: House) -> None:
    """Twenty a minute are one mood."""
    for number in range(20):
        await house.hears("sticker", 100 + number)
    await house.hears("sticker", 200, date=1795320000 + 120)
    assert told(house.around) == ["telegram_other", "telegram_other"]


async def test_pictures_that_come_together_bear_one_name(house: House) -> None:
    """By which they are answered once."""
    for number in range(3):
        await house.hears("photo_of_an_album", number)
    await house.hears("photo", 10)
    with house.around.relay.book.engine.connect() as connection:
        batches = connection.exec_driver_sql("SELECT batch FROM fetches ORDER BY message").scalars().all()
    assert batches == ["13579246801357924"] * 3 + ["u10"]


async def test_an_update_over_which_our_own_code_stumbles_goes_to_a_person(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said is kept, whoever said it is told so once, and the next update is taken as ever."""

    async def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Proof, "confirm", stumble)
    for _ in range(2):
        await house.hears("text")
    assert [(each.direction, each.reply) for each in lines(house.around)] == [("in", None), ("out", "engine_away")]
    monkeypatch.undo()
    await house.hears("text", 1, text="are you there")
    assert told(house.around) == ["engine_away", "some_reply"]


async def test_a_changed_message_is_answered_anew_unless_nothing_changed(house: House) -> None:
    """Telegram also reports changes that no reader sees."""
    await house.hears("text")
    await house.hears("edited", 1, text=house.heard[0])
    await house.hears("edited", 2)
    assert house.heard == ["I paid yesterday and it still says I owe", "I paid the day before yesterday"]


async def test_a_language_by_name_is_spoken_and_without_a_name_they_are_offered(house: House) -> None:
    """What the channel itself says follows."""
    await house.hears("language")
    assert [each.title for each in lines(house.around)[-1].buttons] == ["English", "中文"]
    await house.hears("language_named")
    assert house.engine.asked[-1].pressed is not None
    assert house.engine.asked[-1].pressed.given == {"language": "zh"}
    await house.hears("voice")
    expected = house.around.languages["zh"].replies["telegram_sound"]["text"]
    assert lines(house.around)[-1].text == expected


async def test_a_group_is_pointed_to_the_private_chat_once_a_minute(house: House) -> None:
    """Nothing that was said there is kept, and the engine is not asked."""
    for number, date in enumerate((1795320000, 1795320001, 1795320070)):
        await house.hears("group_mention", number, date=date)
    assert told(house.around, GROUP) == ["telegram_group"] * 2
    assert {line.direction for line in lines(house.around, GROUP)} == {"out"}
    assert "https://t.me/duizhang_bot" in lines(house.around, GROUP)[0].text
    assert house.engine.asked == []


async def test_a_link_links_and_is_kept_nowhere(linked: House) -> None:
    """Also where the update comes again: the link was used up by the first time."""
    assert linked.around.linking is not None
    token = linked.around.linking.make_token(BORROWER, NOON).token
    for _ in range(2):
        await linked.hears("start_with_token", text=f"/start {token}")
    assert linked.borrower == BORROWER
    assert sorted(map(str, told(linked.around))) == ["some_reply", "telegram_linked"]
    assert not any(token in line.text for line in lines(linked.around))


async def test_a_link_that_does_not_hold_says_so_and_links_nobody(linked: House) -> None:
    """Unknown, used by somebody else, expired: the same words."""
    await linked.hears("start_with_token")
    assert (linked.borrower, told(linked.around)) == (None, ["telegram_old_link"])


async def test_where_links_are_not_used_a_start_is_a_start(house: House) -> None:
    """Whatever came with it."""
    await house.hears("start_with_token")
    assert [each.pressed.press for each in house.engine.asked if each.pressed] == ["start"]


async def test_the_own_number_and_the_code_sent_to_it_link(linked: House) -> None:
    """Neither is kept in the conversation, nor does the engine see one; a wrong code first does no harm."""
    await linked.hears("phone")
    await linked.hears("contact_own")
    linked.around.linking.post.close()  # type: ignore[union-attr]
    (code,) = linked.codes.codes
    wrong = f"{(int(code) + 1) % 10**6:06}"
    await linked.hears("text", 1, text=wrong)
    assert linked.borrower is None
    for _ in range(2):
        await linked.hears("text", 2, text=f"{code[:3]} {code[3:]}")
    assert linked.borrower == BORROWER
    assert told(linked.around) == ["telegram_share", "telegram_code", "telegram_wrong_code", "telegram_linked"]
    assert (linked.heard, linked.engine.asked) == ([], [])


async def test_six_digits_that_nobody_waits_for_are_a_text(linked: House) -> None:
    """They may be an amount."""
    await linked.hears("text", text="180140")
    assert linked.heard == ["180140"]


@pytest.mark.parametrize("situation", ["contact_of_somebody_else", "contact_forwarded", "contact_typed_by_hand"])
async def test_a_contact_that_is_not_the_senders_own_proves_nothing(linked: House, situation: str) -> None:
    """No code goes anywhere."""
    await linked.hears(situation)
    linked.around.linking.post.close()  # type: ignore[union-attr]
    assert told(linked.around) == ["telegram_other_contact"]
    assert linked.codes.codes == []


async def test_a_number_of_nobody_is_answered_as_one_of_somebody(linked: House) -> None:
    """Nobody learns whether an account exists."""
    contact = {"phone_number": "447700900999", "first_name": "Ann", "user_id": ANN}
    await linked.hears("contact_own", 1, contact=contact)
    await linked.hears("contact_own", 2)
    linked.around.linking.post.close()  # type: ignore[union-attr]
    first, second = (line.text for line in lines(linked.around))
    assert first == second
    assert len(linked.codes.codes) == 1


async def test_codes_without_end_are_refused_and_so_is_what_is_no_number(linked: House) -> None:
    """With a way on."""
    for number in range(4):
        await linked.hears("contact_own", number)
    nonsense = {"phone_number": "0", "first_name": "Ann", "user_id": ANN}
    await linked.hears("contact_own", 9, contact=nonsense)
    assert told(linked.around) == ["telegram_code"] * 3 + ["telegram_too_many_codes", "telegram_bad_phone"]


@pytest.mark.parametrize("links", [True, False])
async def test_forget_unlinks(tmp_path: Path, links: bool) -> None:
    """And says what becomes of the rest."""
    house = House(tmp_path, links)
    await house.hears("text")
    house.around.access.link(house.conversation or "", BORROWER, NOON)
    await house.hears("forget")
    assert (house.borrower, told(house.around)[-1]) == (None, "telegram_forget")
    assert house.heard == ["I paid yesterday and it still says I owe"]


async def test_who_is_sure_has_erased_what_was_said_until_then(house: House) -> None:
    """In the language that was spoken, and nothing that comes again brings it back, or erases what came after."""
    await house.hears("text")
    house.around.access.link(house.conversation or "", BORROWER, NOON)
    token = lines(house.around)[1].buttons[0].token
    await house.hears("press", 1, data=token)
    await house.hears("text", 5, text="我还了款但是没到账")
    house.arrives()
    await house.hears("forget_yes", 2)
    await house.hears("text", 3, text="one more thing")
    before = lines(house.around)
    await house.hears("text")
    await house.hears("press", 1, data=token)
    await house.hears("forget_yes", 2)
    assert lines(house.around) == before
    assert (house.borrower, told(house.around)[-2]) == (None, "telegram_forgotten")
    words = house.around.languages["zh"].replies["telegram_forgotten"]["text"]
    assert [line.text for line in before if not line.is_erased] == [words, "one more thing", "heard one more thing"]
    assert [line.channel_id for line in before if line.direction == "in"] == ["u900101", "u1", "u5", "u3"]


async def test_a_button_that_is_erased_explains_itself(house: House) -> None:
    """It still stands in the chat, and somebody may press it."""
    await house.hears("text")
    token = lines(house.around)[1].buttons[0].token
    house.arrives()
    await house.hears("forget_yes", 1)
    await house.hears("press", 2, data=token)
    assert told(house.around)[-1] == "telegram_old_button"


async def test_what_waits_for_an_answer_is_answered_and_sent_before_it_is_erased(house: House) -> None:
    """The wish is kept meanwhile."""
    await house.keeper.keep(update_of("text"))
    conversation = house.conversation or ""
    await house.keeper.keep(update_of("forget_yes", 1))
    await house.around.relay.settled(conversation)
    forgetting = Forgetting(house.around.relay.book.engine)
    assert forgetting.finish() == []
    assert "hello" in [line.text for line in lines(house.around)]
    house.arrives()
    assert len(forgetting.finish()) == 1
    kept = [line.reply for line in lines(house.around) if not line.is_erased]
    assert kept == ["telegram_forgotten"]


async def test_a_copy_is_offered_once_for_each_time_it_is_asked_for(house: House) -> None:
    """The line that carries the file says nothing of what is in it."""
    await house.hears("text")
    for number in (1, 1, 2):
        await house.hears("export", number)
    assert told(house.around)[1:] == ["telegram_export"] * 2


@pytest.mark.parametrize("situation", ["contact_own", "phone"])
async def test_where_phones_prove_nothing_it_says_so(house: House, situation: str) -> None:
    """And the number is kept nowhere."""
    await house.hears(situation)
    assert told(house.around) == ["telegram_contact"]
    assert not any("447700900123" in line.text for line in lines(house.around))
