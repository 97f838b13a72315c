"""The system booked a repayment with neither an instruction nor a movement of money, after it had named one before."""

from servicing.diagnosis.books import Books, Groups


def groups(books: Books) -> Groups:
    """Each such repayment by itself; what is older than the first of its loan that names one was booked so then."""
    for each in books.facts.postings:
        if each.kind == "repayment" and each.made_by == "system" and not (each.instruction_id or each.record_id):
            loan = books.facts.postings.by("loan_id")[each.loan_id]
            if any(other.posted_at < each.posted_at for other in loan if other.instruction_id or other.record_id):
                yield (each,)
