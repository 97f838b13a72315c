"""`python -m servicing.account BORROWER QUESTION`: an account answer from the ledger, printed for an engineer."""

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from servicing.account.bill import bill
from servicing.account.currencies import open_loans
from servicing.account.history import history
from servicing.account.interest import next_interests
from servicing.account.late import late_costs
from servicing.account.limit import limits
from servicing.account.loans import loans
from servicing.account.payments import payments
from servicing.account.plan import METHODS, Terms, months_after, schedule
from servicing.account.quote import quote
from servicing.account.report import report
from servicing.console import answered, moment
from servicing.database import open_engine
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.thresholds import load
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView, all_loans
from servicing.errors import UnknownSubject
from servicing.ledger.door import LedgerDoor
from servicing.money import Money
from servicing.settings import Settings
from servicing.wire import wire

Answering = Callable[[Setting, Namespace], Any]


def main(words: Sequence[str]) -> int:
    """The exit code: 0, or 2 for wrong input."""
    arguments = _parser().parse_args(words)
    return answered(lambda: _run(arguments, Settings.from_environment(os.environ)))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m servicing.account", description="What the ledger says of an account.")
    parser.add_argument("borrower", metavar="BORROWER", help="the borrower's reference in the ledger")
    parser.add_argument("question", choices=sorted(ANSWERS), help="what is asked")
    parser.add_argument("--loan", metavar="REF", help="this loan alone")
    parser.add_argument("--on", metavar="DAY", type=_day, help="the day of a quote, such as 2026-12-01; default today")
    parser.add_argument("--page", metavar="N", type=_count, default=1, help="page of the history")
    parser.add_argument("--months", metavar="N", type=_count, help="history: of the last months; plan: for how many")
    parser.add_argument("--borrow", metavar="AMOUNT", type=_decimal, help="plan: what borrowing this would cost")
    parser.add_argument(
        "--rate", metavar="PERCENT", type=_decimal, help="plan: percent a year; default the last loan's"
    )
    parser.add_argument("--method", choices=METHODS, default=METHODS[0], help="plan: how it is repaid")
    parser.add_argument("--at", metavar="TIME", type=moment, help="ask as of this time; default now")
    parser.add_argument("--ledger", metavar="ADDRESS", help="as SQLAlchemy writes it; default DUIZHANG_LEDGER")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    return parser


def _run(arguments: Namespace, settings: Settings) -> int:
    now = arguments.at or settings.clock()()
    engine = open_engine(arguments.ledger or settings.ledger, read_only=True)
    try:
        facts = LedgerDoor(engine).facts(arguments.borrower, now, loans=(arguments.loan,) if arguments.loan else ())
    finally:
        engine.dispose()
    found = ANSWERS[arguments.question](Setting(facts, now, load(*settings.thresholds)), arguments)
    print(json.dumps(wire(found), ensure_ascii=False, indent=2) if arguments.json else "\n".join(report(found)))
    return 0


def _meant(setting: Setting, arguments: Namespace) -> Sequence[LoanView]:
    """The loan that is named, else those on which something is owed; raises `UnknownSubject`, `TwoCurrencies`."""
    if arguments.loan is None:
        return open_loans(setting)
    found = [each for each in all_loans(setting) if each.ref == arguments.loan]
    if not found:
        raise UnknownSubject(f"There is no loan {arguments.loan!r} of this borrower.")
    return found


def _of_loan(answer: Callable[[Setting], Sequence[Any]]) -> Answering:
    """An answer a row of which names its loan, kept to the loan that is named."""

    def kept(setting: Setting, arguments: Namespace) -> Any:
        meant = {each.ref for each in _meant(setting, arguments)} if arguments.loan else None
        return tuple(each for each in answer(setting) if meant is None or each.loan_id in meant)

    return kept


def _history(setting: Setting, arguments: Namespace) -> Any:
    _meant(setting, arguments)
    return history(setting, loan=arguments.loan, months=arguments.months, page=arguments.page)


def _quotes(setting: Setting, arguments: Namespace) -> Any:
    on = arguments.on or local_day(setting.now, setting.facts.borrower)
    return tuple(quote(each, on) for each in _meant(setting, arguments))


def _plan(setting: Setting, arguments: Namespace) -> Any:
    """What borrowing would cost; without an amount, how the interest of each open loan comes about."""
    if arguments.borrow is None:
        return _of_loan(next_interests)(setting, arguments)
    today = local_day(setting.now, setting.facts.borrower)
    last = next(iter(all_loans(setting)), None)
    rate = arguments.rate if arguments.rate is not None else last.loan.annual_rate if last else Decimal(0)
    currency = last.loan.currency if last else setting.facts.credit_lines[0].currency
    first_due = months_after(arguments.on or today, 1)
    terms = Terms(Money(arguments.borrow, currency), rate, arguments.months or 12, arguments.method, first_due)
    return schedule(terms, setting.thresholds)


ANSWERS: Mapping[str, Answering] = {
    "bill": lambda setting, _: bill(setting),
    "loans": _of_loan(loans),
    "history": _history,
    "payments": _of_loan(payments),
    "limit": lambda setting, _: limits(setting),
    "quote": _quotes,
    "late": _of_loan(late_costs),
    "plan": _plan,
}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day, such as 2026-12-01") from None


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 9999:
        return int(text[:6])
    raise ArgumentTypeError(f"{text!r} is no number from 1 to 9999")


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ArgumentTypeError(f"{text!r} is no number, such as 14.6") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
