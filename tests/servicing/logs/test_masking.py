"""Secrets and personal data are found by their form, wherever they stand, and nothing else is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from servicing.logs.masking import masked

DIGITS, TOKEN = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
PHONES = some.from_regex(r"1[3-9][0-9]{9}|\+86 1[3-9][0-9] [0-9]{4} [0-9]{4}|\+44 7[0-9]{3} [0-9]{6}", fullmatch=True)
CARDS = some.from_regex(r"62[0-9]{14,17}|62[0-9]{2}(?: [0-9]{4}){3}|4[0-9]{3}(?:-[0-9]{4}){3}", fullmatch=True)
IDENTITIES = some.from_regex(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]", fullmatch=True)
EMAILS = some.from_regex(r"[a-z][a-z0-9._+-]{0,30}@[a-z0-9-]{1,20}(?:\.[a-z]{2,6}){1,2}", fullmatch=True)
BOT_TOKENS = some.from_regex(r"[1-9][0-9]{7,9}:AA[A-Za-z0-9_-]{33}", fullmatch=True)
LINK_TOKENS = some.text(TOKEN, min_size=22, max_size=43).filter(
    lambda token: any(map(str.isdigit, token)) and any(map(str.isalpha, token))
)
PRIVATE = PHONES | CARDS | IDENTITIES | EMAILS | BOT_TOKENS | LINK_TOKENS
# What can stand beside it without being a part of it.
BESIDE = some.text(some.characters(exclude_characters=f"{DIGITS}{TOKEN}.+@＠%"), max_size=12)
FORMS = [
    "token",
    "=",
    ":",
    "'",
    '"',
    "cookie",
    "Bearer ",
    "abc",
    "1234567",
    "@",
    "[hidden]",
    "[parameters: ",
    "://",
    "-",
]
FORMS += [
    "/bot",
    "1",
    "\n",
    " ",
    "?key=",
    "2026-11-20",
    "T10:00",
    "\\",
    ",",
    "b'",
    "api_key",
    "%3A",
    "DETAIL: ",
    "aB3" * 7,
]
TANGLED = some.text() | some.lists(some.sampled_from(FORMS) | some.text(max_size=3), max_size=14).map("".join)


@given(BESIDE, PRIVATE, BESIDE)
def test_nothing_private_is_left(before: str, private: str, after: str) -> None:
    """Nor a part of it that somebody could use."""
    left = masked(before + private + after)
    assert private not in left
    assert not re.search("[0-9]{7}", left)


@given(
    PRIVATE,
    some.sampled_from(["token={}", "'cookie': '{}'", "https://host/{}/x", "https://host/?key={}&x=1", "号{}号"]),
)
def test_nothing_private_is_left_in_a_form(private: str, form: str) -> None:
    """In an address, in a header, in the middle of a Chinese sentence."""
    assert private not in masked(form.format(private))


@given(TANGLED)
def test_masking_twice_is_masking_once(text: str) -> None:
    """A line may pass several hands that mask it."""
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "HTTP Request: POST https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1/getUpdates",
            "HTTP Request: POST https://api.telegram.org/bot[hidden]/getUpdates",
        ),
        ("GET /file/bot123%3Ashort/photos/1.jpg", "GET /file/bot[hidden]/photos/1.jpg"),
        ("https://t.me/some_bot?start=abc&x=1", "https://t.me/some_bot?start=[hidden]&x=1"),
        ("Cookie: duizhang_chat=x; other=y", "Cookie: [hidden]"),
        ("{'x-api-key': 'k1', 'accept': 'text/html'}", "{'x-api-key': [hidden], 'accept': 'text/html'}"),
        (
            "[(b'authorization', b'Basic eDp5'), (b'accept', b'*/*')]",
            "[(b'authorization', [hidden]), (b'accept', b'*/*')]",
        ),
        ("postgresql+psycopg://clerk:p%40ss@db:5432/cases", "postgresql+psycopg://[hidden]@db:5432/cases"),
        ("away\n[parameters: ('我昨天还了',)]\n(Background", "away\n[parameters: [hidden]]\n(Background"),
        ("DETAIL:  Key (address)=(12) exists.", "DETAIL: [hidden]"),
        ("password=hunter2; retry", "password=[hidden]; retry"),
        ("身份证11010119900307123X，卡号6222021234567890123", "身份证[number]，卡号[number]"),
        ("(555) 123-4567", "([number]"),
        ("1381234５６７８", "[number]"),
    ],
)
def test_a_line_keeps_what_is_not_private(line: str, left: str) -> None:
    """Whoever reads it still sees what happened."""
    assert masked(line) == left


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-20T10:00:00.123456+00:00 turn failed after 28.0 s, attempt 2 of 2",
        "2026-11-20 10:00:00 CN¥739.67, 12,345.67 and 999999",
        "bot/relay/relay.py:131 in _answer_what_it_can",
        "/site-packages/starlette/middleware/exceptions.py:64 in RequestBodyLimitMiddleware",
        "payment_not_credited two_payments_in_trouble_at_once 127.0.0.1:8800",
        "(sqlite3.OperationalError) no such table: messages",
    ],
)
def test_an_ordinary_line_stays_as_it_is(line: str) -> None:
    """Times, small amounts, names of code, addresses of this machine."""
    assert masked(line) == line
