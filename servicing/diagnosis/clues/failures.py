"""The banks' reasons in the contract's words: a lender's own code tells a borrower no more than that none is known."""

FAILURES = ("insufficient_funds", "card_limit", "card_closed", "card_lost", "account_frozen", "account_mismatch")


def in_contract_words(code: str | None) -> str:
    """The code itself where the contract names it, else `other`."""
    return code if code in FAILURES else "other"
