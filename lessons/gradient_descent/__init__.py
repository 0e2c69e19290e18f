"""Lesson 02: how gradient descent finds the parameters, step by step."""

from pathlib import Path

from lessons.gradient_descent.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("gradient_descent", Path(__file__).parent, EXERCISES)
