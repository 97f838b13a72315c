"""What the actions use, handed to each of them: the ledger's door, the links, the cases, the thresholds, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from servicing.access import Access
from servicing.cases.book import CaseBook
from servicing.certificates.book import CertificateBook
from servicing.database import open_engine
from servicing.diagnosis.thresholds import Thresholds, load
from servicing.diagnosis.views import Setting
from servicing.ledger.door import LedgerDoor, open_door
from servicing.settings import Settings
from servicing.store import upgrade


@dataclass(frozen=True)
class House:
    """Everything behind the actions; a test hands in its own."""

    door: LedgerDoor
    access: Access
    cases: CaseBook
    thresholds: Thresholds
    clock: Callable[[], datetime]

    @property
    def certificates(self) -> CertificateBook:
        """The certificates; they are kept beside the links."""
        return CertificateBook(self.access.engine)

    def setting(self, conversation: str) -> Setting:
        """The books as the borrower behind a conversation may see them.

        Raises `NotProven` when nobody is behind it, `LedgerUnreachable` or `CasesUnreachable` when a database is away.
        """
        now = self.clock()
        return Setting(self.door.facts(self.access.borrower_of(conversation), now), now, self.thresholds)


def furnish(environ: Mapping[str, str]) -> House:
    """The house as the environment describes it: the ledger opened for reading only, our own database up to date."""
    settings = Settings.from_environment(environ)
    store = open_engine(settings.cases, durable=True)
    upgrade(store)
    clock = settings.clock()
    return House(
        door=open_door(settings.ledger),
        access=Access(store, clock, settings.proof_lasts),
        cases=CaseBook(store),
        thresholds=load(*settings.thresholds),
        clock=clock,
    )
