"""A row names another one that is not in the books."""

from servicing.diagnosis.books import Books, Groups

# By table: the column that names, the table that should hold what is named (under a column of the same name), and the
# moment by which an older row may name what was not read. What causes judge themselves is not judged here.
NAMES = (
    ("loans", "line_id", "credit_lines", None),
    ("instalments", "plan_id", "plans", None),
    ("postings", "instalment_id", "instalments", None),
    ("postings", "loan_id", "loans", "posted_at"),
    ("postings", "instruction_id", "payment_instructions", "posted_at"),
    ("postings", "record_id", "channel_records", "posted_at"),
    ("payment_instructions", "loan_id", "loans", "made_at"),
    ("payment_instructions", "instalment_id", "instalments", "made_at"),
    ("channel_records", "instruction_id", "payment_instructions", "occurred_at"),
    ("debit_runs", "instalment_id", "instalments", "scheduled_at"),
    ("debit_runs", "instruction_id", "payment_instructions", "scheduled_at"),
    ("debit_runs", "mandate_id", "mandates", "scheduled_at"),
)

NAMES_NONE = frozenset([None])


def groups(books: Books) -> Groups:
    """Each such row by itself. An absent table misses nothing; books with no plan of a borrower do not keep plans."""
    for table, column, target, moment in NAMES:
        rows = books.rows(table)
        missing = rows.each_once(column).difference(books.rows(target).each_once(column), NAMES_NONE)
        if missing and target not in books.facts.absent and (target != "plans" or books.facts.plans):
            for each in rows:
                was_read = moment is None or getattr(each, moment) >= books.read_since
                if was_read and getattr(each, column) in missing:
                    yield (each,)
