"""Two rows of a table have the same reference: one matter may be counted twice, or two may be taken for one."""

from servicing.diagnosis.books import Books, Groups

REFERENCES = (
    ("credit_lines", "line_id"),
    ("limit_decisions", "decision_id"),
    ("line_events", "event_id"),
    ("loans", "loan_id"),
    ("plans", "plan_id"),
    ("instalments", "instalment_id"),
    ("payment_instructions", "instruction_id"),
    ("debit_runs", "run_id"),
    ("channel_records", "record_id"),
    ("postings", "posting_id"),
    ("holds", "hold_id"),
)


def groups(books: Books) -> Groups:
    """The rows of each such reference."""
    for table, column in REFERENCES:
        rows = books.rows(table)
        if len(rows.each_once(column)) < len(rows):
            yield from (alike for alike in rows.by(column).values() if len(alike) > 1)
