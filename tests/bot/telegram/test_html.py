"""Which HTML is taken, what is read of it, and which is refused with what words."""

import pytest

from tests.bot.telegram.formatted import Formatted, trimmed, units
from tests.bot.telegram.html import parse_html
from tests.bot.telegram.refusals import Refusal

TAKEN = [
    ("plain", "plain", []),
    ("a &lt; b", "a < b", []),
    ("&#36;&#x41;&nbsp;&amp", "$A&nbsp;&", []),
    ("1 > 0", "1 > 0", []),
    ("<b>x</b>", "x", [("bold", 0, 1)]),
    ("😀<B>你好</>", "😀你好", [("bold", 2, 2)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ('<a href="https://x.example/?a=1&amp;b=2">l</a>', "l", [("text_link", 0, 1)]),
    ("<a href='nowhere'>l</a>", "l", []),
    ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("blockquote", 0, 1)]),
    ('<pre><code class="language-python">p</code></pre >', "p", [("code", 0, 1), ("pre", 0, 1)]),
    ("<b></b>empty", "empty", []),
]
REFUSED = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ("你<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
    ("1<br>2", 'Unsupported start tag "br" at byte offset 1'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<a ="x">l</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x/y>l</a>", "Unexpected end of name token at byte offset 8"),
    ("<b hidden >x</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
    ('<a href="https://x.example>l</a>', "Unclosed start tag at byte offset 0"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("&#55296;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ("<b>&#xDFFF;</b>", "Text contains invalid Unicode characters after decoding HTML entities"),
]


@pytest.mark.parametrize(("source", "text", "entities"), TAKEN)
def test_it_is_taken(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Offsets are in UTF-16 units; an end tag without a name closes whatever is open."""
    read = parse_html(source)
    found = sorted((each["type"], each["offset"], each["length"]) for each in read.entities)
    assert (read.text, found) == (text, entities)


@pytest.mark.parametrize(("source", "why"), REFUSED)
def test_it_is_refused(source: str, why: str) -> None:
    """Offsets are in bytes; the words are those of Telegram, because tests of a sender read them."""
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_white_space_around_is_never_kept() -> None:
    """What is bold moves with the text, and ends where it ends."""
    told = Formatted(
        " \n ab \n", [{"type": "bold", "offset": 3, "length": 4}, {"type": "italic", "offset": 0, "length": 2}]
    )
    assert trimmed(told) == Formatted("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_an_emoji_is_two_long() -> None:
    """So a text that has 4,096 characters may be too long."""
    assert [units(each) for each in ("a", "你", "😀")] == [1, 1, 2]
