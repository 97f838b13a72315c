"""The principal, interest and fees of a posting come to something else than its amount."""

from servicing.diagnosis.books import Books, Groups


def groups(books: Books) -> Groups:
    """Each posting by itself."""
    for each in books.facts.postings:
        if each.principal + each.interest + each.fees != each.amount:
            yield (each,)
