"""Conversations, messages and buttons."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("address", sa.String(128), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.UniqueConstraint("channel", "address", name="uq_conversations_address"),
    )
    op.create_table(
        "messages",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("channel_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("token", sa.String(64)),
        sa.Column("reply", sa.String(64)),
        sa.Column("facts", sa.Text()),
        sa.Column("at", UtcTime(), nullable=False),
        sa.UniqueConstraint("conversation", "direction", "channel_id", name="uq_messages_channel_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_conversation", "messages", ["conversation", "number"])
    op.create_index("ix_messages_state", "messages", ["state"])
    op.create_table(
        "buttons",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("message", sa.Integer(), sa.ForeignKey("messages.number")),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("press", sa.String(64), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
    )
    op.create_index("ix_buttons_message", "buttons", ["message"])


def downgrade() -> None:
    """Take them away again."""
    for table in ("buttons", "messages", "conversations"):
        op.drop_table(table)
