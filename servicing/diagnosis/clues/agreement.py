"""Clues about whether the books agree with themselves, as far as a question needs them."""

from collections.abc import Iterator
from functools import singledispatch

from servicing.diagnosis.agreement import Agreement, Contradiction, Matter
from servicing.diagnosis.answer import Answer, no, yes
from servicing.diagnosis.books import Books
from servicing.diagnosis.views import Setting, View
from servicing.diagnosis.views.debit import DebitView
from servicing.diagnosis.views.drawing import DrawingView
from servicing.diagnosis.views.line import LineView
from servicing.diagnosis.views.loan import LoanView
from servicing.diagnosis.views.payment import PaymentView
from servicing.lasting import once


def rows_about_it_contradict_each_other(view: View) -> Answer:
    """Of the rows that the question needs, some cannot all be right."""
    found = contradictions_about(view)
    return yes(*(row for each in found for row in each.rows)) if found else no()


def contradictions_about(view: View) -> tuple[Contradiction, ...]:
    """The contradictions among the rows of the view, and of the loans that it is about."""
    found = agreement(view.setting)
    return () if found.holds else found.about(*_matters(view))


@once
def agreement(setting: Setting) -> Agreement:
    """All that was read of the borrower, to be looked through for contradictions."""
    clock_slack = setting.thresholds.span("clock_slack", setting.now.date())
    return Agreement(Books(setting.facts, setting.since("payment_look_back"), clock_slack))


@singledispatch
def _matters(view: View) -> Iterator[Matter]:
    """What the view is about."""
    raise TypeError(f"nothing says which rows a {type(view).__name__} is about")


@_matters.register
def _of_a_loan(view: LoanView | DrawingView) -> Iterator[Matter]:
    yield "loan_id", view.ref


@_matters.register
def _of_a_line(line: LineView) -> Iterator[Matter]:
    yield "line_id", line.ref
    yield from (("loan_id", each.ref) for each in line.loans)


@_matters.register
def _of_a_debit(debit: DebitView) -> Iterator[Matter]:
    yield "loan_id", debit.instalment.loan_id
    yield from (("mandate_id", each.mandate_id) for each in debit.mandates)


@_matters.register
def _of_a_payment(payment: PaymentView) -> Iterator[Matter]:
    named = (payment.instruction, payment.instalment, *payment.postings)
    yield from (("loan_id", each.loan_id) for each in named if each and each.loan_id)
    yield from (("record_id", each.record_id) for each in payment.records)
    if payment.instruction:
        yield "instruction_id", payment.instruction.instruction_id
