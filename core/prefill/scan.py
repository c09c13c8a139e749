"""Quantities of prose; they are read in core.narrative.claims, shared with the checks of numbers in text."""

from core.narrative.claims.scan import Quantity, Stray, scan

__all__ = ["Quantity", "Stray", "scan"]
