"""Troubles that make a borrower say: I borrowed, and the money is not there."""
