"""The figures of the lesson on what people say about the learning rate."""

from lessons.what_people_say.misconceptions import above_one, negative_rate, sum_or_mean, wobble
from lessons.what_people_say.range_test import range_test_explorer
from lessons.what_people_say.schedules import schedules_explorer

__all__ = ["above_one", "negative_rate", "range_test_explorer", "schedules_explorer", "sum_or_mean", "wobble"]
