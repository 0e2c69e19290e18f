"""What became of a run, in a few words: for sentences that tell of several runs."""

from utils.descent import History, diagnose
from utils.descent.verdict.verdict import SETTLES
from utils.explorers import say_loss


def outcome(run: History) -> str:
    """Say when a run that stayed there was within 1 % of the best loss, or what happened instead.

    As everywhere in the course, 1 % is a share of the possible drop: of the way from the first loss to the best.

    Examples
    --------
    >>> from utils.descent import gradient_descent, quadratic_bowl, train
    >>> outcome(train(quadratic_bowl([1.0]), gradient_descent(0.5), [1.0], n_steps=20))
    'within 1 % at step 4'
    >>> outcome(train(quadratic_bowl([1.0]), gradient_descent(0.001), [1.0], n_steps=20))
    'crawling, from loss 0.5 to 0.48'
    >>> outcome(train(quadratic_bowl([1.0]), gradient_descent(3.0), [1.0], n_steps=20))
    'diverging, after 20 steps the loss has grown from 0.5 to 5.5e+11'
    """
    verdict = diagnose(run)
    if verdict.outcome != SETTLES:
        return f"{verdict.name}, {verdict.evidence}"
    ends = f"from loss {say_loss(run, 0)} to {say_loss(run)}"
    if run.loss[-1] > run.loss[0]:
        return f"worse than at the start, {ends}"
    best = run.objective.minimum.value
    if run.loss[-1] - best <= 0.01 * (run.loss[0] - best):
        return f"within 1 % at step {run.steps_to_within(0.01)}"
    return f"{verdict.name}, {ends}"
