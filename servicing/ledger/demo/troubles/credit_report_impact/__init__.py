"""Troubles that make a borrower say: my credit report shows me late."""
