"""One payment is credited twice to the same instalment, each time in full."""

from servicing.diagnosis.books import Books, Groups
from servicing.ledger.records import Posting

TAKING_BACK = ("refund", "adjustment")


def groups(books: Books) -> Groups:
    """The repayments that are equal but for their reference and times; unless something of them was booked back."""
    credits = [each for each in books.facts.postings if each.kind == "repayment"]
    payments = list(map(_payment, credits))
    if len(set(payments)) < len(credits):
        for payment in dict.fromkeys(payments):
            alike = tuple(each for each in credits if _payment(each) == payment)
            in_full = len(alike) > 1 and len({(each.amount, each.principal, each.loan_id) for each in alike}) == 1
            if in_full and not _is_taken_back(books, alike[0]):
                yield alike


def _payment(credit: Posting) -> tuple[object, ...]:
    """What it pays out of what; a repayment that names no payment is like no other."""
    if credit.instruction_id is None and credit.record_id is None:
        return (credit.posting_id,)
    return credit.instruction_id, credit.record_id, credit.instalment_id


def _is_taken_back(books: Books, credit: Posting) -> bool:
    """Whether something of the payment, or of its instalment, was booked back."""
    named = {credit.instruction_id, credit.record_id, credit.instalment_id} - {None}
    back = [each for each in books.facts.postings if each.kind in TAKING_BACK and each.amount > 0]
    return any(named & {each.instruction_id, each.record_id, each.instalment_id} for each in back)
