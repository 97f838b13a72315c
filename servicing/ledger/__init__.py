"""The lender's books, read only: the contract, the import, the doors and a demo lender."""
