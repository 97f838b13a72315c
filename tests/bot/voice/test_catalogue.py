"""The words of a language, read from its folder; a faulty file is named with the place of the fault."""

from pathlib import Path

import pytest

from bot.setup import yaml_check
from bot.voice import catalogue
from bot.voice.catalogue import WordsRefused, load


def test_what_set_up_lets_pass_can_be_read() -> None:
    """Two parsers of YAML do not agree on everything: both places use the same."""
    assert catalogue.LOADER is yaml_check.LOADER


def test_a_faulty_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    """Whoever wrote it finds the place."""
    (tmp_path / "talk.yml").write_text("greet:\n  text: [\n", encoding="utf-8")
    with pytest.raises(WordsRefused, match=r"talk\.yml: line 3, column 1"):
        load(tmp_path / "talk.yml")


def test_words_without_names_are_refused(tmp_path: Path) -> None:
    """A list of sentences could not be asked for by name."""
    (tmp_path / "talk.yml").write_text("- hello\n", encoding="utf-8")
    with pytest.raises(WordsRefused, match="a mapping of names to words"):
        load(tmp_path / "talk.yml")
