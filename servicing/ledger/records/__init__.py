"""The rows of the lender's books, as the contract names them; a table is there because its record is."""

from servicing.ledger.fields import Record
from servicing.ledger.records.lines import CreditLine, Hold, LimitDecision, LineEvent
from servicing.ledger.records.loans import (
    BureauReport,
    DebitRun,
    Instalment,
    Loan,
    Mandate,
    Plan,
    ReserveDraw,
    SettlementQuote,
)
from servicing.ledger.records.payments import (
    ChannelRecord,
    PaymentInstruction,
    Posting,
    SettlementFile,
    SettlementLine,
)
from servicing.ledger.records.people import Borrower, ContactPoint, SecurityEvent
from servicing.ledger.records.world import Incident, ShownBalance

# In the order in which references resolve: what is pointed at stands before what points at it, where it can.
RECORDS: tuple[type[Record], ...] = (
    Borrower,
    ContactPoint,
    CreditLine,
    LimitDecision,
    LineEvent,
    SecurityEvent,
    Loan,
    Plan,
    Instalment,
    SettlementQuote,
    ReserveDraw,
    Mandate,
    PaymentInstruction,
    DebitRun,
    ChannelRecord,
    SettlementFile,
    SettlementLine,
    Posting,
    Hold,
    BureauReport,
    Incident,
    ShownBalance,
)

__all__ = [
    "RECORDS",
    "Borrower",
    "BureauReport",
    "ChannelRecord",
    "ContactPoint",
    "CreditLine",
    "DebitRun",
    "Hold",
    "Incident",
    "Instalment",
    "LimitDecision",
    "LineEvent",
    "Loan",
    "Mandate",
    "PaymentInstruction",
    "Plan",
    "Posting",
    "ReserveDraw",
    "SecurityEvent",
    "SettlementFile",
    "SettlementLine",
    "SettlementQuote",
    "ShownBalance",
]
