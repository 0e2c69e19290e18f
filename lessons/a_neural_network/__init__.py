"""Lesson 06: layers of neurons, how they are trained, and what else there is to choose besides the learning rate."""

from pathlib import Path

from lessons.a_neural_network.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("a_neural_network", Path(__file__).parent, EXERCISES)
