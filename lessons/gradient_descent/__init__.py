"""Lesson 02: how gradient descent finds the parameters, step by step."""
