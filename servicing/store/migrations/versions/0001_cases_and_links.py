"""Cases with what happened to them, and which conversation may ask about which borrower."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "cases",
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("borrower_id", sa.String(64)),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("queue", sa.String(32), nullable=False),
        sa.Column("symptom", sa.String(32)),
        sa.Column("language", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("diagnosis", sa.Text()),
    )
    op.create_index("ix_cases_conversation", "cases", ["conversation"])
    op.create_index("ix_cases_borrower", "cases", ["borrower_id"])
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_number", sa.String(16), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
    )
    op.create_index("ix_case_events_case", "case_events", ["case_number"])
    op.create_table(
        "links",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("borrower_id", sa.String(64), nullable=False),
        sa.Column("linked_at", UtcTime(), nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("links", "case_events", "cases"):
        op.drop_table(table)
