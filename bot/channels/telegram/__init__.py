"""Telegram. python-telegram-bot serves as a typed client: fetching, keeping and sending are ours."""

from bot.channels.telegram.channel import open_channel

__all__ = ["open_channel"]
