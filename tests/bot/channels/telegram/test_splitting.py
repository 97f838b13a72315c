"""A long answer in parts: none too long for Telegram, nothing lost, cut where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.splitting import LONGEST_PART, parts, units

WRITTEN = st.text(alphabet=st.sampled_from("ab .!\n，。还款😀👩\u200d🏽é\u0301"), max_size=400)


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@given(WRITTEN, st.integers(8, 60))
def test_nothing_is_lost_and_no_part_is_too_long(text: str, longest: int) -> None:
    """Only white space at the cuts goes; no part is empty."""
    found = list(parts(text, longest))
    assert bare("".join(found)) == bare(text)
    assert all(0 < units(each) <= longest and each == each.strip() for each in found)


@given(st.text())
def test_the_length_is_counted_as_telegram_does(text: str) -> None:
    """In UTF-16 units."""
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("One two. Three four. Five", 21, ["One two. Three four.", "Five"]),
        ("It is 3.14 in all. Yes", 12, ["It is 3.14", "in all. Yes"]),
        ("还款已到账。钱在清算，请等等。", 9, ["还款已到账。", "钱在清算，请等等。"]),
        ("first line\nsecond. line\nthird", 24, ["first line\nsecond. line", "third"]),
        ("a first part\n\nand. more\nof it", 24, ["a first part", "and. more\nof it"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("abc👩\u200d🏽x", 6, ["abc", "👩\u200d🏽x"]),
        ("short", 100, ["short"]),
        ("  \n ", 100, []),
    ],
)
def test_it_is_cut_where_a_reader_would_pause(text: str, longest: int, cut: list[str]) -> None:
    """A paragraph before a line, a line before a sentence, a sentence before a word, and no character torn."""
    assert list(parts(text, longest)) == cut


def test_an_answer_just_long_enough_stays_whole() -> None:
    """And one unit more makes it two."""
    assert len(list(parts("a" * LONGEST_PART))) == 1
    assert len(list(parts("a" * (LONGEST_PART + 1)))) == 2
    assert len(list(parts("😀" * (LONGEST_PART // 2 + 1)))) == 2
