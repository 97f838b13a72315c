"""A certificate as it is kept, and its number: random, not to be guessed, with a character that shows a slip."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

Kind = Literal["settlement", "repayment", "repayments"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Without the letters that are read as digits (I, L, O), without U and Z: 31 signs, a prime, so that the check
# character finds every single wrong sign and every two that changed places.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
RANDOM_SIGNS = 8
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "U": "V"})
# What a paper shows for the reader's sake; a nickname that changes makes no other paper of it.
NOT_DIGESTED = ("called", "zone")


@dataclass(frozen=True)
class Draft:
    """What a certificate would say: of which kind, about what (a loan or a posting), and the facts as they travel."""

    kind: Kind
    borrower_id: str
    subject: str
    says: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the facts, in hexadecimal: the same facts give the same one."""
        facts = {name: value for name, value in self.says.items() if name not in NOT_DIGESTED}
        return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Certificate:
    """A certificate that was issued; `says` is the JSON of its facts, `digest` their SHA-256."""

    number: str
    kind: Kind
    borrower_id: str
    subject: str
    says: str
    digest: str
    issued_at: datetime
    withdrawn_at: datetime | None


def new_number(year: int) -> str:
    """A fresh number such as `C-2026-7K4Q2M9X-4`; the last sign checks the rest."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return f"C-{year:04d}-{signs}-{_check(f'{year:04d}{signs}')}"


def number_in(text: str) -> str | None:
    """The number as it is kept, from what somebody typed; None where it cannot be one: a slip shows here."""
    plain = "".join(each for each in text.upper() if each.isascii() and each.isalnum())
    body = plain[1:].translate(READ_AS)
    if not plain.startswith("C") or len(body) != 4 + RANDOM_SIGNS + 1 or set(body) - set(ALPHABET):
        return None
    if not body[:4].isdigit() or _check(body[:-1]) != body[-1]:
        return None
    return f"C-{body[:4]}-{body[4:-1]}-{body[-1]}"


def _check(signs: str) -> str:
    places = enumerate(signs, start=1)
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in places) % len(ALPHABET)]
