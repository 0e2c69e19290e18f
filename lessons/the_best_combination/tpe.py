"""The method of Optuna as a third one in a search, where Optuna is installed: `pip install -e ".[search]"`."""

import importlib.util
import math
import warnings

from utils.descent.experiments.search import LogRange, Setting, Space

IS_INSTALLED = importlib.util.find_spec("optuna") is not None

WORST = 1e6
"""What a run that was lost counts as: Optuna takes no infinite losses."""


class TreeParzen:
    """Proposes what looks promising after the tries so far: a tree-structured Parzen estimator (TPE).

    J. Bergstra, R. Bardenet, Y. Bengio and B. Kégl, Algorithms for hyper-parameter optimization, NeurIPS 2011, as
    Optuna has it. Its first ten tries are random.

    Parameters
    ----------
    space : mapping
    random_state : int

    Raises
    ------
    ModuleNotFoundError
        If Optuna is not installed; `IS_INSTALLED` says so.
    """

    def __init__(self, space: Space, random_state: int):
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self._space = {name: self._distribution(optuna, one) for name, one in space.items()}
        self._options = {name: getattr(one, "values", None) for name, one in space.items()}
        self._study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=random_state))
        self._asked = None

    @staticmethod
    def _distribution(optuna, one):
        if isinstance(one, LogRange):
            return optuna.distributions.FloatDistribution(one.low, one.high, log=True)
        return optuna.distributions.IntDistribution(0, len(one.values) - 1)  # the options stand in their order

    def ask(self) -> dict:
        """Return what to try next."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._asked = self._study.ask(self._space)
        return {
            name: float(f"{value:.3g}") if self._options[name] is None else self._options[name][value]
            for name, value in self._asked.params.items()
        }

    def tell(self, setting: Setting, loss: float) -> None:
        """Hear what became of it."""
        self._study.tell(self._asked, loss if math.isfinite(loss) else WORST)
