"""Borrowed, and the money has not arrived."""

from servicing.diagnosis.views.drawing import DRAWING as SUBJECT

__all__ = ["SUBJECT"]
