"""The limit on patterns: none may try for ever, however it is written."""

import pytest

from servicing.evidence.patterns import BadPattern, compiled


@pytest.mark.parametrize(
    "text",
    [
        r"\d+",
        r"x.*",
        r"x\d{4,}",
        r"x{1,81}",
        r"(\d{1,9}){1,9}",
        r"(a|a){1,40}b",
        r"(a?){60}b",
        r"a{1,60}a{1,60}a{1,60}b",
        r"(?=(\d{1,9}){1,9})x",
        r"(?>(\d{1,9}){1,9})x",
        r"((\d{1,9}){1,9}+)x",
    ],
)
def test_a_pattern_that_could_try_for_ever_is_refused(text: str) -> None:
    """Repeats without an end, within each other, or one after the other over the same letters."""
    with pytest.raises(BadPattern):
        compiled(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"\d{1,3}(?:,\d{3}){1,4}", "1,030,200"),
        (r"(?:paid|payment|purchase) of x{1,80}+", "payment of xxx"),
        (r"(?P<a>x)?(?(a)y|z)", "xy"),
    ],
)
def test_a_careful_pattern_is_taken(text: str, found: str) -> None:
    """What amounts, labels and choices need stays possible."""
    match = compiled(text).search(found)
    assert match
    assert match[0] == found
