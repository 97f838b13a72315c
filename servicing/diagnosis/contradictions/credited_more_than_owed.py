"""A loan is credited with more than was ever owed on it, and nothing explains the surplus."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from servicing.diagnosis.books import Books, Groups
from servicing.ledger.records import Posting

AMOUNT = attrgetter("amount")

# A posting, and what was owed before it.
Step = tuple[Decimal, Posting]
# The postings of one loan.
Postings = Sequence[Posting]


def groups(books: Books) -> Groups:
    """The disbursement, and every credit by which, or after which, less than nothing was owed.

    Without a disbursement the books do not show the whole of a loan; two currencies cannot be added up.
    """
    for postings in books.facts.postings.by("loan_id").values():
        if sum(map(AMOUNT, postings)) < 0 and len({each.currency for each in postings}) == 1:
            paid_out, steps = [each for each in postings if each.kind == "disbursement"], _below_nothing(postings)
            if paid_out and not _is_explained(books, postings, steps):
                yield (*paid_out, *(each for _, each in steps if each.amount < 0))


def _below_nothing(postings: Postings) -> Sequence[Step]:
    """The postings since the balance fell below zero."""
    owed, steps = Decimal(0), list[Step]()
    for each in sorted(postings, key=lambda each: (each.posted_at, each.amount < 0, each.posting_id)):
        before, owed = owed, owed + each.amount
        steps = [*steps, (before, each)] if owed < 0 else []
    return steps


def _is_explained(books: Books, postings: Postings, steps: Sequence[Step]) -> bool:
    """Risk control reviews a payment, one is refunded, or one more came than was needed."""
    payments = {each.instruction_id for each in postings} - {None}
    reviewed = any(each.kind == "payment_review" and each.instruction_id in payments for each in books.facts.holds)
    refunded = any(each.kind == "refund" and each.instruction_id in payments for each in books.facts.channel_records)
    return reviewed or refunded or _two_paid_one_instalment(postings) or _one_came_on_top(postings, steps)


def _two_paid_one_instalment(postings: Postings) -> bool:
    paid = {(each.instalment_id, _payment_of(each)) for each in _repayments(postings) if each.instalment_id}
    return len(paid) > len({instalment for instalment, _ in paid})


def _one_came_on_top(postings: Postings, steps: Sequence[Step]) -> bool:
    """A payment of its own was credited when nothing was owed any more."""
    times = Counter(map(_payment_of, _repayments(postings)))
    return any(before <= 0 and each.kind == "repayment" and times[_payment_of(each)] == 1 for before, each in steps)


def _repayments(postings: Postings) -> Postings:
    return [each for each in postings if each.kind == "repayment"]


def _payment_of(posting: Posting) -> str:
    return posting.instruction_id or posting.record_id or posting.posting_id
