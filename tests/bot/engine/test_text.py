"""What a borrower typed, made plain before it is understood."""

from bot.engine.text import LONGEST, plain


def test_widths_case_and_spaces_are_folded() -> None:
    """A phone's full-width letters are the same letters."""
    assert plain("  Ｉ　ＰＡＩＤ  \n ￥１００ ") == "i paid ¥100"


def test_invisible_characters_are_gone() -> None:
    """Zero-width spaces and direction marks would hide a word from understanding."""
    assert plain("hu\u200bman") == "hu man"
    assert plain("\u202e转人工") == "转人工"


def test_a_long_text_is_cut() -> None:
    """Understanding takes time with the length, and nobody says more in a sentence."""
    assert len(plain("还" * 100_000)) == LONGEST
