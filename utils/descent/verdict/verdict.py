"""Verdict: the words for what a training run did."""

from dataclasses import dataclass

SETTLES, BOUNCES, DIVERGES = "settles", "bounces", "diverges"
"""The coarse outcomes of a run: what its learning rate comes to, whether or not the run is finished."""

OUTCOMES = {
    "converged": SETTLES,
    "converging": SETTLES,
    "crawling": SETTLES,
    "stuck": SETTLES,
    "oscillating": SETTLES,
    "bouncing": BOUNCES,
    "diverging": DIVERGES,
    "overflowed": DIVERGES,
    "not a number": DIVERGES,
}
"""Every name of a verdict, with its coarse outcome."""

CONVERGED_SHARE = 1e-4
"""A converged run has at most this share of the possible drop of the loss before it,"""

WAY_SHARE = 0.05
"""and at most this share of the way of any parameter."""

SOON = 100
"""The pace of an unfinished run is told by what it does in so many more steps, or in as many as it took,"""

SOON_SHARE = 0.1
"""and it is fast if at most this share of what is left is left then."""


@dataclass(frozen=True)
class Verdict:
    """What a training run did: the one source of the words for it.

    Parameters
    ----------
    name : str
        One of these. What is left of a run is what its loss has still to fall.

        - converged: so close to the lowest loss that more steps change next to nothing. At most 0.01 % of the
          possible drop is left, and at most 5 % of the way of any parameter. Where the lowest loss is unknown:
          the gradient is flat, with at most 0.01 % of its steepest
        - converging: unfinished, and soon there. At its present pace, at least nine tenths of what is left would
          be gone after 100 more steps, or after as many as it took, if these are more. Where there may be several
          valleys, or the lowest loss is unknown, what is left is the way to where its loss levels off
        - crawling: unfinished, and slow. It still falls, but more than a tenth of what is left would be left then
        - stuck: at a flat point that is not the best known
        - oscillating: it zigzags, or its batches make it jump, but the loss shrinks
        - bouncing: the loss neither settles nor grows
        - diverging: the loss grows
        - overflowed: the loss became inf
        - not a number: the loss became NaN
    evidence : str
        One plain sentence with numbers, without a capital or a full stop, to stand after "name: ".

    Raises
    ------
    ValueError
        If there is no verdict of that name.

    Examples
    --------
    >>> verdict = Verdict("crawling", "after 3 steps the loss has made 10 % of the possible drop")
    >>> print(verdict)
    crawling: after 3 steps the loss has made 10 % of the possible drop
    >>> verdict.sentence
    'Crawling: after 3 steps the loss has made 10 % of the possible drop.'
    >>> verdict.outcome
    'settles'
    """

    name: str
    evidence: str

    def __post_init__(self):
        if self.name not in OUTCOMES:
            raise ValueError(f"A verdict is one of {', '.join(OUTCOMES)}; got {self.name!r}.")

    @property
    def sentence(self):
        """The verdict as a sentence of its own: "Name: evidence." """
        return f"{self.name.capitalize()}: {self.evidence}."

    @property
    def outcome(self):
        """The text "settles", "bounces" or "diverges".

        An unfinished run and one that is stuck settle: the loss does not grow, nor does it bounce for ever.
        """
        return OUTCOMES[self.name]

    def __str__(self):
        return f"{self.name}: {self.evidence}"
