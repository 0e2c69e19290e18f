"""What ties controls, figure and words together: the explorer, and what stands around it."""

from utils.explorers.drag import Drag, Pick
from utils.explorers.explorer import Explorer
from utils.explorers.live_run import SoFar, so_far
from utils.explorers.pins import name_of_run
from utils.explorers.projector import projector
from utils.explorers.sentence import (
    describe_outcome,
    describe_pace,
    describe_params,
    describe_run,
    describe_step,
    say,
    say_loss,
)

__all__ = [
    "Drag",
    "Explorer",
    "Pick",
    "SoFar",
    "describe_outcome",
    "describe_pace",
    "describe_params",
    "describe_run",
    "describe_step",
    "name_of_run",
    "projector",
    "say",
    "say_loss",
    "so_far",
]
