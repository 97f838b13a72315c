"""A debit run took money without having run, or more than it was to take."""

from servicing.diagnosis.books import Books, Groups

NOT_RUN = ("scheduled", "skipped")


def groups(books: Books) -> Groups:
    """Each such run by itself."""
    for each in books.facts.debit_runs:
        never_ran = each.ran_at is None or each.state in NOT_RUN
        if each.taken > each.asked or (never_ran and each.taken > 0):
            yield (each,)
