"""The books' payments as a bank's proof would know them: one a debit, and one a payment that shows no debit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from servicing.ledger.columns import reference_of
from servicing.ledger.facts import Facts
from servicing.ledger.fields import Record
from servicing.ledger.records import ChannelRecord, PaymentInstruction, Posting
from servicing.money import Money

# States in which the books do not say that money left the borrower's account.
NOTHING_TAKEN = {
    "channel_records": ("failed",),
    "payment_instructions": ("attempted", "awaiting_verification", "expired", "failed"),
}


@dataclass(frozen=True)
class Transfer:
    """The rows of one payment; the first, the nearest to the borrower's bank, speaks for it.

    `ref` is by what the diagnosis of a payment names it. `nothing_taken` is the state that says no money left, if any.
    """

    ref: str
    rows: tuple[Record, ...]
    amount: Money
    at: datetime
    account_ending: str | None
    nothing_taken: str | None

    @property
    def references(self) -> frozenset[str]:
        """The references of all its rows."""
        return frozenset(getattr(each, reference_of(type(each))) for each in self.rows)


def transfers(facts: Facts) -> Iterator[Transfer]:
    """Every payment of the borrower's in the books, each once."""
    for debit in _debits(facts):
        yield _by_debit(facts, debit)
    debited = {each.instruction_id for each in _debits(facts)}
    for instruction in facts.payment_instructions:
        if instruction.instruction_id not in debited:
            yield _by_instruction(facts, instruction)
    for posting in _repayments(facts):
        if posting.record_id is None and posting.instruction_id is None:
            yield _by_posting(posting)


def _debits(facts: Facts) -> Iterator[ChannelRecord]:
    return (each for each in facts.channel_records if each.kind == "debit")


def _repayments(facts: Facts) -> Iterator[Posting]:
    return (each for each in facts.postings if each.kind == "repayment")


def _by_debit(facts: Facts, debit: ChannelRecord) -> Transfer:
    own = debit.instruction_id
    instructions = (each for each in facts.payment_instructions if each.instruction_id == own)
    postings = (each for each in _repayments(facts) if _credits(each, debit))
    return Transfer(
        ref=own or debit.record_id,
        rows=(debit, *instructions, *postings),
        amount=Money(debit.amount, debit.currency),
        at=debit.occurred_at,
        account_ending=debit.account_ending,
        nothing_taken=_nothing_taken(debit),
    )


def _credits(posting: Posting, debit: ChannelRecord) -> bool:
    """By the debit's reference, or by the instruction's where the posting names no debit."""
    if posting.record_id is not None:
        return posting.record_id == debit.record_id
    return posting.instruction_id is not None and posting.instruction_id == debit.instruction_id


def _by_instruction(facts: Facts, instruction: PaymentInstruction) -> Transfer:
    own = instruction.instruction_id
    postings = tuple(each for each in _repayments(facts) if each.instruction_id == own)
    return Transfer(
        ref=own,
        rows=(instruction, *postings),
        amount=Money(instruction.amount, instruction.currency),
        at=instruction.made_at,
        account_ending=None,
        nothing_taken=None if postings else _nothing_taken(instruction),
    )


def _by_posting(posting: Posting) -> Transfer:
    amount = Money(abs(posting.amount), posting.currency)
    return Transfer(posting.posting_id, (posting,), amount, posting.value_at, None, None)


def _nothing_taken(row: ChannelRecord | PaymentInstruction) -> str | None:
    return row.state if row.state in NOTHING_TAKEN[row.table_name] else None
