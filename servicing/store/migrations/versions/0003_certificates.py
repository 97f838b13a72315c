"""Certificates: what each says, the digest of its facts, when it was withdrawn; one stands for the same facts."""

import sqlalchemy as sa
from alembic import op

from servicing.ledger.tables import UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "certificates",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("borrower_id", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("issued_at", UtcTime(), nullable=False),
        sa.Column("withdrawn_at", UtcTime()),
    )
    standing = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "ux_certificates_standing",
        "certificates",
        ["borrower_id", "digest"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_index("ux_certificates_standing", "certificates")
    op.drop_table("certificates")
