"""What becomes of messages when something that the bot leans on fails: its engine, its database, its disk."""
