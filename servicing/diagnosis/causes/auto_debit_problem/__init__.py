"""The scheduled deduction did not run, ran late or twice, or took the money from the wrong account."""

from servicing.diagnosis.views.debit import DEBIT as SUBJECT

__all__ = ["SUBJECT"]
