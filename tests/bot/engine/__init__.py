"""Tests of the room of the same name, as far as it needs no engine."""
