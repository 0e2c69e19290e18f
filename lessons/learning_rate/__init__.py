"""Lesson 03: what the learning rate does."""

from pathlib import Path

from lessons.learning_rate.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("learning_rate", Path(__file__).parent, EXERCISES)
