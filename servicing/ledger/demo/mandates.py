"""Permissions to deduct in a demo life: a new card is set, or the permission ends, and what follows from that."""

from datetime import datetime
from typing import Literal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import account_of
from servicing.ledger.records import ChannelRecord, DebitRun, Mandate, PaymentInstruction

ANOTHER = 1234
Ended = Literal["cancelled", "expired"]


def set_new_card(life: Life, at: datetime) -> Mandate:
    """The borrower sets another card; every run that is scheduled from then on asks it."""
    ending = f"{(int(account_of(life)) + ANOTHER) % 10000:04d}"
    mandate = life.add(
        Mandate(
            mandate_id=life.ref("M"),
            borrower_id=life.borrower.borrower_id,
            account_ending=ending,
            state="active",
            signed_at=at,
            ended_at=None,
            ended_by=None,
        )
    )
    for run in [each for each in life.all(DebitRun) if each.scheduled_at >= at]:
        ask(life, run, mandate)
    return mandate


def ask(life: Life, run: DebitRun, mandate: Mandate) -> DebitRun:
    """A run asks the account of a mandate, and the bank says so."""
    for record in [each for each in life.all(ChannelRecord) if each.instruction_id == run.instruction_id]:
        life.change(record, account_ending=mandate.account_ending)
    return life.change(run, mandate_id=mandate.mandate_id)


def end_mandates(life: Life, at: datetime, state: Ended, ended_by: str | None) -> Mandate:
    """The permission ends, whichever is in force; from then on the borrower pays by hand."""
    for mandate in [each for each in life.all(Mandate) if each.state == "active"]:
        ended = life.change(mandate, state=state, ended_at=at, ended_by=ended_by)
    by_hand_from(life, at)
    return ended


def by_hand_from(life: Life, at: datetime) -> None:
    """What was deducted from then on was paid by hand instead."""
    for run in [each for each in life.all(DebitRun) if each.scheduled_at >= at]:
        life.drop(run)
        if run.instruction_id:
            life.change(life.get(PaymentInstruction, run.instruction_id), purpose="instalment", channel="card")
        for record in [each for each in life.all(ChannelRecord) if each.instruction_id == run.instruction_id]:
            life.change(record, channel="card")
