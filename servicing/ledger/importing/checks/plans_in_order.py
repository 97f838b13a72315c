"""A loan has one plan of each version, a plan one instalment of each number, all of the plan's own loan."""

from collections.abc import Iterator

from servicing.ledger.importing.faults import Fault
from servicing.ledger.importing.staging import Staged

OF_ANOTHER_LOAN = """
    SELECT row.line, row.loan_id, plan.loan_id FROM instalments AS row
    JOIN plans AS plan ON plan.plan_id = row.plan_id WHERE plan.loan_id <> row.loan_id"""


def faults(staged: Staged) -> Iterator[Fault]:
    """Each plan or instalment that comes twice or belongs elsewhere."""
    yield from _twice(staged, "plans", "loan_id", "version")
    yield from _twice(staged, "instalments", "plan_id", "number")
    for line, loan, plans in staged.ask(OF_ANOTHER_LOAN):
        yield staged.fault("instalments", line, "loan_id", f"is {loan!r}, and its plan belongs to loan {plans!r}")


def _twice(staged: Staged, table: str, whole: str, counted: str) -> Iterator[Fault]:
    sql = f"""
        SELECT row.line, row.{counted}, first.line, row.{whole} FROM {table} AS row
        JOIN (SELECT {whole}, {counted}, min(line) AS line FROM {table} GROUP BY {whole}, {counted}
              HAVING count(*) > 1) AS first
        ON first.{whole} = row.{whole} AND first.{counted} = row.{counted} AND row.line > first.line"""
    for line, number, first, reference in staged.ask(sql):
        yield staged.fault(table, line, counted, f"is {number}, which line {first} has already for {reference!r}")
