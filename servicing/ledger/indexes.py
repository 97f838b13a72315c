"""The indexes that keep reading bounded: those that our own books get, and that the contract recommends to a lender."""

from dataclasses import dataclass

from servicing.ledger.fields import Record
from servicing.ledger.records import (
    BureauReport,
    ChannelRecord,
    ContactPoint,
    CreditLine,
    DebitRun,
    Hold,
    Incident,
    Instalment,
    LimitDecision,
    LineEvent,
    Loan,
    Mandate,
    PaymentInstruction,
    Plan,
    Posting,
    ReserveDraw,
    SecurityEvent,
    SettlementFile,
    SettlementLine,
    SettlementQuote,
    ShownBalance,
)


@dataclass(frozen=True)
class Wanted:
    """An index on a table's columns, in their order, and what it is read for."""

    record: type[Record]
    columns: tuple[str, ...]
    why: str

    @property
    def name(self) -> str:
        """Its name in our own books; a lender may call it anything."""
        return "_".join(["ix", self.record.table_name, *(each.removesuffix("_id") for each in self.columns)])


def _wanted(record: type[Record], columns: str, why: str) -> Wanted:
    return Wanted(record, tuple(columns.split()), why)


OF_LOAN = "the rows of the loans in question"

INDEXES = (
    _wanted(ContactPoint, "borrower_id", "the borrower's rows, which are few"),
    _wanted(CreditLine, "borrower_id", "the borrower's rows, which are few"),
    _wanted(LimitDecision, "borrower_id kind decided_at", "the latest of each kind"),
    _wanted(LineEvent, "borrower_id kind occurred_at", "the latest of each kind"),
    _wanted(SecurityEvent, "borrower_id resolved_at occurred_at", "those not put right, and those put right last"),
    _wanted(Loan, "borrower_id status settled_at", "the loans that are not settled, and those settled last"),
    _wanted(Loan, "borrower_id drawn_at", "the loans drawn last"),
    _wanted(Plan, "borrower_id loan_id", OF_LOAN),
    _wanted(Plan, "borrower_id made_at", "the loans whose plan was changed lately"),
    _wanted(Instalment, "borrower_id loan_id", OF_LOAN),
    _wanted(Instalment, "borrower_id status", "the loans of which something is asked for"),
    _wanted(SettlementQuote, "borrower_id loan_id", OF_LOAN),
    _wanted(ReserveDraw, "borrower_id loan_id drawn_at", f"{OF_LOAN}, and the latest that name none"),
    _wanted(Mandate, "borrower_id state signed_at", "the latest of each state"),
    _wanted(PaymentInstruction, "borrower_id loan_id", OF_LOAN),
    _wanted(PaymentInstruction, "borrower_id made_at", "the payments of the last weeks"),
    _wanted(DebitRun, "borrower_id loan_id", OF_LOAN),
    _wanted(DebitRun, "borrower_id scheduled_at", "the deductions of the last weeks"),
    _wanted(ChannelRecord, "borrower_id loan_id", OF_LOAN),
    _wanted(
        ChannelRecord, "borrower_id instruction_id occurred_at", "what became of an instruction, and debits without one"
    ),
    _wanted(ChannelRecord, "borrower_id occurred_at", "what the channels moved in the last weeks"),
    _wanted(SettlementFile, "channel covers_on", "the files that should name a debit"),
    _wanted(SettlementLine, "borrower_id record_id", "the settlement of a debit"),
    _wanted(Posting, "borrower_id loan_id", OF_LOAN),
    _wanted(Posting, "borrower_id record_id", "whether a debit was booked"),
    _wanted(Posting, "borrower_id posted_at", "the loans on which something was posted lately"),
    _wanted(Hold, "borrower_id released_at", "the open holds, and those released last"),
    _wanted(Hold, "borrower_id instruction_id", "the reviews of a payment"),
    _wanted(BureauReport, "borrower_id loan_id", OF_LOAN),
    _wanted(BureauReport, "borrower_id standing reported_at", "the loans that were reported late"),
    _wanted(Incident, "started_at", "the incidents of the last weeks"),
    _wanted(Incident, "ended_at", "the incidents that still last"),
    _wanted(ShownBalance, "borrower_id loan_id shown_at", f"{OF_LOAN}, and the latest that name none"),
    _wanted(ShownBalance, "borrower_id shown_at", "the loans on which something is shown as owed"),
)
