"""`python -m bot COMMAND`: a command is a file in `bot/commands`, found by being there.

Such a file has `add_arguments(parser)` and `run(arguments) -> exit code`; the first line of its docstring is its help.
Only the command that was asked for is imported, so that `doctor` also answers before set-up.
"""

import argparse
import ast
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import NoSuchCommand, Refusal
from servicing.errors import ServicingError

INTERRUPTED = 130
COMMANDS = Path(__file__).parent / "commands"


def main(words: Sequence[str]) -> int:
    """Runs the command that the words name; a refusal is one sentence and its exit code."""
    try:
        return answer(words)
    except (Refusal, ServicingError) as refusal:
        print(refusal, file=sys.stderr)
        return getattr(refusal, "exit_code", Refusal.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED


def answer(words: Sequence[str]) -> int:
    """The overview, or the command that is named; raises `NoSuchCommand`."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview(COMMANDS))
        return 0
    name, *rest = words
    if name not in command_names(COMMANDS):
        raise NoSuchCommand(command=name, commands=", ".join(command_names(COMMANDS)))
    return run_command(name, rest)


def run_command(name: str, words: Sequence[str]) -> int:
    """Imports the command, lets it read its words, and runs it."""
    command = importlib.import_module(f"bot.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m bot {name}", description=command.__doc__)
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(words))
    return code


def command_names(folder: Path) -> list[str]:
    """The names of the files in the folder that are commands, in order."""
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def overview(folder: Path) -> str:
    """The list of commands, read from their files without importing them."""
    lines = [f"  {name:<12} {first_line(folder / f'{name}.py')}" for name in command_names(folder)]
    return "\n".join(["usage: python -m bot COMMAND [...]", "", *lines])


def first_line(source: Path) -> str:
    """The first line of the docstring of a source file."""
    docstring = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
