"""Troubles that make a borrower say: I settled the whole loan, and it still shows a debt."""
