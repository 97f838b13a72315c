"""What people touch: channels, the relay between them and the engine, the desk, set-up and supervision."""
