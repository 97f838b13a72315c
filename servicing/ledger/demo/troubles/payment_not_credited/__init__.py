"""Troubles that make a borrower say: I paid, and it is not there."""
