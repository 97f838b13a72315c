"""Linking: when a linked conversation was last heard of, one-time links, and the codes sent to phones."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column and the tables; a link from before counts as last heard of when it was made."""
    with op.batch_alter_table("links") as links:
        links.add_column(sa.Column("seen_at", UtcTime()))
    op.execute("UPDATE links SET seen_at = linked_at")
    with op.batch_alter_table("links") as links:
        links.alter_column("seen_at", existing_type=UtcTime(), nullable=False)
    op.create_table(
        "link_tokens",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("borrower_id", sa.String(64), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime()),
    )
    op.create_index("ix_link_tokens_expires", "link_tokens", ["expires_at"])
    op.create_table(
        "link_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("phone_digest", sa.String(64), nullable=False),
        sa.Column("borrower_id", sa.String(64)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime()),
    )
    op.create_index("ix_link_codes_conversation", "link_codes", ["conversation"])
    op.create_index("ix_link_codes_asked", "link_codes", ["asked_at"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("link_codes")
    op.drop_table("link_tokens")
    with op.batch_alter_table("links") as links:
        links.drop_column("seen_at")
