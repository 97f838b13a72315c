"""Plain questions that the account answers: what is owed and when, what the limit is and why."""
