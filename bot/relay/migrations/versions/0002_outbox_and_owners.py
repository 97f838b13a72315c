"""What is to be sent, who speaks in a conversation, and how often the engine was asked in vain."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("conversations") as conversations:
        conversations.add_column(sa.Column("pushed", sa.Boolean(), nullable=False, server_default=sa.text("false")))
        conversations.add_column(sa.Column("owner", sa.String(64)))
        conversations.add_column(sa.Column("owner_since", UtcTime()))
    with op.batch_alter_table("messages", table_kwargs={"sqlite_autoincrement": True}) as messages:
        messages.add_column(sa.Column("author", sa.String(64)))
        messages.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "deliveries",
        sa.Column("message", sa.Integer(), sa.ForeignKey("messages.number"), primary_key=True),
        sa.Column("conversation", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("repeatable", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("doubts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("began_at", UtcTime()),
        sa.Column("ended_at", UtcTime()),
        sa.Column("remote_id", sa.String(64)),
        sa.Column("why", sa.Text()),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_conversation", "deliveries", ["conversation", "message"])


def downgrade() -> None:
    op.drop_table("deliveries")
    with op.batch_alter_table("messages", table_kwargs={"sqlite_autoincrement": True}) as messages:
        messages.drop_column("tries")
        messages.drop_column("author")
    with op.batch_alter_table("conversations") as conversations:
        conversations.drop_column("owner_since")
        conversations.drop_column("owner")
        conversations.drop_column("pushed")
