"""What becomes of messages when the bot's process is killed again and again."""
