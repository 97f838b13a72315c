"""Between channels and engine: a message is stored first, then answered, one at a time per conversation."""
