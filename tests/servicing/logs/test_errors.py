"""Errors as they are written down: enough to find the place, nothing of what somebody typed."""

import builtins

import pytest

from servicing.logs.errors import told, why, without_quoted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no column named 'x' in \"y\"", "no column named '…' in \"…\""),
        ("cannot read '我还了", "cannot read '…'"),
        (r"'it\'s mine' and more", "'…' and more"),
        ("it didn't, and they don't", "it didn't, and they don't"),
        ('"a\\\nb" c', '"…"\nb" c'),
    ],
)
def test_what_is_quoted_is_left_out(text: str, left: str) -> None:
    """It is what the library was given."""
    assert without_quoted(text) == left


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (OSError(28, "No space left on device", "/x"), "OSError: [Errno 28] No space left on device: '…'"),
        (ValueError("I paid yesterday"), "ValueError"),
        (KeyError("I paid yesterday"), "KeyError"),
        (RuntimeError("first\n[parameters: (1)]"), "RuntimeError: first"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_of_its_words_an_error_keeps_what_is_about_the_machine(error: Exception, left: str) -> None:
    """The words of an error about a value are about what somebody typed."""
    assert why(error) == left


def test_what_led_to_an_error_is_told_with_its_places() -> None:
    """The nearest error first, and each once, though two may point at each other."""
    try:
        try:
            raise OSError("gone")
        except OSError as first:
            raise builtins.ExceptionGroup("both", [first, TypeError("odd")]) from first
    except builtins.ExceptionGroup as error:
        found = told(error)
    assert [each.why for each in found] == [
        "ExceptionGroup: both (2 sub-exceptions)",
        "OSError: gone",
        "TypeError: odd",
    ]
    assert found[0].at[-1].startswith("servicing/logs/test_errors.py:")
    assert found[0].at[-1].endswith("in test_what_led_to_an_error_is_told_with_its_places")
