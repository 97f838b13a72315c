"""Clues about a channel's settlement: whether its file was due, and whether it names the payment."""

from collections.abc import Iterator
from datetime import timedelta

from servicing.diagnosis.answer import Answer, no, unknown, whether, yes
from servicing.diagnosis.views.payment import PaymentView
from servicing.diagnosis.windows import rests, window_end
from servicing.ledger.records import SettlementFile


def its_settlement_file_was_due(payment: PaymentView) -> Answer:
    """The channel's file that should name the debit has come in, or should have."""
    if payment.debited_at is None:
        return no()
    thresholds = payment.setting.thresholds
    due = window_end(thresholds, "settlement_file", payment.debited_at, payment.rule_key, payment.currency)
    return whether(payment.setting.now > due)


def it_is_not_in_the_settlement(payment: PaymentView) -> Answer:
    """No settlement file of the channel names it."""
    if "settlement_lines" in payment.setting.facts.absent:
        return unknown("settlement_lines")
    return no(*payment.settlement_lines) if payment.settlement_lines else yes(*_files_that_should_name_it(payment))


def _files_that_should_name_it(payment: PaymentView) -> Iterator[SettlementFile]:
    """The channel's files of the day of the debit and of the next on which it works; none where they are missing.

    The channel's day may be the one in UTC or the banks' own.
    """
    if payment.debited_at is None:
        return
    calendar = payment.setting.thresholds.calendar(payment.currency)
    days = {payment.debited_at.date(), calendar.day_of(payment.debited_at)}
    last = (
        calendar.next_open(max(days))
        if rests(payment.setting.thresholds, payment.debited_at, payment.rule_key)
        else max(days) + timedelta(days=1)
    )
    for each in payment.setting.facts.settlement_files:
        if each.channel == payment.channel and min(days) <= each.covers_on <= last:
            yield each
