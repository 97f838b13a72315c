"""A faulty reader file is refused in one sentence that names the file and the place."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from servicing.evidence.reader import ReaderRefused, readers_in

SOUND: dict[str, Any] = {
    "about": "A test.",
    "language": "en",
    "recognised_by": ["paid"],
    "fields": {"amount": ["paid %{money}"], "paid_at": ["on %{date_iso}"]},
}


def refusal(folder: Path, text: str) -> str:
    """What is said of a file with that text."""
    (folder / "slip.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ReaderRefused) as refused:
        readers_in(folder)
    return str(refused.value)


def with_fields(**fields: Any) -> dict[str, Any]:
    """A sound file with other fields."""
    return {**SOUND, "fields": {**SOUND["fields"], **fields}}


def test_a_file_is_found_because_it_is_there(tmp_path: Path) -> None:
    """One more reader is one more file; nothing lists it."""
    (tmp_path / "slip.yml").write_text(yaml.safe_dump(SOUND), encoding="utf-8")
    assert [each.name for each in readers_in(tmp_path)] == ["slip"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ([], "it must be a mapping with about, language, recognised_by, fields"),
        ({**SOUND, "langauge": "en"}, "it has langauge, which no reader has"),
        ({key: SOUND[key] for key in ("about", "fields")}, "it lacks language, recognised_by"),
        ({**SOUND, "about": ""}, "about is '', which does not fit"),
        ({**SOUND, "language": "English"}, "language is 'English', which does not fit"),
        ({**SOUND, "currency": "yuan"}, "currency is 'yuan', which does not fit"),
        ({**SOUND, "recognised_by": []}, "recognised_by must be a list of patterns"),
        ({**SOUND, "recognised_by": "paid"}, "recognised_by must be a list of patterns"),
        ({**SOUND, "recognised_by": [12]}, "recognised_by, pattern 1 is no text"),
        ({**SOUND, "not_when": ["a("]}, "not_when, pattern 1 is no regular expression"),
        ({**SOUND, "not_when": ["a?"]}, "not_when, pattern 1 fits an empty text"),
        ({**SOUND, "recognised_by": ["paid", "a+"]}, "recognised_by, pattern 2 repeats without an end"),
        ({**SOUND, "fields": {"amount": ["%{money}"]}}, "fields lacks paid_at"),
        (with_fields(colour=["x"]), "fields has colour, which no reader has"),
        (with_fields(amount=["paid %{monney}"]), "fields.amount, pattern 1 names the shape %{monney}"),
        (with_fields(amount=[r"paid \d{2}"]), "fields.amount, pattern 1 needs the named groups amount"),
        (with_fields(paid_at=["on %{time}"]), "pattern 1 needs the named groups day and month or one and other"),
        (with_fields(paid_at=["%{date_iso} %{money}"]), "pattern 1 has the group amount, which paid_at does not use"),
        (with_fields(paid_at=[r"%{date_iso} (?P<hour>\d\d)"]), "pattern 1 has an hour without minutes"),
        (with_fields(paid_at=[r"%{date_iso} (?P<minute>\d\d)"]), "pattern 1 has minutes without an hour"),
        (with_fields(payee=["((a{1,9}){1,9}){1,9} (?P<payee>b)"]), "fields.payee, pattern 1 may take"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, raw: Any, said: str) -> None:
    """Whoever adds a reader mends it by the sentence alone."""
    sentence = refusal(tmp_path, yaml.safe_dump(raw))
    assert sentence.startswith("slip.yml: ")
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about: [", "is no YAML"),
        ("about: one\nabout: two\n", "'about' stands there twice"),
        ("fields: {amount: ['a'], amount: ['b']}", "'amount' stands there twice"),
    ],
)
def test_a_file_that_does_not_parse_is_named(tmp_path: Path, text: str, said: str) -> None:
    """A key that stands twice would lose its first patterns without a word."""
    sentence = refusal(tmp_path, text)
    assert sentence.startswith("slip.yml: ")
    assert said in sentence
    assert "\n" not in sentence


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Chinese saved in an older encoding is a usual mistake."""
    (tmp_path / "slip.yml").write_bytes(b"about: \xd5\xcb\n")
    with pytest.raises(ReaderRefused, match=r"slip\.yml: is not UTF-8"):
        readers_in(tmp_path)
