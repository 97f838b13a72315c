"""Troubles that make a borrower say: I repaid, and my limit did not come back."""
