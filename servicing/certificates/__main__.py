"""`python -m servicing.certificates`: verify a number, issue or withdraw a certificate, at the desk or in a shell."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servicing.certificates.book import CertificateBook
from servicing.certificates.certificate import KINDS, Certificate, number_in
from servicing.certificates.grounds import Refusal, drafted_again
from servicing.certificates.verify import verify
from servicing.console import answered
from servicing.database import open_engine
from servicing.diagnosis.thresholds import Thresholds, load
from servicing.diagnosis.views import Setting
from servicing.errors import ServicingError
from servicing.ledger.door import LedgerDoor, open_door
from servicing.settings import Settings
from servicing.store import upgrade

NOT_GENUINE = 1


class UnknownNumber(ServicingError):
    """There is no certificate of that number. Trying again does not help; check the number."""


@dataclass(frozen=True)
class _Desk:
    book: CertificateBook
    door: LedgerDoor
    thresholds: Thresholds
    now: datetime


def main(words: Sequence[str]) -> int:
    """The exit code: 0; 1 where a certificate does not stand or cannot be issued; 2 for wrong input."""
    arguments = _parser().parse_args(words)
    return answered(lambda: _run(arguments, Settings.from_environment(os.environ)))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m servicing.certificates", description="Certificates and repayment proofs.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    checked = commands.add_parser("verify", help="what a certificate says, and whether the ledger still bears it")
    checked.add_argument("number", metavar="NUMBER")
    withdrawn = commands.add_parser("withdraw", help="take a certificate back")
    withdrawn.add_argument("number", metavar="NUMBER")
    issued = commands.add_parser("issue", help="issue a certificate, or say why there is none")
    issued.add_argument("borrower", metavar="BORROWER")
    issued.add_argument("kind", choices=KINDS)
    issued.add_argument("subject", metavar="REF", help="the loan; for one repayment its posting")
    return parser


def _run(arguments: Namespace, settings: Settings) -> int:
    store = open_engine(settings.cases, durable=True)
    upgrade(store)
    desk = _Desk(CertificateBook(store), open_door(settings.ledger), load(*settings.thresholds), settings.clock()())
    return COMMANDS[arguments.command](arguments, desk)


def _verify(arguments: Namespace, desk: _Desk) -> int:
    found = verify(arguments.number, desk.book, desk.door, desk.thresholds, desk.now)
    print(found.outcome)
    if found.certificate:
        print("\n".join(_lines(found.certificate)))
    return 0 if found.outcome == "stands" else NOT_GENUINE


def _issue(arguments: Namespace, desk: _Desk) -> int:
    setting = Setting(
        desk.door.facts(arguments.borrower, desk.now, loans=(arguments.subject,)), desk.now, desk.thresholds
    )
    draft = drafted_again(setting, arguments.kind, arguments.subject, desk.now)
    if isinstance(draft, Refusal):
        print(f"not issued: {draft.reason}")
        return NOT_GENUINE
    print(desk.book.issue(draft, desk.now).number)
    return 0


def _withdraw(arguments: Namespace, desk: _Desk) -> int:
    found = desk.book.withdraw(number_in(arguments.number) or "", desk.now)
    if found is None:
        raise UnknownNumber
    print("\n".join(_lines(found)))
    return 0


def _lines(certificate: Certificate) -> Iterator[str]:
    yield f"{certificate.number}: {certificate.kind} of {certificate.subject}, borrower {certificate.borrower_id}"
    yield f"issued {certificate.issued_at:%Y-%m-%d %H:%M} UTC, facts sha256 {certificate.digest}"
    if certificate.withdrawn_at:
        yield f"withdrawn {certificate.withdrawn_at:%Y-%m-%d %H:%M} UTC"
    yield json.dumps(json.loads(certificate.says), ensure_ascii=False, indent=2)


COMMANDS: Mapping[str, Callable[[Namespace, _Desk], int]] = {
    "verify": _verify,
    "withdraw": _withdraw,
    "issue": _issue,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
