"""A late mark or a loss of score that came out of one of the other troubles."""

from servicing.diagnosis.views.loan import LOAN as SUBJECT

__all__ = ["SUBJECT"]
