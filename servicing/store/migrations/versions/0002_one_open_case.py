"""One open case for a conversation and its borrower, and each event with what was found when it happened."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Of several open cases only the first stays open: until now two requests of the same moment could open two.
CLOSE_THE_LATER_ONES = """
UPDATE cases SET state = 'closed' WHERE state = 'open' AND EXISTS (
    SELECT 1 FROM cases AS first
    WHERE first.state = 'open' AND first.conversation = cases.conversation
    AND COALESCE(first.borrower_id, '') = COALESCE(cases.borrower_id, '')
    AND (first.opened_at < cases.opened_at OR (first.opened_at = cases.opened_at AND first.number < cases.number))
)
"""


def upgrade() -> None:
    """Add the rule and the columns."""
    op.execute(CLOSE_THE_LATER_ONES)
    is_open, of_nobody = sa.text("state = 'open'"), sa.text("state = 'open' AND borrower_id IS NULL")
    _unique("ux_cases_open", ["conversation", "borrower_id"], is_open)
    _unique("ux_cases_open_of_nobody", ["conversation"], of_nobody)
    with op.batch_alter_table("case_events") as events:
        events.add_column(sa.Column("symptom", sa.String(32)))
        events.add_column(sa.Column("diagnosis", sa.Text()))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("case_events") as events:
        events.drop_column("diagnosis")
        events.drop_column("symptom")
    op.drop_index("ux_cases_open_of_nobody", "cases")
    op.drop_index("ux_cases_open", "cases")


def _unique(name: str, columns: list[str], which: sa.TextClause) -> None:
    op.create_index(name, "cases", columns, unique=True, sqlite_where=which, postgresql_where=which)
