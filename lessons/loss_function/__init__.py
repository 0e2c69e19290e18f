"""Lesson 01: what a loss function is, and why lower is better."""

from pathlib import Path

from lessons.loss_function.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("loss_function", Path(__file__).parent, EXERCISES)
