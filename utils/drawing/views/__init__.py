"""The panels that the figures are made of, a module each."""

from utils.drawing.views.compared import ComparedCurves, Curve
from utils.drawing.views.decision import DecisionView
from utils.drawing.views.end_loss import EndLoss
from utils.drawing.views.error_loss import ErrorLoss
from utils.drawing.views.fit import FitView
from utils.drawing.views.float_range import FloatRange
from utils.drawing.views.loss_curve import LossCurve
from utils.drawing.views.loss_map import LossMap
from utils.drawing.views.outlier_fit import OutlierFit
from utils.drawing.views.param_curve import ParamCurve
from utils.drawing.views.probability import LogLossView, ProbabilityView
from utils.drawing.views.range_curve import RangeCurve
from utils.drawing.views.rate_curve import RateCurve
from utils.drawing.views.rivals import RivalCurve, RivalFit
from utils.drawing.views.slope import SlopeView
from utils.drawing.views.sweep_curves import SweepCurves

__all__ = [
    "ComparedCurves",
    "Curve",
    "DecisionView",
    "EndLoss",
    "ErrorLoss",
    "FitView",
    "FloatRange",
    "LogLossView",
    "LossCurve",
    "LossMap",
    "OutlierFit",
    "ParamCurve",
    "ProbabilityView",
    "RangeCurve",
    "RateCurve",
    "RivalCurve",
    "RivalFit",
    "SlopeView",
    "SweepCurves",
]
