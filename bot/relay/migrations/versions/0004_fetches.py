"""Files that somebody sent and that still have to be fetched from the channel that has them."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "fetches",
        sa.Column("message", sa.Integer(), sa.ForeignKey("messages.number"), primary_key=True),
        sa.Column("conversation", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("remote", sa.String(256), nullable=False),
        sa.Column("batch", sa.String(48), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("why", sa.Text()),
    )
    op.create_index("ix_fetches_state", "fetches", ["state"])
    op.create_index("ix_fetches_conversation", "fetches", ["conversation", "message"])


def downgrade() -> None:
    op.drop_table("fetches")
