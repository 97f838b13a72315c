"""A payment's journey: which stations it has passed, where it stands, and when the next step is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from servicing.account.stations import Station, debited, instructed, posted, received, settled, shown, verified
from servicing.diagnosis.entry import entry_of
from servicing.diagnosis.views.payment import PaymentView
from servicing.money import Money

ORDER = (instructed, verified, debited, settled, received, posted, shown)
# A payment that is posted, but not as the borrower meant it, stands there, whatever the screen shows.
AMISS = ("to_something_else", "in_part")


@dataclass(frozen=True)
class Journey:
    """The seven stations in order; `stands` names the one at which the payment failed, waits, or was last.

    `at` is the moment of the question. `channel` and `made_at` are absent where nothing was paid; `amount` is then what
    is due.
    """

    at: datetime
    reference: str
    amount: Money | None
    channel: str | None
    made_at: datetime | None
    stands: str
    stations: tuple[Station, ...]


def journey(payment: PaymentView) -> Journey:
    """The journey at the moment of the question; each station rests on a row, or on the absence of any."""
    stations = tuple(_joined([station(payment) for station in ORDER]))
    return Journey(
        at=payment.setting.now,
        reference=payment.ref,
        amount=entry_of(payment.shown_by).amount,
        channel=payment.channel if payment.made_at else None,
        made_at=payment.made_at,
        stands=_stands(stations),
        stations=stations,
    )


def _joined(stations: Sequence[Station]) -> Iterator[Station]:
    """After a failure nothing more is reached; else one station alone is where the payment is now.

    What holds it comes before what it waits for otherwise; where nothing of the kind is on record, it is the first
    station still to come.
    """
    has_failed = any(each.state == "failed" for each in stations)
    here = None if has_failed else _here(stations)
    for each in stations:
        if has_failed and each.state == "to_come":
            yield Station(each.name, "skipped")
        elif each.name == here and each.state != "held":
            yield replace(each, state="here")
        elif not has_failed and each.name != here and each.state in ("held", "here"):
            yield replace(each, state="to_come")
        else:
            yield each


def _here(stations: Sequence[Station]) -> str | None:
    """The screen is no station to wait at: a posted payment has arrived, whether or not anybody has looked since."""
    for state in ("held", "here"):
        waiting = [each.name for each in stations if each.state == state]
        if waiting:
            return waiting[0]
    reached = max((place for place, each in enumerate(stations) if each.state == "done"), default=-1)
    ahead = [each.name for each in stations[reached + 1 : -1] if each.state == "to_come"]
    return ahead[0] if ahead else None


def _stands(stations: Sequence[Station]) -> str:
    for states in (("failed",), ("held", "here")):
        waiting = [each.name for each in stations if each.state in states]
        if waiting:
            return waiting[0]
    amiss = [each.name for each in stations if each.note in AMISS]
    return (amiss or [each.name for each in stations if each.state == "done"])[-1]
