"""Whose phone is whose: numbers in one form, and a directory of them that a lender replaces by its own."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from servicing.errors import BadPhone, PhonesRefused

COLUMNS = ["phone", "borrower_id"]
LONGEST_TYPED = 32
LONGEST_BORROWER_ID = 64
# E.164: at most fifteen digits, the country code first, which never begins with a zero.
NUMBER = re.compile(r"[1-9][0-9]{6,14}")


class Directory(Protocol):
    """The lender's own knowledge of whose phone is whose."""

    def borrower_of(self, phone: str) -> str | None:
        """The borrower with that number (`+` and digits), None where it is nobody's.

        Raises `CasesUnreachable` where that cannot be looked up just now.
        """
        ...


@dataclass(frozen=True)
class ListedPhones:
    """A directory that is a list."""

    borrowers: Mapping[str, str]

    def borrower_of(self, phone: str) -> str | None:
        """The borrower with that number."""
        return self.borrowers.get(phone)


def phone_of(text: str) -> str:
    """A number with its country code as `+` and digits, however it was written; raises `BadPhone`."""
    bare = re.sub(r"[ ().-]", "", text[: LONGEST_TYPED + 1])
    digits = bare.removeprefix("+") if bare.startswith("+") else bare.removeprefix("00")
    if len(text) > LONGEST_TYPED or not NUMBER.fullmatch(digits):
        raise BadPhone
    return f"+{digits}"


def read_phones(file: Path) -> ListedPhones:
    """The directory in a CSV file with the columns `phone,borrower_id`; raises `PhonesRefused` with the line."""
    listed: dict[str, str] = {}
    for line, (phone, borrower_id) in _lines(file):
        if listed.setdefault(phone, borrower_id) != borrower_id:
            raise PhonesRefused(f"{file}, line {line}: this number is already another borrower's.")
    return ListedPhones(listed)


def _lines(file: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            if next(rows, None) != COLUMNS:
                raise PhonesRefused(f"{file}: the first line must be {','.join(COLUMNS)}.")
            for row in rows:
                yield rows.line_num, _entry(row, f"{file}, line {rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PhonesRefused(f"{file} cannot be read as CSV in UTF-8: {error}.") from error


def _entry(row: list[str], place: str) -> tuple[str, str]:
    if len(row) != len(COLUMNS) or not 0 < len(row[1]) <= LONGEST_BORROWER_ID:
        raise PhonesRefused(f"{place}: there must be a number and a borrower's reference of 1 to 64 characters.")
    try:
        return phone_of(row[0]), row[1]
    except BadPhone as error:
        raise PhonesRefused(f"{place}: {error}") from error
