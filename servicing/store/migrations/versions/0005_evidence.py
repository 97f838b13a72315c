"""What was sent as proof, each piece once under the channel's own id of it."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("borrower_id", sa.String(64)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.UniqueConstraint("conversation", "source", name="uq_evidence_source"),
    )
    op.create_index("ix_evidence_received", "evidence", ["conversation", "received_at"])
    op.create_index("ix_evidence_digest", "evidence", ["digest"])


def downgrade() -> None:
    """Take it away again."""
    for index in ("ix_evidence_received", "ix_evidence_digest"):
        op.drop_index(index, "evidence")
    op.drop_table("evidence")
