"""Lesson 07: batch size, how hyperparameters act together, and how to look for the best combination."""

from pathlib import Path

from lessons.the_best_combination.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("the_best_combination", Path(__file__).parent, EXERCISES)
