"""What a borrower typed, made safe: nothing hidden, no command, no flood, no end without a beginning."""

import unicodedata
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as some

from bot.relay.graphemes import graphemes
from bot.relay.messages import LONGEST_TEXT
from bot.relay.text import A_FEW, Cleaned, cleaned
from bot.voice.catalogue import LANG, catalogues
from bot.voice.voice import Voice

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
EMOJI = [FAMILY, ENGLAND, "🇨🇳", "🇬🇧", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "🏳\ufe0f\u200d🌈", "👩🏽\u200d💻", "😂"]
OTHER_SCRIPTS = [
    "می\u200cخواهم",
    "क्\u200dष और नमस्ते",
    "Tôi đã trả hôm qua",
    "ฉันจ่ายแล้ว",
    "이미 갚았어요",
    "שילמתי אתמול",
    "வணக்கம்",
    "ᠮᠣᠩᠭᠣᠯ᠎ᠠ",
]
# Where code points meet that change each other, besides whatever else there is.
MEETING = [*"/／\t\n0é\u0301\u200d\u200c\u200b\ufe0f\u202e👩❤🇨🏽\u1100\u1161\u11a8←\u0338\u20e31ك", ENGLAND, "क्"]
NASTY = some.lists(some.sampled_from(MEETING) | some.characters(), max_size=40).map("".join)
LONG = some.builds(lambda text, times: (text * times)[: LONGEST_TEXT * 3], NASTY, some.integers(1, 3000))


def _said_by_borrowers() -> list[str]:
    """Every sentence that the engine learns from, in every language."""
    files = (yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] for path in Path(LANG).glob("*/nlu/*.yml"))
    lines = (each.get("examples", "").splitlines() for each in chain.from_iterable(files))
    return [line.strip().removeprefix("- ").strip() for line in chain.from_iterable(lines)]


# One of them is a key held down.
SAID = [each for each in _said_by_borrowers() if each and "jjjjjjj" not in each]
AMOUNTS = some.decimals(min_value=0, max_value=10**15, places=2).map(lambda amount: f"￥{amount:,} {amount}元")


@given(NASTY | LONG)
@example("\U0001f469\u200d" * 200 + "a")
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    """What was kept may be read back and cleaned again."""
    once = cleaned(typed)
    assert cleaned(once.text) == Cleaned(once.text, was_cut=False)


@given(NASTY | LONG)
def test_what_is_kept_is_short_and_can_be_kept_anywhere(typed: str) -> None:
    """A database and a JSON document take it, and the engine does not read it as a command."""
    kept = cleaned(typed).text
    assert len(kept) <= LONGEST_TEXT
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not set(kept) & set(map(chr, [*range(10), *range(11, 32), 127, 0x202E, 0x200B, 0xFEFF]))
    assert kept == kept.strip()
    assert not kept.startswith(("/", "／"))


@given(some.lists(some.sampled_from(SAID) | AMOUNTS, min_size=1, max_size=5).map(" ".join))
def test_ordinary_text_passes_as_it_is(typed: str) -> None:
    """Also every amount, however many zeros it ends with."""
    assert cleaned(typed) == Cleaned(typed, was_cut=False)


@given(some.lists(some.sampled_from(EMOJI), min_size=1, max_size=A_FEW).map("".join))
def test_a_few_emoji_pass_whole(typed: str) -> None:
    """A family stays a family, and a flag the flag of its country."""
    assert cleaned(typed).text == typed


@pytest.mark.parametrize("typed", OTHER_SCRIPTS)
def test_other_scripts_pass_as_they_are(typed: str) -> None:
    """With the invisible joiners that their spelling needs."""
    assert cleaned(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("转\u200b人\u2060工\ufeff", "转人工"),
        ("\u202e001 diap\u202c", "001 diap"),
        ("a\x00b\ud800c\x1b[0m\uffff", "abc[0m"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour five"),
        ("e\u0301", "é"),
        ("１００ 元", "１００ 元"),
        ("z" + "\u0301\u0302" * 50, "ź" + "\u0302\u0301" * 4),
        ("a\u200db\ufe0fc\U000e0041", "abc"),
        ("哈" * 50 + "!" * 50, "哈" * A_FEW + "!" * A_FEW),
        ("😀😃😄😁😆😅🤣😂", "😀😃😄😁😆😅"),
        ("😀 " * 40, "😀 😀 😀 😀 😀 😀"),
        ("1000000000.00", "1000000000.00"),
        ("\u200b \u202e\x07", ""),
    ],
)
def test_what_cannot_be_seen_or_says_nothing_is_gone(typed: str, kept: str) -> None:
    """And everything else is there."""
    assert cleaned(typed).text == kept.strip()


@pytest.mark.parametrize(
    "before", ["/", "／", " /", "\u3000/", "/\u3000/", "\u200b/", "\u00a0\r/", "//\n/", "\ufeff／\u202e/"]
)
def test_no_text_is_a_command(before: str) -> None:
    """The engine strips any space before it looks for its sign, more kinds of space than it seems."""
    assert cleaned(f'{before}affirm{{"case": "1"}}').text == 'affirm{"case": "1"}'


@pytest.mark.parametrize("last", [FAMILY, "🇨🇳", "e\u0323\u0302\u0301", "क्ष", "각"])
@pytest.mark.parametrize("missing", range(1, 8))
def test_a_long_text_is_cut_between_characters(last: str, missing: int) -> None:
    """Half a family is another family, half a flag is a letter."""
    begun = "ab" * (LONGEST_TEXT // 2)
    begun = begun[: LONGEST_TEXT - len(unicodedata.normalize("NFC", last)) + missing]
    kept = cleaned(begun + last + " and so on")
    assert kept == Cleaned((begun + last)[: len(begun)][:LONGEST_TEXT], was_cut=True)


def test_what_just_fits_is_not_cut() -> None:
    """To the last character."""
    fits = "还款" * (LONGEST_TEXT // 2)
    assert cleaned(fits) == cleaned(f"/ {fits}") == Cleaned(fits, was_cut=False)
    assert cleaned(fits + "了") == Cleaned(fits, was_cut=True)


def test_of_what_is_far_too_long_the_rest_is_not_read() -> None:
    """A million invisible characters cost no time, and whoever sent them is told that something is missing."""
    assert cleaned("\u200b" * 1_000_000 + "hi") == Cleaned("", was_cut=True)


def test_flags_are_counted_in_pairs() -> None:
    """Three letters of flags in a row are a flag and half a one."""
    assert list(graphemes("🇨🇳🇬")) == ["🇨🇳", "🇬"]


@pytest.mark.parametrize("language", catalogues())
def test_a_text_that_was_cut_has_its_words(language: str) -> None:
    """They say how much was read."""
    words = Voice(catalogues()).say("text_was_cut", language, {"longest": LONGEST_TEXT})
    assert str(LONGEST_TEXT) in words.text.replace(",", "")
