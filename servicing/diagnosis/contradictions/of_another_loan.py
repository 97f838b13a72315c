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
        rows, others = books.rows(table), books.rows(target)
        if not rows or not others:
            continue
        # The first of that reference is meant where it is there twice.
        owner = dict(zip(reversed(others.column(column)), reversed(others.column("loan_id")), strict=True))
        own = rows.column("loan_id")
        should_be = tuple(map(owner.get, rows.column(column), own))
        if should_be != own:
            for each, other in zip(rows, should_be, strict=True):
                if each.loan_id is not None and each.loan_id != other:
                    yield (each, *others.by(column)[getattr(each, column)])
