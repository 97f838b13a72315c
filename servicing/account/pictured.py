"""What can be shown of the thing that a question is about: a payment's journey, or a line's limit over time."""

from collections.abc import Iterator, Mapping
from typing import Any

from servicing.account.currencies import differing, of_lines_past, of_payment
from servicing.account.journey import journey
from servicing.account.limit_history import latest, limit_history
from servicing.diagnosis.views import Kind, Setting
from servicing.diagnosis.views.debit import debits_in_question
from servicing.diagnosis.views.line import LineView, all_lines
from servicing.diagnosis.views.payment import PaymentView, all_payments, payments_in_question
from servicing.wire import wire

# A picture of more moments says no more, and every one of them travels with the reply.
MOST_MOMENTS = 120


def pictured(setting: Setting, kind: Kind, ref: str) -> Iterator[Mapping[str, Any]]:
    """The pictures of one subject, each as it travels: its `kind`, and the facts of that kind; none for most loans.

    What is in two currencies is not drawn: one axis, or one sum, would tell of amounts that there are not.
    """
    if kind == "line":
        lines = (each for each in all_lines(setting) if each.ref == ref)
        yield from (chart_of(each) for each in lines if not any(differing(of_lines_past(each))))
    else:
        payments = _payments(setting, kind, ref)
        yield from (journey_of(each) for each in payments if not any(differing(of_payment(each))))


def journey_of(payment: PaymentView) -> Mapping[str, Any]:
    """A payment's journey as it travels."""
    return {"kind": "journey", **wire(journey(payment))}


def chart_of(line: LineView) -> Mapping[str, Any]:
    """A line's limit over time as it travels, as far back as a change can explain what a borrower sees now."""
    now = line.setting.now
    since = now - line.setting.thresholds.span("recent_change", now.date())
    return {"kind": "limit_chart", **wire(latest(limit_history(line, since), MOST_MOMENTS))}


def _payments(setting: Setting, kind: Kind, ref: str) -> list[PaymentView]:
    if kind == "debit":
        return _payments_of_debit(setting, ref)
    return [each for each in payments_in_question(setting) if each.ref == ref] if kind == "payment" else []


def _payments_of_debit(setting: Setting, ref: str) -> list[PaymentView]:
    """The payments that the runs for an instalment became, in order of time."""
    runs = [run for each in debits_in_question(setting) if each.ref == ref for run in each.runs]
    made = {each.instruction_id for each in runs if each.instruction_id}
    payments = [each for each in all_payments(setting) if each.ref in made]
    return sorted(payments, key=lambda each: (each.made_at or setting.now, each.ref))
