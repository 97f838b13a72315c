"""Whole conversations: transcripts as data, played through the real engine, the real actions and a seeded ledger."""
