"""Settlement certificates and repayment proofs: what they say, their numbers, whether the ledger still bears them."""
