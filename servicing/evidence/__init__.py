"""Proof that a borrower sends: read into a few exact fields, then matched with the books. A text proves nothing."""
