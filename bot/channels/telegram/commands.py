"""The commands that a borrower can give, as Telegram marks them: `/name`, `/name@bot`, `/name word`."""

from telegram import Message, MessageEntity

# In the order in which Telegram lists them; what each does is said in words/telegram.yml.
LISTED = ("human", "language", "phone", "export", "forget")


def command_in(message: Message) -> str | None:
    """The name of the command that a message begins with; None where it is none."""
    marked = _marked(message)
    return marked[1:].partition("@")[0].casefold() if marked else None


def addressee(message: Message) -> str | None:
    """The bot that a command is for, in small letters; empty where it names none, None where there is no command."""
    marked = _marked(message)
    return marked.partition("@")[2].casefold() if marked else None


def word_after(message: Message) -> str | None:
    """The first word after the command."""
    words = (message.text or "").split(maxsplit=2)
    return words[1] if len(words) > 1 else None


def _marked(message: Message) -> str:
    """The command as it was typed. Telegram marks commands itself: whatever else begins with a slash is text."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0 or not message.text:
        return ""
    return message.text[: first.length]
