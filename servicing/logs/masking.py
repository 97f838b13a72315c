"""Takes secrets and personal data out of a text by their form.

Every expression is linear: what repeats is possessive or bounded, and can begin only where its own run begins. They
run one after the other, the narrowest first.
"""

import re
from collections.abc import Callable

HIDDEN, NUMBER, EMAIL = "[hidden]", "[number]", "[email]"
Replacement = str | Callable[[re.Match[str]], str]

_QUOTED = r"""(?:\[hidden\]|b?\\?"[^"\n]*+"?|b?\\?'[^'\n]*+'?)"""
_IS = r"""(?:\\?["']\s{0,3},\s{0,3}|\\?["']?\s{0,3}[:=]\s{0,3})"""
# A header whose whole value is a secret, as it travels or as a dictionary or a pair prints it.
_HEADER = re.compile(rf"(?i)((?:authorization|cookie){_IS})(?:{_QUOTED}|[^\n]++)")
# Anything whose name says what it is, in an address, a header, a form or a dictionary.
_SECRETS = (
    "token|secret|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|session|credential|signature"
)
_NAMED = re.compile(rf"(?i)((?:{_SECRETS})[\w-]{{0,40}}{_IS})(?:{_QUOTED}|[^\s\"',;&<>]++)")
_IN_ADDRESS = re.compile(r"(?i)([?&](?:key|sig|code|auth|start|startgroup)=)[^\s\"'&#<>]++")
_SCHEME = re.compile(r"(?i)\b(bearer|basic)\s{1,3}[\w.~+/=-]{8,}+")
# A Telegram bot's token, alone or in the address that it is part of.
_BOT_PATH = re.compile(r"(/bot)\d[^/\s\"'?]*+")
_BOT = re.compile(r"(?<!\d)\d{5,}+(?::|%3[Aa])[\w-]{10,}+")
_USER_IN_ADDRESS = re.compile(r"(://)[^\s/@]++@")
# What a database repeats of the row that it refused.
_PARAMETERS = re.compile(r"(\[parameters: )[^\n]*+")
_DETAIL = re.compile(r"(DETAIL: )[^\n]*+")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++[@＠][\w-]++(?:\.[\w-]++)*+")
_LONG_WORD = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{20,}+")
# A day, with a time or not, stays; any other seven digits and more do not, whatever stands between them.
_DAY = (
    r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?!\d)(?:Z|[+-]\d\d:\d\d(?!\d))?)?"
)
_NUMBER = re.compile(rf"({_DAY})|\d(?:[ ().\u00a0\u2010-\u2015\u3000-]{{0,2}}\d){{6,}}+[Xx]?")

_RULES: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    (_HEADER, rf"\1{HIDDEN}"),
    (_NAMED, rf"\1{HIDDEN}"),
    (_IN_ADDRESS, rf"\1{HIDDEN}"),
    (_SCHEME, rf"\1 {HIDDEN}"),
    (_BOT_PATH, rf"\1{HIDDEN}"),
    (_BOT, HIDDEN),
    (_USER_IN_ADDRESS, rf"\1{HIDDEN}@"),
    (_PARAMETERS, rf"\1{HIDDEN}]"),
    (_DETAIL, rf"\1{HIDDEN}"),
    (_EMAIL, EMAIL),
    (_LONG_WORD, lambda found: HIDDEN if _is_drawn_by_lot(found[0]) else found[0]),
    (_NUMBER, lambda found: found[1] or NUMBER),
)


def masked(text: str) -> str:
    """The text without tokens, keys, passwords, e-mail addresses, and numbers of phones, cards, accounts or identities.

    Amounts below a million, days and names stay. Masked again, it stays as it is.
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _is_drawn_by_lot(word: str) -> bool:
    """Letters with digits among them, or capitals all over: a token. Other long words are names of code."""
    has_digit, has_letter = any(map(str.isdigit, word)), any(map(str.isalpha, word))
    capitals = sum(map(str.isupper, word))
    return has_letter and (has_digit or (capitals * 5 >= len(word) and not word.isupper()))
