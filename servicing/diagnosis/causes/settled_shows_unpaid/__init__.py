"""The whole loan is settled, yet it is still shown as owed, or still dunned."""

from servicing.diagnosis.views.settled_loan import SETTLED_LOAN as SUBJECT

__all__ = ["SUBJECT"]
