"""Is a certificate real, and does the ledger still bear what it says?"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from servicing.certificates.book import CertificateBook
from servicing.certificates.certificate import Certificate, Draft, number_in
from servicing.certificates.grounds import drafted_again
from servicing.diagnosis.thresholds import Thresholds
from servicing.diagnosis.views import Setting
from servicing.errors import UnknownBorrower
from servicing.ledger.door import LedgerDoor

Outcome = Literal["stands", "ledger_differs", "withdrawn", "unknown", "no_number"]


@dataclass(frozen=True)
class Verified:
    """The outcome, and the certificate where there is one.

    `ledger_differs`: it was issued, and today's books would not give the same; `no_number`: a slip in the number.
    """

    outcome: Outcome
    certificate: Certificate | None = None


def verify(written: str, book: CertificateBook, door: LedgerDoor, thresholds: Thresholds, now: datetime) -> Verified:
    """Look a number up and compare it with the books of now; raises `CasesUnreachable` or `LedgerUnreachable`."""
    number = number_in(written)
    if number is None:
        return Verified("no_number")
    certificate = book.find(number)
    if certificate is None:
        return Verified("unknown")
    if certificate.withdrawn_at:
        return Verified("withdrawn", certificate)
    return Verified("stands" if _is_borne(certificate, door, thresholds, now) else "ledger_differs", certificate)


def _is_borne(certificate: Certificate, door: LedgerDoor, thresholds: Thresholds, now: datetime) -> bool:
    # However old the loan is, its rows are read whole.
    loan = str(json.loads(certificate.says)["loan"])
    try:
        setting = Setting(door.facts(certificate.borrower_id, now, loans=(loan,)), now, thresholds)
    except UnknownBorrower:
        return False
    again = drafted_again(setting, certificate.kind, certificate.subject, certificate.issued_at)
    return isinstance(again, Draft) and again.digest == certificate.digest
