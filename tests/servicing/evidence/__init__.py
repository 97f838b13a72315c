"""Tests of evidence: what is read from a text, and what it is matched with."""
