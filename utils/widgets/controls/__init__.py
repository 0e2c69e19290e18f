"""The controls of every explorer, made in one place so that they look and behave alike.

Control order is always: data, model, loss, start, learning rate, batch, steps, extras.
"""

from utils.widgets.controls.ladder import Ladder
from utils.widgets.controls.layers import MOST_NEURONS, NeuronChoice, Neurons
from utils.widgets.controls.learning_rate import CLASSIC_RATES, Factor, LearningRate
from utils.widgets.controls.plain import button, choice, label_of, number, steps, switch, value_of
from utils.widgets.controls.rate_list import RateList
from utils.widgets.controls.scrubber import Scrubber
from utils.widgets.controls.typed import Problem, clear_problems, quoted

__all__ = [
    "CLASSIC_RATES",
    "MOST_NEURONS",
    "Factor",
    "Ladder",
    "LearningRate",
    "NeuronChoice",
    "Neurons",
    "Problem",
    "RateList",
    "Scrubber",
    "button",
    "choice",
    "clear_problems",
    "label_of",
    "number",
    "quoted",
    "steps",
    "switch",
    "value_of",
]
