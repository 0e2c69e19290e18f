"""Exercises, and the checks of what a learner has written."""
