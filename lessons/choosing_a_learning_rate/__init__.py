"""Lesson 04: choosing a learning rate."""
