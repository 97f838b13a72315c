"""Troubles that make a borrower say: the amount is not what I expected."""
