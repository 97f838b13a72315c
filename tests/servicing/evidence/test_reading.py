"""Reading: whatever is pasted, nothing breaks or hangs, and what is read stands in the text exactly so."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from servicing.evidence.reader import readers
from servicing.evidence.reading import Reading, read
from servicing.evidence.shapes import shapes
from servicing.evidence.text import LONGEST_TEXT
from servicing.money import Money
from tests.servicing.evidence.cases import NOW, ZONE, every_case

TEXTS = [case.text for case in every_case()]
NOTICE = "Your account ending 8842 was debited CNY {amount} on {when}."
# Far more than a reading takes (some milliseconds), far less than a pattern that tries for ever.
SECONDS_AT_MOST = 3.0
# Commas and points in other places, a number that goes on behind a space or in other digits, a part of another number.
DOUBTFUL = [
    *("1.030,00", "1,03", "1,0300.00", "739.678", "1'030.00", "739\uff0c030", "1 030.00", "739 .67", "739. 67"),
    *("739\u0667", "\u0667739.67", "739.67\u00bd", "1.2\u4e07", "739\u53416", "1.2 million", "3k", "739%"),
    *("0.00", "+739.67", "030.00", "030", "739.67 USD"),
]


def noticed(amount: str = "739.67", when: str = "19 Nov 2026 at 21:01", now: datetime = NOW) -> Reading | None:
    """A bank's notice as it is read."""
    return read(NOTICE.format(amount=amount, when=when), now, ZONE)


def spliced(pieces: list[str]) -> str:
    """A text out of the pieces of others."""
    return "".join(pieces)


PIECES = some.sampled_from(sorted({piece for text in TEXTS for piece in re.split(r"(\d+|\W)", text) if piece}))
ANY_TEXT = some.one_of(some.text(), some.lists(PIECES, max_size=60).map(spliced), some.sampled_from(TEXTS))


@settings(max_examples=400)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_is_read_or_not_and_never_breaks(one: str, other: str) -> None:
    """A borrower pastes anything; pieces of real notices reach further than random letters do."""
    reading = read(f"{one}{other}", NOW, ZONE)
    if reading:
        assert reading.amount is not None or reading.reference is not None
        assert reading.amount is None or _stands_in(reading.amount.amount, one + other)
        assert reading.account_ending is None or re.fullmatch(r"[0-9]{4}", reading.account_ending)


def _stands_in(amount: Decimal, text: str) -> bool:
    """Whether the digits of the amount stand in the text in this order, grouped or in full width, and nowhere cut."""
    seen = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    written = r"[,\W]*".join(re.escape(each) for each in str(amount))
    return re.search(rf"(?<![0-9]){written}(?![0-9])", seen) is not None


@given(some.decimals(min_value="0.01", max_value="99999999999.99", places=2))
def test_an_amount_is_read_to_the_cent(amount: Decimal) -> None:
    """With its groups of thousands or without: the same exact decimal."""
    plain, grouped = noticed(f"{amount:f}"), noticed(f"{amount:,f}")
    assert plain
    assert grouped
    assert plain.amount == grouped.amount == Money(amount, "CNY")


@pytest.mark.parametrize("written", DOUBTFUL)
def test_an_amount_that_can_be_doubted_is_not_read(written: str) -> None:
    """The cents are never guessed, nor is it read of a longer number what fits."""
    assert noticed(written) is None
    beside = noticed(written, "19 Nov 2026 at 21:01, ref: NB2611190042")
    assert beside
    assert beside.amount is None


@pytest.mark.parametrize("written", ["\u2212739.67", "739\u200b.67", "\uff17\uff13\uff19\uff0e\uff16\uff17", "739.67,"])
def test_an_amount_is_read_as_the_eye_sees_it(written: str) -> None:
    """Full-width digits, another minus and marks that nobody sees do not change it."""
    reading = noticed(written)
    assert reading
    assert reading.amount == Money(Decimal("739.67"), "CNY")


@pytest.mark.parametrize(
    ("when", "now", "paid_on"),
    [
        ("19 Nov", "2026-11-20T12:00", "2026-11-19"),
        ("20 Nov", "2026-11-20T12:00", "2026-11-20"),
        ("21 Nov", "2026-11-20T12:00", "2025-11-21"),
        ("21 Nov", "2026-11-20T17:00", "2026-11-21"),
        ("31 Dec", "2027-01-01T02:00", "2026-12-31"),
        ("29 Feb", "2027-01-01T02:00", "2024-02-29"),
    ],
)
def test_a_date_without_a_year_is_the_latest_that_fits(when: str, now: str, paid_on: str) -> None:
    """Not after today in the borrower's own zone, where it may already be tomorrow."""
    reading = noticed(when=when, now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert reading
    assert (reading.paid_at, reading.year_given) == (date.fromisoformat(paid_on), False)


@pytest.mark.parametrize("when", ["19 Nov '24", "19 Nov 21:01:07 2024", "2024 Nov 19 at 21:01", "Nov 19. 2024"])
def test_a_year_in_an_unknown_place_is_not_left_out(when: str) -> None:
    """The proof of another year must not turn into one of this year."""
    reading = noticed(when=when)
    assert reading
    assert reading.paid_at is None


@pytest.mark.parametrize(
    ("when", "paid_at"),
    [
        ("19 Nov 2026 at 12:05 AM", "2026-11-18 16:05"),
        ("19 Nov 2026 at 12:05 PM", "2026-11-19 04:05"),
        ("19 Nov 2026 at 11:05 pm", "2026-11-19 15:05"),
        ("19 Nov 2026 at 11:05 a.m.", "2026-11-19 03:05"),
        ("19 Nov 2026 at 23:05", "2026-11-19 15:05"),
        ("19 Nov 2026 at 21:01 -05:00", "2026-11-20 02:01"),
        ("19 Nov 2026 at 21:01 GMT+9", "2026-11-19 12:01"),
        ("19 Nov 2026 at 21:01 UTC", "2026-11-19 21:01"),
        ("19 Nov 2026 at 21:01 CST", None),
        ("19 Nov 2026 at 21:01 +15:00", None),
        ("19 Nov 2026 at 13:05 AM", None),
        ("19 Nov 2026 at 0:05 PM", None),
        ("19 Nov 2026 at 25:05", None),
        ("31 Nov 2026 at 21:01", None),
        ("19 Nov 1999 at 21:01", None),
        ("05/11/2026 21:01", None),
        ("05/05/2026 21:01", "2026-05-05 13:01"),
    ],
)
def test_a_time_is_read_as_it_is_meant_or_not_at_all(when: str, paid_at: str | None) -> None:
    """Halves of the day and zones count; an hour, a day or a zone that could be another is left out."""
    reading = noticed(when=when)
    expected = datetime.fromisoformat(paid_at).replace(tzinfo=UTC) if paid_at else None
    assert reading
    assert reading.paid_at == expected


def test_the_reader_that_finds_the_most_reads() -> None:
    """A text that two readers recognise is read by the one that understands more of it."""
    rich = next(each for each in readers() if each.name == "bank_notice_en")
    poor = replace(rich, name="a_poor_one", fields={"amount": rich.fields["amount"]})
    reading = read(NOTICE.format(amount="739.67", when="19 Nov 2026"), NOW, ZONE, among=[poor, rich])
    assert reading
    assert reading.reader == "bank_notice_en"


def test_a_word_in_the_place_of_a_serial_number_is_none() -> None:
    """Such as "pending"."""
    reading = noticed(when="19 Nov 2026. Ref: pending")
    assert reading
    assert reading.reference is None


def test_a_time_is_that_of_the_borrowers_zone() -> None:
    """Banks write local time; the books keep UTC."""
    text = NOTICE.format(amount="739.67", when="19 Nov 2026 at 21:01")
    moments = [reading.paid_at for zone in (ZONE, "America/New_York") if (reading := read(text, NOW, zone))]
    assert moments == [datetime(2026, 11, 19, 13, 1, tzinfo=UTC), datetime(2026, 11, 20, 2, 1, tzinfo=UTC)]


def test_a_long_text_counts_by_whole_lines() -> None:
    """An amount that is cut in two would be another amount."""
    notice = NOTICE.format(amount="739.67", when="19 Nov 2026")
    filler = "\n" + "." * (LONGEST_TEXT - len(notice) - 1)
    assert read(notice + filler + "beyond", NOW, ZONE)
    for cut in range(len(notice)):
        assert read("." * (LONGEST_TEXT - cut - 1) + "\n" + notice, NOW, ZONE) is None


def test_no_more_of_an_account_is_kept_than_its_last_four_digits() -> None:
    """Whatever a borrower pastes, a whole account number is nobody's to keep."""
    number = "6222021234568842"
    kept = [read(text.replace("8842", number), NOW, ZONE) for text in TEXTS]
    assert [each for each in kept if number in repr(each)] == []


def hostile() -> list[str]:
    """Texts that make a careless pattern try for ever: one thing over and over, and the patterns' own words."""
    letters = ["9", " ", "\n", "*", "9,", "9.", "9-", "11/19 ", "a ", "CNY", ":", "1:01", "xX", "19 Nov "]
    words = {piece for text in TEXTS for piece in re.findall(r"[^\W\d]{2,}", text)}
    return [each * (100_000 // len(each)) for each in (*letters, *sorted(words)[:60])]


@pytest.mark.parametrize("text", hostile(), ids=lambda text: repr(text[:8]))
def test_a_hostile_text_is_read_in_no_time(text: str) -> None:
    """100,000 characters, and the same within the limit in lines, with every pattern of every reader."""
    start = perf_counter()
    read(text, NOW, ZONE)
    inside = text[: LONGEST_TEXT - 2] + "\n"
    for pattern in _every_pattern():
        list(pattern.finditer(inside))
    assert perf_counter() - start < SECONDS_AT_MOST


def _every_pattern() -> list[re.Pattern[str]]:
    patterns = [each for one in readers() for many in one.fields.values() for each in many]
    return patterns + [each for one in readers() for each in (*one.recognised_by, *one.not_when)]


def test_the_words_of_the_shapes_mean_one_thing_each() -> None:
    """A sign that stood for two currencies would be a guess."""
    known = shapes()
    assert set(known.currencies) & set(known.units) == set()
    assert len(known.months) == 12
