"""The relay's tables: conversations, their messages, and what the buttons in them mean."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from servicing.ledger.tables import UtcTime

METADATA = MetaData()

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("address", String(128), nullable=False),
    Column("language", String(16)),
    Column("opened_at", UtcTime(), nullable=False),
    UniqueConstraint("channel", "address", name="uq_conversations_address"),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("number", Integer(), primary_key=True, autoincrement=True),
    Column("conversation", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("channel_id", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("text", Text(), nullable=False),
    Column("token", String(64)),
    Column("reply", String(64)),
    Column("facts", Text()),
    Column("at", UtcTime(), nullable=False),
    UniqueConstraint("conversation", "direction", "channel_id", name="uq_messages_channel_id"),
    Index("ix_messages_conversation", "conversation", "number"),
    Index("ix_messages_state", "state"),
    sqlite_autoincrement=True,
)

BUTTONS = Table(
    "buttons",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("conversation", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("message", Integer(), ForeignKey("messages.number")),
    Column("title", Text(), nullable=False),
    Column("press", String(64), nullable=False),
    Column("given", Text(), nullable=False),
    Column("expires_at", UtcTime(), nullable=False),
    Index("ix_buttons_message", "message"),
)
