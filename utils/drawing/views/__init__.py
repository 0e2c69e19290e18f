"""The panels that the figures are made of, a module each."""

from utils.drawing.views.compared import ComparedCurves, Curve
from utils.drawing.views.curvature_map import CurvatureMap
from utils.drawing.views.decision import DecisionView
from utils.drawing.views.ellipses import Ellipses
from utils.drawing.views.end_loss import EndLoss
from utils.drawing.views.epoch_losses import EpochLosses
from utils.drawing.views.error_loss import ErrorLoss
from utils.drawing.views.fit import FitView
from utils.drawing.views.float_range import FloatRange
from utils.drawing.views.limit_chart import LimitChart
from utils.drawing.views.loss_curve import LossCurve
from utils.drawing.views.loss_map import LossMap
from utils.drawing.views.network import ChosenNeuron, NetworkView
from utils.drawing.views.noisy_losses import NoisyLosses
from utils.drawing.views.outlier_fit import OutlierFit
from utils.drawing.views.pair_map import PairMap
from utils.drawing.views.param_curve import ParamCurve
from utils.drawing.views.path_map import PathMap
from utils.drawing.views.probability import LogLossView, ProbabilityView
from utils.drawing.views.promised import Promised, PromisedCourse
from utils.drawing.views.range_curve import RangeCurve
from utils.drawing.views.rate_curve import RateCurve
from utils.drawing.views.rate_line import RateLine
from utils.drawing.views.regions import Regions
from utils.drawing.views.rivals import RivalCurve, RivalFit
from utils.drawing.views.seed_curves import SeedCurves
from utils.drawing.views.seed_spread import Course, Measured, MedianCurves, SeedSpread
from utils.drawing.views.sharpness_curve import SharpnessCurve
from utils.drawing.views.signed_rates import SignedRates
from utils.drawing.views.slope import SlopeDetail, SlopeView
from utils.drawing.views.sweep_curves import SweepCurves
from utils.drawing.views.tries import BestSoFar, TriesChart

__all__ = [
    "BestSoFar",
    "ChosenNeuron",
    "ComparedCurves",
    "Course",
    "CurvatureMap",
    "Curve",
    "DecisionView",
    "Ellipses",
    "EndLoss",
    "EpochLosses",
    "ErrorLoss",
    "FitView",
    "FloatRange",
    "LimitChart",
    "LogLossView",
    "LossCurve",
    "LossMap",
    "Measured",
    "MedianCurves",
    "NetworkView",
    "NoisyLosses",
    "OutlierFit",
    "PairMap",
    "ParamCurve",
    "PathMap",
    "ProbabilityView",
    "Promised",
    "PromisedCourse",
    "RangeCurve",
    "RateCurve",
    "RateLine",
    "Regions",
    "RivalCurve",
    "RivalFit",
    "SeedCurves",
    "SeedSpread",
    "SharpnessCurve",
    "SignedRates",
    "SlopeDetail",
    "SlopeView",
    "SweepCurves",
    "TriesChart",
]
