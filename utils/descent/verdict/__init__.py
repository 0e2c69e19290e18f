"""Verdicts: what a run did, in words."""
