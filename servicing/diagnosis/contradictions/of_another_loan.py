"""An instalment stands in the plan of another loan, or a posting, an instruction or a run pays one of another loan."""

from servicing.diagnosis.books import Books, Groups

# By table, the column that names a row which must be of the same loan, and the table of that row.
OF_ITS_LOAN = (
    ("instalments", "plan_id", "plans"),
    ("postings", "instalment_id", "instalments"),
    ("payment_instructions", "instalment_id", "instalments"),
    ("debit_runs", "instalment_id", "instalments"),
)


def groups(books: Books) -> Groups:
    """The row, and what it names; an instruction need not name its loan."""
    for table, column, target in OF_ITS_LOAN:
        if getattr(books.facts, table) and _may_differ(books, table, column, target):
            yield from _differing(books, table, column, target)


def _may_differ(books: Books, table: str, column: str, target: str) -> bool:
    """Whether a row names another one with a loan that none of that reference has, or one that is there twice."""
    known, owners = books.values(target, column), books.pairs(target, column, "loan_id")
    strange = books.pairs(table, column, "loan_id") - owners
    return len(owners) > len(known) or any(named in known and loan is not None for named, loan in strange)


def _differing(books: Books, table: str, column: str, target: str) -> Groups:
    others = books.facts.by(column, getattr(books.facts, target))
    for each, named in books.naming(table, column):
        if named in others and each.loan_id is not None and others[named][0].loan_id != each.loan_id:
            yield (each, *others[named])
