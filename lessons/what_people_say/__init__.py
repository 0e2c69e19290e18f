"""Lesson 05: what people say about the learning rate."""

from pathlib import Path

from lessons.what_people_say.checks import EXERCISES
from utils.practice.lesson import Lesson

lesson = Lesson("what_people_say", Path(__file__).parent, EXERCISES, formerly="choosing_a_learning_rate")
