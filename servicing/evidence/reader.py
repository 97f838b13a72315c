"""What a reader is, and how its file is checked: a faulty one is refused with one sentence that says where."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from servicing.errors import ServicingError
from servicing.evidence.patterns import BadPattern
from servicing.evidence.shapes import shapes

FOLDER = Path(__file__).with_name("readers")
MUST_SAY = ("about", "language", "recognised_by", "fields")
MAY_SAY = ("not_when", "currency")
# The groups that the patterns of a field may have; any one of the sets before the bar is enough.
GROUPS: Mapping[str, tuple[tuple[frozenset[str], ...], frozenset[str]]] = {
    "amount": ((frozenset({"amount"}),), frozenset({"currency", "unit"})),
    "paid_at": (
        (frozenset({"month", "day"}), frozenset({"one", "other"})),
        frozenset({"year", "hour", "minute", "second", "half", "offset"}),
    ),
    "reference": ((frozenset({"reference"}),), frozenset()),
    "account_ending": ((frozenset({"account_ending"}),), frozenset()),
    "payee": ((frozenset({"payee"}),), frozenset()),
}


class ReaderRefused(ServicingError):
    """A reader file cannot be used. Trying again does not help; mend the place that is named."""


@dataclass(frozen=True)
class Reader:
    """One shape of text, such as a bank's text message.

    All of `recognised_by` must be found in a text and none of `not_when`. The patterns of a field are tried in order.
    `currency` (ISO 4217) is that of an amount beside which the text names none; without it such an amount is not read.
    """

    name: str
    language: str
    recognised_by: tuple[re.Pattern[str], ...]
    not_when: tuple[re.Pattern[str], ...]
    fields: Mapping[str, tuple[re.Pattern[str], ...]]
    currency: str | None

    def recognises(self, text: str) -> bool:
        """Whether a plain text is of this shape."""
        return all(each.search(text) for each in self.recognised_by) and not any(
            each.search(text) for each in self.not_when
        )


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader of the folder, by name; raises `ReaderRefused`."""
    return readers_in(FOLDER)


def readers_in(folder: Path) -> tuple[Reader, ...]:
    """The readers of a folder, by name; raises `ReaderRefused`."""
    return tuple(_read(path) for path in sorted(folder.glob("*.yml")))


def _read(path: Path) -> Reader:
    try:
        return _reader(path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=_OnceEach))
    except yaml.YAMLError as error:
        raise ReaderRefused(f"{path.name}: is no YAML: {' '.join(str(error).split())}.") from error
    except UnicodeDecodeError as error:
        raise ReaderRefused(f"{path.name}: is not UTF-8; save it as UTF-8.") from error
    except _Fault as fault:
        raise ReaderRefused(f"{path.name}: {fault}.") from fault


class _Fault(ValueError):
    """What is wrong with a file, without its name."""


class _OnceEach(yaml.SafeLoader):
    """Refuses a key that stands twice: the first one would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping, each key once."""
        keys = [key.value for key, _ in node.value]
        twice = [key for key in keys if isinstance(key, str) and keys.count(key) > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]!r} stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _reader(name: str, raw: Any) -> Reader:
    _check_keys(raw, MUST_SAY, MAY_SAY)
    _check_text("about", raw["about"], r"\S[\s\S]*")
    _check_text("language", raw["language"], r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
    if "currency" in raw:
        _check_text("currency", raw["currency"], r"[A-Z]{3}")
    return Reader(
        name=name,
        language=raw["language"],
        recognised_by=tuple(_patterns("recognised_by", raw["recognised_by"])),
        not_when=tuple(_patterns("not_when", raw["not_when"])) if "not_when" in raw else (),
        fields=_fields(raw["fields"]),
        currency=raw.get("currency"),
    )


def _check_keys(raw: Any, must: Iterable[str], may: Iterable[str], where: str = "it") -> None:
    if not isinstance(raw, dict):
        raise _Fault(f"{where} must be a mapping with {', '.join(must)}")
    missing = [each for each in must if each not in raw]
    unknown = [str(each) for each in raw if each not in (*must, *may)]
    if missing:
        raise _Fault(f"{where} lacks {', '.join(missing)}")
    if unknown:
        raise _Fault(f"{where} has {', '.join(unknown)}, which no reader has; there are {', '.join((*must, *may))}")


def _check_text(key: str, value: Any, shape: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(shape, value):
        raise _Fault(f"{key} is {value!r}, which does not fit {shape}")


def _fields(raw: Any) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    _check_keys(raw, ("amount", "paid_at"), ("reference", "account_ending", "payee"), "fields")
    fields = {name: tuple(_patterns(f"fields.{name}", patterns)) for name, patterns in raw.items()}
    for name, patterns in fields.items():
        for number, pattern in enumerate(patterns, start=1):
            _check_groups(f"fields.{name}, pattern {number}", name, set(pattern.groupindex))
    return fields


def _check_groups(where: str, field: str, groups: set[str]) -> None:
    enough, may = GROUPS[field]
    if not any(each <= groups for each in enough):
        wanted = " or ".join(" and ".join(sorted(each)) for each in enough)
        raise _Fault(f"{where} needs the named groups {wanted}")
    unknown = groups - may - frozenset().union(*enough)
    if unknown:
        raise _Fault(f"{where} has the group {sorted(unknown)[0]}, which {field} does not use")
    if "minute" in groups and "hour" not in groups:
        raise _Fault(f"{where} has minutes without an hour")
    if "hour" in groups and "minute" not in groups:
        raise _Fault(f"{where} has an hour without minutes")


def _patterns(where: str, raw: Any) -> Iterator[re.Pattern[str]]:
    if not isinstance(raw, list) or not raw:
        raise _Fault(f"{where} must be a list of patterns, and not an empty one")
    for number, text in enumerate(raw, start=1):
        if not isinstance(text, str):
            raise _Fault(f"{where}, pattern {number} is no text; put it in single quotes")
        try:
            yield shapes().pattern(text)
        except BadPattern as error:
            raise _Fault(f"{where}, pattern {number} {error}") from error
