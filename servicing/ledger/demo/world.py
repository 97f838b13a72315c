"""What happens to everybody at the demo lender: incidents, maintenance, business days and daily settlement files.

The lender keeps its own rules: posting windows, cut-offs and calendars are those of `servicing/diagnosis/thresholds/`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property

from servicing.calendars import Calendar
from servicing.diagnosis.thresholds import Thresholds, load
from servicing.diagnosis.windows import cut_off_hour, rests
from servicing.ledger.fields import Record
from servicing.ledger.records import Incident, SettlementFile
from servicing.ledger.records.world import IncidentKind, Scope

CHANNELS = ("bank_transfer", "quick_pay", "card", "auto_debit", "bill_pay", "counter")
# How long a channel takes from debit to posting when all goes well, in minutes.
USUAL_MINUTES = {"bank_transfer": 95, "quick_pay": 3, "card": 4, "auto_debit": 25, "bill_pay": 300, "counter": 240}
CURRENCIES = ("CNY", "EUR", "GBP", "USD")
DAYS_OF_FILES = 75
# Long ago things went wrong twice a year; nobody's trouble of today comes from that.
OLD_INCIDENTS = 16
DAYS_BETWEEN_OLD_INCIDENTS = 182
OLD_SCOPES: tuple[Scope, ...] = ("payments", "auto_debit", "limits", "display")
# When a file is in, and when what came after the cut-off or on a holiday is booked: hours of the next day.
FILE_IN_AT = time(6, tzinfo=UTC)
OPENS = timedelta(hours=9, minutes=30)


@cache
def rules() -> Thresholds:
    """The lender's rules; every borrower's life goes by them."""
    return load()


@dataclass(frozen=True)
class World:
    """The incidents, relative to `now`, so that troubles can be placed in them and healthy payments outside."""

    now: datetime

    @cached_property
    def payments_incident(self) -> Incident:
        """Payments stood still for three hours the day before yesterday."""
        return self._window("IN-PAY", "incident", "payments", started_hours_ago=50, lasted_hours=3)

    @cached_property
    def payments_maintenance(self) -> Incident:
        """Planned maintenance of payments that ended an hour ago."""
        return self._window("MT-PAY", "maintenance", "payments", started_hours_ago=3, lasted_hours=2)

    @cached_property
    def debit_incident(self) -> Incident:
        """Debit runs stood still for seven hours three days ago."""
        return self._window("IN-DEB", "incident", "auto_debit", started_hours_ago=75, lasted_hours=7)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All of them: those of the last days, then the old ones, two a year."""
        return (self.payments_incident, self.payments_maintenance, self.debit_incident, *self._old_incidents())

    def rows(self) -> Iterator[Record]:
        """Incidents and settlement files."""
        yield from self.incidents
        for days_ago in range(1, DAYS_OF_FILES):
            day = self.now.date() - timedelta(days=days_ago)
            for channel in CHANNELS:
                if self.has_file(channel, day):
                    yield SettlementFile(file_id_of(channel, day), channel, day, _received(day))

    def has_file(self, channel: str, day: date) -> bool:
        """Whether the channel's file for the day is kept and has come in; none is made on a day without any bank."""
        kept = channel in CHANNELS and (self.now.date() - day).days < DAYS_OF_FILES and _received(day) <= self.now
        return kept and (not rests(rules(), self.now, channel) or any(each.is_open(day) for each in _calendars()))

    def file_day(self, channel: str, at: datetime, currency: str) -> date:
        """The day whose settlement file names what the channel moved at a moment: after the cut-off, the next one."""
        calendar = rules().calendar(currency)
        if not rests(rules(), at, channel):
            return calendar.day_of(at)
        return calendar.day_of(calendar.counts_from(at, cut_off_hour(rules(), at, channel)))

    def booked_at(self, channel: str, at: datetime, currency: str) -> datetime:
        """When the lender books what the channel moved at a moment; a transfer on a holiday waits for business."""
        usual = timedelta(minutes=USUAL_MINUTES[channel])
        if not rests(rules(), at, channel):
            return at + usual
        began = rules().calendar(currency).counts_from(at, cut_off_hour(rules(), at, channel))
        return at + usual if began == at else began + OPENS + usual

    def clear_of_incidents(self, moment: datetime) -> datetime:
        """The moment itself, or just before the window that it falls into."""
        starts, ordered = self._by_start
        last = ordered[max(bisect_right(starts, moment) - 1, 0)]
        if last.started_at <= moment <= (last.ended_at or self.now):
            return last.started_at - timedelta(minutes=40)
        return moment

    @cached_property
    def _by_start(self) -> tuple[Sequence[datetime], Sequence[Incident]]:
        ordered = sorted(self.incidents, key=lambda each: each.started_at)
        return [each.started_at for each in ordered], ordered

    def _old_incidents(self) -> Iterator[Incident]:
        for number in range(1, OLD_INCIDENTS + 1):
            scope = OLD_SCOPES[number % len(OLD_SCOPES)]
            hours_ago = number * DAYS_BETWEEN_OLD_INCIDENTS * 24 + number % 7
            yield self._window(f"IN-OLD-{number:02d}", "incident", scope, hours_ago, lasted_hours=2 + number % 3)

    def _window(
        self, name: str, kind: IncidentKind, scope: Scope, started_hours_ago: int, lasted_hours: int
    ) -> Incident:
        started = self.now - timedelta(hours=started_hours_ago)
        return Incident(
            incident_id=name,
            kind=kind,
            scope=scope,
            channel=None,
            started_at=started,
            ended_at=started + timedelta(hours=lasted_hours),
        )


def file_id_of(channel: str, day: date) -> str:
    """The reference of a channel's settlement file for a day."""
    return f"SF-{channel}-{day:%Y%m%d}"


@cache
def _calendars() -> tuple[Calendar, ...]:
    return tuple(rules().calendar(each) for each in CURRENCIES)


def _received(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), FILE_IN_AT)
