"""`python -m bot.setup.yaml_check FILE...`: one sentence a fault, with file, line and column; exit code 2 for any.

Runs with the app environment's Python, the one that has a YAML parser.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

# The parser written in C is ten times as fast; the other takes over where it was not built.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def faults_in(path: Path) -> Iterator[str]:
    """What is wrong with the file: it does not parse, or it says one key twice."""
    try:
        text = path.read_bytes().decode("utf-8")
        roots = list(yaml.compose_all(text, Loader=LOADER))
    except UnicodeDecodeError as error:
        yield _encoding_fault(path, error)
    except yaml.YAMLError as error:
        yield _parse_fault(path, error)
    else:
        yield from _shape_faults(path, roots)


def _encoding_fault(path: Path, error: UnicodeDecodeError) -> str:
    before = error.object[: error.start]
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return f"{path}, line {before.count(10) + 1}, column {column}: this is not UTF-8; save the file as UTF-8"


def _parse_fault(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).splitlines()[0]
    place = f"{path}, line {mark.line + 1}, column {mark.column + 1}" if mark else str(path)
    return f"{place}: {what}{_context(error)}"


def _context(error: yaml.YAMLError) -> str:
    context, mark = getattr(error, "context", None), getattr(error, "context_mark", None)
    since = f" that begins in line {mark.line + 1}" if mark else ""
    return f" ({context}{since})" if context else ""


def _shape_faults(path: Path, roots: Iterable[yaml.Node | None]) -> Iterator[str]:
    for root in roots:
        if isinstance(root, yaml.Node):
            yield from (f"{path}, {fault}" for fault in repeated_keys(root, set()))


def repeated_keys(node: yaml.Node, seen: set[int]) -> Iterator[str]:
    """A sentence for each key that a mapping says more than once, at any depth; `seen` keeps aliases from looping."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield from _repeats(node)
    for child in _children(node):
        yield from repeated_keys(child, seen)


def _repeats(node: yaml.MappingNode) -> Iterator[str]:
    lines: dict[tuple[str, str], int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
            continue
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        before = lines.get((key.tag, key.value))
        if before is not None:
            yield f"line {line}, column {column}: the key {key.value!r} was already given in line {before}"
        lines.setdefault((key.tag, key.value), line)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (child for pair in node.value for child in pair)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def main(names: list[str]) -> int:
    """Prints every fault of every file."""
    faults = [fault for name in names for fault in faults_in(Path(name))]
    print("\n".join(faults), end="")
    return 2 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
