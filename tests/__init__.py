"""The tests, in the same rooms as what they test; cases, transcripts and payloads are data."""
