"""From a borrower's facts to the causes that the ledger proves; pure, apart from reading the facts once."""
