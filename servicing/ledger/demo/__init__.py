"""A demo lender: whole, consistent books for made-up borrowers, some of them in a known trouble.

The lender gives one revolving line in CNY and instalment loans on it, at 14.6 percent a year. A borrower has lived a
whole life with it (`healthy`): a line opened long ago and looked at once a year, a loan of six instalments repaid in
full, a loan of twelve of which some have fallen due, each payment with its instruction, its channel record, its line
in the channel's settlement file and its posting, a report to the credit bureau each month, and what the borrower's
screen last showed. What happens to everybody is in `world`: incidents, maintenance, settlement files.

A trouble (`troubles/<symptom>/<cause>.py`) strikes such a life: it takes out, adds or changes just the rows by which
that trouble shows. Nothing in the books says which borrower is struck; that truth is handed over apart from them.
Everything follows from a seed and a moment: the same two give the same books.
"""
