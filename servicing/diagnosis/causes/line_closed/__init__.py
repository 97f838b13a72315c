"""The line is closed or frozen, or cannot be drawn any more, although everything was paid on time."""

from servicing.diagnosis.views.line import LINE as SUBJECT

__all__ = ["SUBJECT"]
