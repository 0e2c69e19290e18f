"""Names, roles and keys for screen readers and keyboards, where ipywidgets gives none: see access.js."""

from pathlib import Path

ACCESS = (Path(__file__).parent / "access.js").read_text("utf-8")
"""Stands before the JavaScript of a widget that each explorer or card has one of; it mends all that is around it."""
