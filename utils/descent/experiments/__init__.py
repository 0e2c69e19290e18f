"""Experiments: many runs that are planned together, to find a learning rate."""
