"""Ways in which books can contradict themselves: one a file, whose name is the code that there are words for.

A contradiction is `groups(books)`: it yields, for each time that it is met, the rows that cannot all be right. It asks
only what the ledger contract promises, and adds nothing up before it knows that the currency is one. What a cause
explains (a paid loan marked open, an instalment paid twice) is no contradiction. Each looks at all that was read of a
borrower at once, and first in the quickest way whether there is anything to look for: nearly always there is not.
"""
