"""Paid, yet shown as unpaid or failed: this period or this payment."""

from servicing.diagnosis.views.payment import PAYMENT as SUBJECT

__all__ = ["SUBJECT"]
