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
        others = books.facts.by(column, getattr(books.facts, target))
        loans = {named: rows[0].loan_id for named, rows in others.items()}
        for each, named in books.naming(table, column) if loans else ():
            if loans.get(named, each.loan_id) != each.loan_id and each.loan_id is not None:
                yield (each, *others[named])
