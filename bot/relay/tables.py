"""The relay's tables: conversations, their messages, what their buttons mean, what is to be sent and to be fetched."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from servicing.ledger.tables import UtcTime

METADATA = MetaData()
# The state of a line of which only its number, its id and its name are left.
ERASED = "erased"

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("address", String(128), nullable=False),
    Column("language", String(16)),
    Column("opened_at", UtcTime(), nullable=False),
    # Whether what is said has to be sent, or is fetched by whoever reads along.
    Column("pushed", Boolean(), nullable=False, server_default=text("false")),
    # The person who speaks in it; the bot does where there is none.
    Column("owner", String(64)),
    Column("owner_since", UtcTime()),
    # The last line that somebody wants forgotten, until all up to there are.
    Column("forget_to", Integer()),
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
    # Who said what went out, where it was not the bot.
    Column("author", String(64)),
    # How often the engine was asked about it in vain.
    Column("tries", Integer(), nullable=False, server_default=text("0")),
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

# Files that somebody sent and that still have to be fetched from the channel that has them.
FETCHES = Table(
    "fetches",
    METADATA,
    Column("message", Integer(), ForeignKey("messages.number"), primary_key=True),
    Column("conversation", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("remote", String(256), nullable=False),
    Column("batch", String(48), nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer(), nullable=False, server_default=text("0")),
    Column("due_at", UtcTime(), nullable=False),
    Column("why", Text()),
    Index("ix_fetches_state", "state"),
    Index("ix_fetches_conversation", "conversation", "message"),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("message", Integer(), ForeignKey("messages.number"), primary_key=True),
    Column("conversation", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("state", String(8), nullable=False),
    # Whether hearing it twice would mislead nobody.
    Column("repeatable", Boolean(), nullable=False),
    Column("tries", Integer(), nullable=False, server_default=text("0")),
    # How often it is not known whether it arrived.
    Column("doubts", Integer(), nullable=False, server_default=text("0")),
    Column("due_at", UtcTime(), nullable=False),
    Column("began_at", UtcTime()),
    Column("ended_at", UtcTime()),
    # The channel's own id of what was sent.
    Column("remote_id", String(64)),
    Column("why", Text()),
    Index("ix_deliveries_state", "state", "due_at"),
    Index("ix_deliveries_conversation", "conversation", "message"),
)
