"""Repaid, and the available limit has not come back, or is lower than before."""

from servicing.diagnosis.views.line import LINE as SUBJECT

__all__ = ["SUBJECT"]
