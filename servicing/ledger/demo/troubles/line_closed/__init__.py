"""Troubles that make a borrower say: I paid on time, and I cannot borrow any more."""
