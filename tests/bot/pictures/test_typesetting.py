"""Lines of text: nothing is wider than its room, nothing is lost, and no line begins with a full stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.typesetting import CUT, cut, fitting, width, wrapped

SIZE, ROOM = 27, 300.0
MIXED = "款项进了尾号 7731 的账户，不是我们的账户。The money went elsewhere（编号 C0044-092）"


@pytest.mark.parametrize("text", [MIXED, "x" * 90, "还款" * 40, "one two three " * 9])
def test_no_line_is_wider_than_its_room(text: str) -> None:
    """A reference of 64 characters included; what was said is still all there."""
    lines = wrapped(text, ROOM, SIZE)
    assert len(lines) > 1
    assert all(width(each, SIZE) <= ROOM for each in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="还款额度，。（）：ab c-0123456789¥", max_size=80))
def test_whatever_is_said_fits(text: str) -> None:
    """Any mixture of scripts, signs and spaces."""
    lines = wrapped(text, ROOM, SIZE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(each, SIZE) <= ROOM or len(each) <= text.count("，") + 80 for each in lines)


def test_chinese_breaks_where_a_reader_expects_it() -> None:
    """A closing sign does not begin a line, and an opening one does not end it."""
    lines = wrapped("额度" * 5 + "，之后" + "额度" * 6 + "（编号一二三四五六七八九）", ROOM, SIZE)
    assert not any(each[0] in "，。）" for each in lines)
    assert not any(each[-1] in "（" for each in lines)


def test_words_are_not_torn_apart() -> None:
    """A Latin word stays on one line where it fits on one."""
    words = {word for line in wrapped("settlement by the channel of payments", ROOM, SIZE) for word in line.split()}
    assert words == {"settlement", "by", "the", "channel", "of", "payments"}


def test_a_large_amount_is_made_smaller_and_not_cut() -> None:
    """All its figures are read."""
    amount = "IDR 123,456,789,012,345.00"
    assert fitting(amount, ROOM, 64, "bold") < 64
    assert width(amount, fitting(amount, ROOM, 64, "bold"), "bold") == pytest.approx(ROOM)
    assert fitting("¥1", ROOM, 64, "bold") == 64


def test_what_is_too_long_ends_with_dots() -> None:
    """So that nobody takes the part for the whole."""
    lines = wrapped(MIXED * 3, ROOM, SIZE)
    short = cut(lines, 2, ROOM, SIZE)
    assert (len(short), short[0], short[1][-1]) == (2, lines[0], CUT)
    assert width(short[1], SIZE) <= ROOM
    assert cut(lines[:2], 2, ROOM, SIZE) == lines[:2]
