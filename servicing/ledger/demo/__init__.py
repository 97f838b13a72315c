"""A demo lender: whole, consistent books for made-up borrowers, some of them in a known trouble.

The lender gives revolving lines and instalment loans on them, in four currencies and five zones. A borrower has lived
half a year to eight years with it (`healthy`): up to twelve loans in lanes side by side (`borrowings`), repaid in equal
parts of principal or in equal amounts (`schedules`), by hand through every channel or by deduction, some early, some
after a refusal (`repaying`); decisions on the limit each year (`limits`); a report to the credit bureau each month and
what the screen last showed (`reporting`). What happens to everybody is in `world`: incidents, maintenance, business
days and settlement files, by the lender's own rules in `servicing/diagnosis/thresholds/`. What is odd in a healthy life
is long over: a diagnosis of it finds nothing.

A trouble (`troubles/<symptom>/<cause>.py`) strikes such a life: it takes out, adds or changes just the rows by which
that trouble shows; its near miss does what looks like it and is harmless. A borrower's fate (`fates`) is nothing, a
near miss, a trouble, two or three that leave each other alone (`touches.yml`), or a mixture. Nothing in the books says
which borrower is struck; that truth is handed over apart from them. Everything follows from a seed and a moment: the
same two give the same books, in one process or in several.
"""
