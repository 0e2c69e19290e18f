"""The figures of the lesson on choosing a learning rate."""

from lessons.choosing_a_learning_rate.limit import bisection_explorer
from lessons.choosing_a_learning_rate.misconceptions import above_one, negative_rate, sum_or_mean, wobble
from lessons.choosing_a_learning_rate.own_data import own_data
from lessons.choosing_a_learning_rate.range_test import range_test_explorer
from lessons.choosing_a_learning_rate.ritual import ritual
from lessons.choosing_a_learning_rate.scale import penguins_side_by_side, scale_explorer
from lessons.choosing_a_learning_rate.schedules import schedules_explorer
from lessons.choosing_a_learning_rate.sweep import sweep_explorer

__all__ = [
    "above_one",
    "bisection_explorer",
    "negative_rate",
    "own_data",
    "penguins_side_by_side",
    "range_test_explorer",
    "ritual",
    "scale_explorer",
    "schedules_explorer",
    "sum_or_mean",
    "sweep_explorer",
    "wobble",
]
