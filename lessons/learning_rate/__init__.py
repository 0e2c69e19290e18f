"""Lesson 03: what the learning rate does."""
