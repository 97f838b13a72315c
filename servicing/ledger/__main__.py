"""`python -m servicing.ledger`: import a lender's books, make a demo lender's, or print the contract."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path

from servicing.console import answered, moment
from servicing.ledger.commands import run_contract, run_demo, run_import
from servicing.ledger.demo.fates import Shares
from servicing.settings import Settings

MOST_BORROWERS = 1_000_000


def main(words: Sequence[str]) -> int:
    """The exit code: 0, or 2 for wrong input."""
    arguments = _parser().parse_args(words)
    return answered(lambda: int(arguments.run(arguments, Settings.from_environment(os.environ))))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m servicing.ledger", description="The lender's books.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_import(commands.add_parser("import", help="check a folder of files, one a table, and load all or nothing"))
    _add_demo(commands.add_parser("demo", help="make whole books for a demo lender, some borrowers in known troubles"))
    commands.add_parser("contract", help="print docs/ledger-contract.md").set_defaults(run=run_contract)
    return parser


def _add_import(parser: ArgumentParser) -> None:
    parser.set_defaults(run=run_import)
    parser.add_argument("folder", metavar="DIR", type=Path, help="holds <table>.csv or <table>.jsonl")
    parser.add_argument("--into", metavar="ADDRESS", help="as SQLAlchemy writes it; default DUIZHANG_LEDGER")


def _add_demo(parser: ArgumentParser) -> None:
    parser.set_defaults(run=run_demo)
    parser.add_argument("--borrowers", metavar="N", type=_borrowers, default=100, help="how many; default 100")
    parser.add_argument("--seed", metavar="S", type=int, default=7, help="the same seed and time give the same books")
    parser.add_argument("--now", metavar="TIME", type=moment, help="when the books are cut; default now")
    _add_share(parser, "--troubled", Shares.troubled, "of all borrowers, those in trouble")
    _add_share(parser, "--together", Shares.together, "of those in trouble, those in two or three at once")
    _add_share(parser, "--near-misses", Shares.near_misses, "of the others, those who only look like it")
    parser.add_argument("--out", metavar="ADDRESS", help="default DUIZHANG_LEDGER, or none when --files is given")
    parser.add_argument("--files", metavar="DIR", type=Path, help="a new folder for one JSON Lines file a table")
    parser.add_argument("--truth", metavar="FILE", type=Path, help="default beside the books: <name>-truth.jsonl")


def _add_share(parser: ArgumentParser, name: str, usual: float, says: str) -> None:
    parser.add_argument(name, metavar="SHARE", type=_share, default=usual, help=f"{says}, from 0 to 1; default {usual}")


def _borrowers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_BORROWERS:
        raise ArgumentTypeError(f"{text!r} is no number of borrowers; it must be from 1 to {MOST_BORROWERS}")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise ArgumentTypeError(f"{text!r} is no share; it must be from 0 to 1")
    return share


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
