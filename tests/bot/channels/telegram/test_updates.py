"""What an update means: every situation that Telegram brings, as it brings it."""

import pytest
from telegram import Update

from bot.channels.telegram.updates import (
    Attached,
    Contact,
    Edited,
    Export,
    File,
    Forget,
    Group,
    Human,
    Language,
    Meaning,
    Phone,
    Press,
    Start,
    Text,
    read,
)
from tests.bot.channels.house import PAYLOADS, payload

NAME = "duizhang_bot"
TOKEN = "q2Zr0dA6sV7wB1xC9yE3fQ"
OWN, OTHERS = "447700900123", "447700900456"
MEANINGS: dict[str, Meaning | None] = {
    "text": Text("I paid yesterday and it still says I owe"),
    "text_with_a_slash": Text("/ paid"),
    "text_with_an_effect": Text("thanks"),
    "start": Start(None),
    "start_with_token": Start(TOKEN),
    "help": Start(None),
    "human": Human(),
    "human_named": Human(),
    "language": Language(None),
    "language_named": Language("zh"),
    "phone": Phone(),
    "forget": Forget(),
    "forget_yes": Forget(is_sure=True),
    "export": Export(),
    "unknown_command": Text("/balance"),
    "contact_own": Contact(OWN, is_own=True),
    "contact_of_somebody_else": Contact(OTHERS, is_own=False),
    "contact_forwarded": Contact(OWN, is_own=False),
    "contact_typed_by_hand": Contact(OWN, is_own=False),
    "photo": File("AgACAgIAAxkBAAIB", 9012, "", None),
    "photo_with_caption": File("AgACAgIAAxkBAAIB", 9012, "this is my receipt, why is it not credited", None),
    "photo_of_an_album": File("AgACAgIAAxkBAAIB", 9012, "", "13579246801357924"),
    "document": File("BQACAgIAAxkBAAIC", 48211, "", None),
    "voice": Attached("sound", "", None),
    "video_note": Attached("sound", "", None),
    "sticker": Attached("other", "", None),
    "animation": Attached("other", "", None),
    "location": Attached("other", "", None),
    "a_kind_of_tomorrow": Attached("other", "", None),
    "pinned": None,
    "edited": Edited("I paid the day before yesterday"),
    "edited_caption": Edited("paid on Monday"),
    "edited_without_text": None,
    "group_command": Group(),
    "group_command_for_another_bot": None,
    "group_mention": Group(),
    "group_answer_to_us": Group(),
    "group_chatter": None,
    "group_joined": None,
    "press": Press(TOKEN),
    "press_under_an_old_message": Press(TOKEN),
    "press_forged": Press(""),
    "press_in_a_group": Group(),
    "channel_post": None,
}


@pytest.mark.parametrize("situation", MEANINGS)
def test_an_update_means(situation: str) -> None:
    """Told from the update alone; what is not meant for us means nothing."""
    found = read(Update.de_json(payload("telegram", situation), None), NAME)
    assert (found.meaning if found else None) == MEANINGS[situation]


def test_every_captured_update_has_its_meaning() -> None:
    """One that nobody looks at tests nothing."""
    assert {path.stem for path in (PAYLOADS / "telegram").glob("*.json")} == set(MEANINGS)


def test_a_press_says_what_is_to_be_answered_and_for_whom() -> None:
    """The chat is where the message stands, also where Telegram does not show that message any more."""
    found = read(Update.de_json(payload("telegram", "press_under_an_old_message"), None), NAME)
    assert found is not None
    assert (found.chat, found.language, found.query) == (501, "en", "2153413549012345678")


def test_a_bot_whose_name_is_not_known_points_nobody_anywhere() -> None:
    """An empty name stands in every text."""
    assert read(Update.de_json(payload("telegram", "group_chatter"), None), "") is None
