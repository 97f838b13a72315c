"""Troubles that make a borrower say: the automatic deduction went wrong."""
