"""Lesson 01: what a loss function is, and why lower is better."""
