"""Patterns that come from a file: compiled, and refused where a hostile text could make one try for ever.

Python's `re` has no time limit, so the limit is put on the pattern: how many steps it can take at one place of a text.
A repeat within a repeat multiplies itself past any limit; a repeat without an end is refused at once.
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import takewhile
from typing import Any

MOST_STEPS = 25_000
LONGEST_REPEAT = 80
FLAGS = re.ASCII | re.IGNORECASE | re.MULTILINE

# The parser behind `re.compile` has no public name; the tests notice if it ever moves.
_parse: Callable[[str, int], Any] = import_module("re._parser").parse


class BadPattern(ValueError):
    """A pattern that no reader may have."""


def compiled(text: str) -> re.Pattern[str]:
    """The pattern of that text, with ASCII digits and letters in either case; raises `BadPattern`."""
    try:
        pattern = re.compile(text, FLAGS)
        steps = _sequence(_parse(text, FLAGS))[1]
    except re.error as error:
        raise BadPattern(f"is no regular expression: {error}") from error
    if steps > MOST_STEPS:
        raise BadPattern(f"may take {steps} steps at one place; {MOST_STEPS} at most (no repeat within a repeat)")
    if pattern.match(""):
        raise BadPattern("fits an empty text, so it would fit anything")
    return pattern


# Each of these gives the number of ways through a part, and the steps that trying them all can take.
Effort = tuple[int, int]
CHARACTER: Effort = (1, 1)


def _sequence(parts: Iterable[Any]) -> Effort:
    ways, steps = 1, 0
    for name, argument in parts:
        part_ways, part_steps = _part(str(name), argument)
        ways, steps = ways * part_ways, steps + ways * part_steps
    return ways, steps


def _part(name: str, argument: Any) -> Effort:
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeat(*argument)
    if name == "POSSESSIVE_REPEAT":
        return 1, _repeat(*argument)[1]
    if name in ("ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
        return 1, _sequence(argument if name == "ATOMIC_GROUP" else argument[1])[1]
    if name in ("BRANCH", "GROUPREF_EXISTS"):
        return _either(argument[1] if name == "BRANCH" else argument[1:])
    return _sequence(argument[-1]) if name == "SUBPATTERN" else CHARACTER


def _either(branches: Iterable[Any]) -> Effort:
    """At one place only those branches can go on whose first letters are the first letters of the longest of them."""
    efforts = [(_first_letters(each or ()), *_sequence(each or ())) for each in branches]
    ways = max(sum(ways for other, ways, _ in efforts if letters.startswith(other)) for letters, _, _ in efforts)
    return ways, sum(steps for _, _, steps in efforts)


def _first_letters(parts: Iterable[Any]) -> str:
    letters = takewhile(lambda part: str(part[0]) == "LITERAL", parts)
    return "".join(chr(code) for _, code in letters).lower()


def _repeat(least: int, most: int, body: Iterable[Any]) -> Effort:
    if int(most) > LONGEST_REPEAT:
        raise BadPattern(f"repeats without an end, or more than {LONGEST_REPEAT} times; write {{0,20}} instead of *")
    ways, steps = _sequence(body)
    return sum(ways**times for times in range(least, most + 1)), steps * sum(ways**times for times in range(most))
