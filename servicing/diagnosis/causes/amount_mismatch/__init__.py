"""What was credited, billed or quoted is not the amount that the borrower expected."""

from servicing.diagnosis.views.loan import LOAN as SUBJECT

__all__ = ["SUBJECT"]
