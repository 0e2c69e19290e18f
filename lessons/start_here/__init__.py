"""Lesson 00: check that everything works, and learn to use a page."""
