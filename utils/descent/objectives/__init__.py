"""Objectives: losses and models, the landscapes they make, and how these are curved."""
