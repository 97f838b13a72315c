"""The tables of our own database; the migrations make them, a test holds the two together."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, text

from servicing.ledger.tables import UtcTime

METADATA = MetaData()

IS_OPEN = text("state = 'open'")
IS_OPEN_OF_NOBODY = text("state = 'open' AND borrower_id IS NULL")

CASES = Table(
    "cases",
    METADATA,
    Column("number", String(16), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("borrower_id", String(64)),
    Column("reason", String(32), nullable=False),
    Column("queue", String(32), nullable=False),
    Column("symptom", String(32)),
    Column("language", String(16)),
    Column("state", String(16), nullable=False),
    Column("opened_at", UtcTime(), nullable=False),
    Column("diagnosis", Text()),
    Index("ix_cases_conversation", "conversation"),
    Index("ix_cases_borrower", "borrower_id"),
    # NULLs count as different in an index, so the cases of nobody have one of their own.
    Index(
        "ux_cases_open",
        "conversation",
        "borrower_id",
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    ),
    Index(
        "ux_cases_open_of_nobody",
        "conversation",
        unique=True,
        sqlite_where=IS_OPEN_OF_NOBODY,
        postgresql_where=IS_OPEN_OF_NOBODY,
    ),
)

CASE_EVENTS = Table(
    "case_events",
    METADATA,
    Column("id", Integer(), primary_key=True),
    Column("case_number", String(16), ForeignKey("cases.number"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", UtcTime(), nullable=False),
    Column("symptom", String(32)),
    Column("diagnosis", Text()),
    Index("ix_case_events_case", "case_number"),
)

LINKS = Table(
    "links",
    METADATA,
    Column("conversation", String(64), primary_key=True),
    Column("borrower_id", String(64), nullable=False),
    Column("linked_at", UtcTime(), nullable=False),
    # When something was last said there while the proof was still good.
    Column("seen_at", UtcTime(), nullable=False),
)

# One-time links made by the lender's own server: who reads this table cannot use them.
LINK_TOKENS = Table(
    "link_tokens",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("borrower_id", String(64), nullable=False),
    Column("expires_at", UtcTime(), nullable=False),
    Column("used_at", UtcTime()),
    Index("ix_link_tokens_expires", "expires_at"),
)

# One row for each code that was asked for, also where the phone is nobody's: that one fits nothing.
LINK_CODES = Table(
    "link_codes",
    METADATA,
    Column("id", Integer(), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("phone_digest", String(64), nullable=False),
    Column("borrower_id", String(64)),
    Column("digest", String(64), nullable=False),
    Column("tries", Integer(), nullable=False),
    Column("asked_at", UtcTime(), nullable=False),
    Column("used_at", UtcTime()),
    Index("ix_link_codes_conversation", "conversation"),
    Index("ix_link_codes_asked", "asked_at"),
)

IS_NOT_WITHDRAWN = text("withdrawn_at IS NULL")

CERTIFICATES = Table(
    "certificates",
    METADATA,
    Column("number", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("borrower_id", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("says", Text(), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("issued_at", UtcTime(), nullable=False),
    Column("withdrawn_at", UtcTime()),
    Index(
        "ux_certificates_standing",
        "borrower_id",
        "digest",
        unique=True,
        sqlite_where=IS_NOT_WITHDRAWN,
        postgresql_where=IS_NOT_WITHDRAWN,
    ),
)

# What was sent as proof; the files themselves lie beside the database, under the hash of their content.
EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("borrower_id", String(64)),
    Column("digest", String(64), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("size", Integer(), nullable=False),
    Column("received_at", UtcTime(), nullable=False),
    UniqueConstraint("conversation", "source", name="uq_evidence_source"),
    Index("ix_evidence_received", "conversation", "received_at"),
    Index("ix_evidence_digest", "digest"),
)
