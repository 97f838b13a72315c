"""The doctor, check by check."""
