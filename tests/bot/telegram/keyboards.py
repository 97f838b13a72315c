"""The keyboards that a message may carry, checked."""

from typing import Any
from urllib.parse import urlsplit

from tests.bot.telegram.calls import Json
from tests.bot.telegram.refusals import bad_request

LONGEST_CALLBACK_BYTES = 64
MOST_BUTTONS = 100
NO_OBJECT = "object expected as reply markup"


def check_markup(markup: Any, private: bool) -> Json | None:
    """The inline keyboard of a `reply_markup`, None when it is another kind. Raises: Refusal as the API would."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request(NO_OBJECT)
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        checked = [[_inline_button(button) for button in row] for row in rows if row]
        return {"inline_keyboard": checked} if checked else None
    for row in _rows(markup.get("keyboard", [])):
        for button in row:
            _reply_button(button, private)
    return None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: Field must be an Array of Arrays")
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: Any) -> Json:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{wrong}Expected an Object")
    if "text" not in button:
        raise bad_request(f'{wrong}Can\'t find field "text"')
    if not isinstance(button["text"], str) or not button["text"].strip():
        raise bad_request(f'{wrong}Field "text" must be a non-empty String')
    if button.get("url"):
        _check_link(button["url"])
        return {"text": button["text"], "url": button["url"]}
    data = button.get("callback_data", "")
    if not data:
        raise bad_request(f"{wrong}Text buttons are unallowed in the inline keyboard")
    if not isinstance(data, str) or len(data.encode()) > LONGEST_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return {"text": button["text"], "callback_data": data}


def _check_link(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme != "tg" and "." not in (parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(button: Any, private: bool) -> None:
    told = {"text": button} if isinstance(button, str) else button
    if not isinstance(told, dict) or not told.get("text"):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if told.get("request_contact") and not private:
        raise bad_request("phone number can be requested in private chats only")
