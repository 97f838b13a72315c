"""The words of one language, read from its folder: nothing else says which languages there are.

A folder holds `language.yml` (name, locale, how the language is noticed), `replies/*.yml` (a reply a key),
`causes/<symptom>/<cause>.yml` (those of `every_symptom` belong to each), and `words/*.yml`: one file a kind of code
(entries, symptoms, evidence, steps …).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LANG = Path("data") / "lang"
EVERY_SYMPTOM = "every_symptom"
# The one that set-up checks the files with, so that what it lets pass can be read here, too.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WordsRefused(Exception):
    """A file of words cannot be read."""


@dataclass(frozen=True)
class Catalogue:
    """All that one language can say."""

    language: str
    name: str
    locale: str
    notice: Mapping[str, Any]
    replies: Mapping[str, Mapping[str, Any]]
    causes: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, Any]]

    def cause(self, symptom: str, cause: str) -> Mapping[str, str] | None:
        """What is said of a cause of a symptom, or of one that every symptom can have; None where nothing is."""
        return self.causes.get(f"{symptom}/{cause}") or self.causes.get(f"{EVERY_SYMPTOM}/{cause}")


def catalogues(root: Path = LANG) -> dict[str, Catalogue]:
    """Every language whose folder has a `language.yml`."""
    return {path.parent.name: _catalogue(path.parent) for path in sorted(root.glob("*/language.yml"))}


def _catalogue(folder: Path) -> Catalogue:
    about = load(folder / "language.yml")
    return Catalogue(
        language=folder.name,
        name=about["name"],
        locale=about["locale"],
        notice=about["notice"],
        replies=_merged(folder / "replies"),
        causes=dict(_causes(folder / "causes")),
        words={path.stem: load(path) for path in sorted((folder / "words").glob("*.yml"))},
    )


def _merged(folder: Path) -> dict[str, Any]:
    """All keys of the files of a folder; a key that two of them have is refused."""
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        found = load(path)
        twice = merged.keys() & found.keys()
        if twice:
            raise WordsRefused(f"{path}: {', '.join(sorted(twice))} is already in another file of {folder}.")
        merged.update(found)
    return merged


def _causes(folder: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(folder.glob("*/*.yml")):
        yield f"{path.parent.name}/{path.stem}", load(path)


def load(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file; raises `WordsRefused` with the place of the fault."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise WordsRefused(f"{path}:{place}: {error.problem}") from error
    if not isinstance(found, dict):
        raise WordsRefused(f"{path}: it should be a mapping of names to words.")
    return found
