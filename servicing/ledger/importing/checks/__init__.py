"""What must hold across the rows of an import: a check is a file here, and its first line is the rule it keeps.

A check is `faults(staged)`: it asks the staged rows and yields a fault for each row to be mended. A column that is
absent or was told already is NULL, and a check passes over it. `docs/ledger-contract.md` lists the rules.
"""
