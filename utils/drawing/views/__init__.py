"""The panels that the figures are made of, a module each."""

from utils.drawing.views.decision import DecisionView
from utils.drawing.views.fit import FitView
from utils.drawing.views.loss_curve import LossCurve
from utils.drawing.views.loss_map import LossMap
from utils.drawing.views.rivals import RivalCurve, RivalFit
from utils.drawing.views.slope import SlopeView

__all__ = ["DecisionView", "FitView", "LossCurve", "LossMap", "RivalCurve", "RivalFit", "SlopeView"]
