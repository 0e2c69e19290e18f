"""Lesson 00: check that everything works, and learn to use a page."""

from pathlib import Path

from utils.practice.lesson import Lesson

lesson = Lesson("start_here", Path(__file__).parent)
