"""What happens to everybody at the demo lender: incidents, maintenance and the channels' daily settlement files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from servicing.ledger.fields import Record
from servicing.ledger.records import Incident, SettlementFile
from servicing.ledger.records.world import IncidentKind, Scope

CHANNELS = ("bank_transfer", "quick_pay", "card", "auto_debit", "bill_pay")
DAYS_OF_FILES = 75


@dataclass(frozen=True)
class World:
    """The incidents, relative to `now`, so that troubles can be placed in them and healthy payments outside."""

    now: datetime

    @property
    def payments_incident(self) -> Incident:
        """Payments stood still for three hours the day before yesterday."""
        return self._window("IN-PAY", "incident", "payments", started_hours_ago=50, lasted_hours=3)

    @property
    def payments_maintenance(self) -> Incident:
        """Planned maintenance of payments that ended an hour ago."""
        return self._window("MT-PAY", "maintenance", "payments", started_hours_ago=3, lasted_hours=2)

    @property
    def debit_incident(self) -> Incident:
        """Debit runs stood still for seven hours three days ago."""
        return self._window("IN-DEB", "incident", "auto_debit", started_hours_ago=75, lasted_hours=7)

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """All of them."""
        return (self.payments_incident, self.payments_maintenance, self.debit_incident)

    def rows(self) -> Iterator[Record]:
        """Incidents and settlement files."""
        yield from self.incidents
        for days_ago in range(1, DAYS_OF_FILES):
            day = self.now.date() - timedelta(days=days_ago)
            for channel in CHANNELS:
                yield SettlementFile(file_id_of(channel, day), channel, day, self._received(day))

    def has_file(self, channel: str, day: date) -> bool:
        """Whether the channel's file for the day is kept and has come in."""
        return channel in CHANNELS and 0 < (self.now.date() - day).days < DAYS_OF_FILES

    def clear_of_incidents(self, moment: datetime) -> datetime:
        """The moment itself, or just before the window that it falls into."""
        for each in self.incidents:
            if each.started_at <= moment <= (each.ended_at or self.now):
                return each.started_at - timedelta(minutes=40)
        return moment

    def _received(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 22, tzinfo=self.now.tzinfo)

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
