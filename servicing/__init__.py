"""Loans, their ledger, their troubles and their cases; knows nothing of chat or of Rasa."""
