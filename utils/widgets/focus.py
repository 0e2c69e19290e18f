"""How a button shows that it has the focus."""

from pathlib import Path

FOCUS = (Path(__file__).parent / "focus.css").read_text("utf-8")
"""Stands before the CSS of a widget that each explorer or card has one of."""
