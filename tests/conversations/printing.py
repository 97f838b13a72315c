"""A played conversation as people read it."""

from bot.relay.messages import Message
from tests.conversations.play import Outcome


def printed(outcome: Outcome, *, with_opening: bool = True) -> str:
    """The whole conversation, with who speaks; buttons in brackets below the reply that offers them."""
    parts = [_reply(line) for line in outcome.opening if line.direction == "out"] if with_opening else []
    for exchange in outcome.played:
        parts.append(f"> {exchange.said}")
        parts += [_reply(line) for line in exchange.replies]
    return "\n\n".join(parts)


def _reply(line: Message) -> str:
    buttons = "  ".join(f"[{each.title}]" for each in line.buttons)
    return f"{line.text}\n{buttons}" if buttons else line.text
