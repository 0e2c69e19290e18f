"""Lesson 06: a neural network."""
