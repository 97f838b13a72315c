"""A transcript as it is written: who, what they say in each language, which replies and facts, what is left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "transcripts"
NOBODY = "nobody"
# The languages of a transcript that does not say so itself.
WRITTEN_IN = ("zh", "en")


@dataclass(frozen=True)
class Expected:
    """A reply by name, and facts that it must carry."""

    reply: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Exchange:
    """What the borrower does (says a text, presses a button by its meaning, or sends so many pictures), and what must
    come back."""

    says: Mapping[str, str] | None
    presses: str | None
    sends: int
    replies: tuple[Expected, ...]


@dataclass(frozen=True)
class Transcript:
    """A conversation; `borrower` is a cause, a mixture or `healthy` of the demo, or `nobody` for an unlinked one."""

    name: str
    about: str
    borrower: str
    languages: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    cases: tuple[Mapping[str, str], ...]
    slots: Mapping[str, Any]


def every_transcript() -> Iterator[Transcript]:
    """Every file of the folder, by name."""
    return (read(path) for path in sorted(FOLDER.glob("*.yml")) if "." not in path.stem)


def read(path: Path) -> Transcript:
    """The transcript in a file; what it does not know is an error.

    `<name>.<language>.yml` beside it gives what is said in one more language: a list, in the order of the turns.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    more = {each.suffixes[0][1:]: each for each in sorted(path.parent.glob(f"{path.stem}.*.yml"))}
    for language, said in more.items():
        _add_language(raw, language, yaml.safe_load(said.read_text(encoding="utf-8")))
    unknown = set(raw) - {"about", "borrower", "languages", "turns", "finally"}
    assert not unknown, f"{path.name}: {unknown} means nothing in a transcript"
    left = raw.get("finally") or {}
    return Transcript(
        name=path.stem,
        about=raw["about"],
        borrower=raw["borrower"],
        languages=(*raw.get("languages", WRITTEN_IN), *more),
        exchanges=tuple(_exchange(path, each) for each in raw["turns"]),
        cases=tuple(left.get("cases", ())),
        slots=left.get("slots", {}),
    )


def _add_language(raw: Mapping[str, Any], language: str, texts: list[str]) -> None:
    said = [turn["says"] for turn in raw["turns"] if "says" in turn]
    for says, text in zip(said, texts, strict=True):
        says[language] = text


def _exchange(path: Path, raw: Mapping[str, Any]) -> Exchange:
    unknown = set(raw) - {"says", "presses", "sends", "replies"}
    assert not unknown, f"{path.name}: {unknown} means nothing in a turn"
    replies = tuple(_expected(each) for each in raw["replies"])
    return Exchange(raw.get("says"), raw.get("presses"), raw.get("sends", 0), replies)


def _expected(raw: str | Mapping[str, Any]) -> Expected:
    if isinstance(raw, str):
        return Expected(raw, {})
    ((reply, facts),) = raw.items()
    return Expected(reply, facts or {})
