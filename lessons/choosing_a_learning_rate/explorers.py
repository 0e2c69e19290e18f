"""The figures of the lesson on choosing a learning rate."""

from lessons.choosing_a_learning_rate.limit import bisection_explorer
from lessons.choosing_a_learning_rate.own_data import own_data
from lessons.choosing_a_learning_rate.ritual import ritual
from lessons.choosing_a_learning_rate.scale import penguins_side_by_side, scale_explorer
from lessons.choosing_a_learning_rate.sweep import sweep_explorer

__all__ = [
    "bisection_explorer",
    "own_data",
    "penguins_side_by_side",
    "ritual",
    "scale_explorer",
    "sweep_explorer",
]
