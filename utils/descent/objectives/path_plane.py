"""The plane that the path of many parameters lies in most."""

from dataclasses import dataclass

import numpy as np

from utils.descent.objectives.objective import Objective
from utils.descent.validation import as_count, as_finite


@dataclass(frozen=True, eq=False)
class PathPlane:
    """The two directions in which a path goes farthest, and how much of it they show.

    They are its first two principal components: of all planes, the one in which the squared distances of the points
    from their mean are largest (K. Pearson, On lines and planes of closest fit to systems of points in space, 1901).
    H. Li et al., Visualizing the loss landscape of neural nets, NeurIPS 2018, section 7, draws paths of training so.

    Parameters
    ----------
    mean : numpy.ndarray, shape (n_params,)
        The middle of the path, through which the plane goes.
    directions : numpy.ndarray, shape (2, n_params)
        Of length 1, at a right angle to each other. The path's end lies on the positive side of its start.
    share : float
        The part of the path's variance that lies in the plane, from 0 to 1.

    Examples
    --------
    >>> corner = PathPlane.of([[0.0, 0.0, 5.0], [4.0, 0.0, 5.0], [4.0, 1.0, 5.0]])
    >>> round(corner.share, 6)
    1.0
    >>> start, turn, end = corner.places([[0, 0, 5], [4, 0, 5], [4, 1, 5]])
    >>> round(float(np.hypot(*(turn - start))), 6), round(float(np.hypot(*(end - turn))), 6)
    (4.0, 1.0)
    """

    mean: np.ndarray
    directions: np.ndarray
    share: float

    @classmethod
    def of(cls, path) -> "PathPlane":
        """Find the plane of a path.

        Parameters
        ----------
        path : array_like, shape (n_rows, n_params)
            Two rows or more, of two parameters or more; all finite.

        Raises
        ------
        ValueError
            If the path is not such numbers.
        """
        path = as_finite("path", path)
        if path.ndim != 2 or path.shape[0] < 2 or path.shape[1] < 2:
            raise ValueError(f"path must have 2 rows and 2 columns or more; got the shape {path.shape}.")
        mean = path.mean(axis=0)
        _, sizes, directions = np.linalg.svd(path - mean, full_matrices=False)
        directions = directions[:2]
        forth = directions @ (path[-1] - path[0])
        directions = np.where(forth < 0, -1.0, 1.0)[:, None] * directions
        if not sizes[0] > 0:
            return cls(mean, directions, 1.0)
        squares = (sizes / sizes[0]) ** 2
        return cls(mean, directions, float(squares[:2].sum() / squares.sum()))

    def places(self, params) -> np.ndarray:
        """Return where points lie when they are dropped onto the plane.

        Parameters
        ----------
        params : array_like, shape (..., n_params)

        Returns
        -------
        numpy.ndarray, shape (..., 2)
            As far from the mean along each direction, in the units of the parameters.
        """
        return (np.asarray(params, float) - self.mean) @ self.directions.T

    def losses(self, objective: Objective, limits, side: int) -> np.ndarray:
        """Return the objective on a grid of the plane.

        Parameters
        ----------
        objective : Objective
        limits : ((float, float), (float, float))
            Along each direction.
        side : int
            Places along each of them: the middles of equal rectangles, the lowest first.

        Returns
        -------
        numpy.ndarray, shape (side, side)
            The second direction along the rows.
        """
        middles = (np.arange(as_count("side", side)) + 0.5) / side
        across, up = (low + (high - low) * middles for low, high in limits)
        grid = np.stack(np.meshgrid(across, up), axis=-1)
        return objective.value(self.mean + grid @ self.directions)
