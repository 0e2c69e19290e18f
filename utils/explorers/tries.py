"""The settings that a learner has tried by hand, with the loss of each."""

from dataclasses import dataclass

import numpy as np

from utils.descent import Objective

MOST = 150
"""Settings that are remembered: as many as can be told apart on a map, and drawn at once."""


@dataclass(frozen=True, eq=False)
class Settings:
    """Settings of the parameters that nobody trained, and the loss of each. The last one is the one on show.

    Parameters
    ----------
    objective : Objective
        What the settings are judged by.
    params : numpy.ndarray, shape (n_settings, n_params)
    loss : numpy.ndarray, shape (n_settings,)

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> Settings.of(quadratic_bowl([1.0, 1.0]), [[2.0, 0.0], [1.0, 0.0]]).loss
    array([2. , 0.5])
    """

    objective: Objective
    params: np.ndarray
    loss: np.ndarray

    @classmethod
    def of(cls, objective: Objective, params) -> "Settings":
        """Return settings with their losses; ``params`` has the shape (n_settings, n_params)."""
        params = np.array(params, float)
        return cls(objective, params, objective.value(params))

    @property
    def final_params(self) -> np.ndarray:
        """The setting on show, as a history calls its last one."""
        return self.params[-1]


class Tries:
    """Settings of the parameters, each once, in the order in which they were tried last.

    Parameters
    ----------
    objective : Objective
        What the settings are judged by.

    Attributes
    ----------
    count : int
        How many different settings were tried, also those that are no longer remembered.

    Examples
    --------
    >>> from utils.descent import quadratic_bowl
    >>> tries = Tries(quadratic_bowl([1.0, 1.0]))
    >>> tries.add([2.0, 0.0]).loss, tries.add([1.0, 0.0]).loss
    (array([2.]), array([2. , 0.5]))
    """

    def __init__(self, objective: Objective):
        self.objective = objective
        self.clear()

    def clear(self) -> None:
        """Forget every setting."""
        self.count = 0
        self._losses: dict[tuple, float] = {}

    @property
    def settings(self) -> tuple[tuple[float, ...], ...]:
        """The settings that are remembered, the latest last."""
        return tuple(self._losses)

    def recall(self, settings, count: int) -> None:
        """Remember these settings, the last of ``count``, in place of all others."""
        self.clear()
        for setting in settings:
            self.add(setting)
        self.count = count

    def add(self, params) -> Settings:
        """Remember a setting as the latest, and return all that are remembered, the latest last.

        Parameters
        ----------
        params : sequence of float, shape (n_params,)

        Returns
        -------
        Settings
            At most `MOST`; the best setting is always among them.
        """
        latest = tuple(float(value) for value in params)
        known = self._losses.pop(latest, None)
        self.count += known is None
        self._losses[latest] = float(self.objective.value(latest)) if known is None else known
        if len(self._losses) > MOST:
            best = min(self._losses, key=self._losses.get)
            del self._losses[next(setting for setting in self._losses if setting not in (best, latest))]
        return Settings(self.objective, np.array(list(self._losses)), np.array(list(self._losses.values())))
