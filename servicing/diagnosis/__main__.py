"""`python -m servicing.diagnosis BORROWER SYMPTOM`: what the ledger proves, printed for an engineer."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import datetime
from time import perf_counter

from servicing.console import answered, moment
from servicing.database import counted_selects, open_engine
from servicing.diagnosis.ask import ask
from servicing.diagnosis.diagnosis import Diagnosis
from servicing.diagnosis.register import symptoms
from servicing.diagnosis.report import as_json, report, trace
from servicing.diagnosis.thresholds import load
from servicing.errors import UnknownSubject
from servicing.ledger.door import LedgerDoor
from servicing.settings import Settings


def main(words: Sequence[str]) -> int:
    """The exit code: 0, or 2 for wrong input."""
    arguments = _parser().parse_args(words)
    return answered(lambda: _run(arguments, Settings.from_environment(os.environ)))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m servicing.diagnosis", description="What the ledger proves of a symptom.")
    parser.add_argument("borrower", metavar="BORROWER", help="the borrower's reference in the ledger")
    parser.add_argument("symptom", metavar="SYMPTOM", help=f"one of {', '.join(sorted(symptoms()))}")
    parser.add_argument("--at", metavar="TIME", type=moment, help="ask as of this time; default now")
    parser.add_argument("--subject", metavar="REF", help="the payment, loan, line or instalment that is meant")
    parser.add_argument("--ledger", metavar="ADDRESS", help="as SQLAlchemy writes it; default DUIZHANG_LEDGER")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print it as JSON, as docs/diagnosis-json.md says")
    shape.add_argument("--trace", action="store_true", help="print every clue, its answer and what it looked at, too")
    return parser


def _run(arguments: Namespace, settings: Settings) -> int:
    now: datetime = arguments.at or settings.clock()()
    thresholds = load(*settings.thresholds)
    engine = open_engine(arguments.ledger or settings.ledger, read_only=True)
    try:
        with counted_selects(engine) as sent:
            began = perf_counter()
            found = ask(LedgerDoor(engine), thresholds, arguments.borrower, arguments.symptom, now, arguments.subject)
            took = (perf_counter() - began) * 1000
    finally:
        engine.dispose()
    _check_subject(found.asked, arguments.subject)
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*report(found), *(trace(found.asked) if arguments.trace else ())]))
        print(f"\n{len(sent)} queries, {took:.0f} ms")
    return 0


def _check_subject(found: Diagnosis, wanted: str | None) -> None:
    """A reference that names nothing would otherwise be answered with another one."""
    if wanted and (found.subject is None or found.subject.ref != wanted):
        raise UnknownSubject(f"There is no {found.subject_kind} {wanted!r} that this borrower could ask about.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
