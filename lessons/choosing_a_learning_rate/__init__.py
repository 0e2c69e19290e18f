"""Lesson 04: choosing a learning rate."""

from pathlib import Path

from lessons.choosing_a_learning_rate.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("choosing_a_learning_rate", Path(__file__).parent, EXERCISES)
