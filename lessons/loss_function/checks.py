"""The exercises of this lesson, and the checks that recognize particular wrong answers."""

import numpy as np

from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck, Mistake

CASES = [  # y_true and y_pred, of several lengths; the errors neither cancel nor repeat
    (np.array([1.0, 4.0]), np.array([3.0, 3.0])),
    (np.array([3.0, 5.0, 7.0, 9.0, 11.0]), np.array([4.0, 2.0, 8.5, 8.0, 15.0])),
    (np.array([-2.0, 0.5, 3.0]), np.array([-4.5, 0.0, 3.0])),
]


def _mean_squared_error(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2)


SKIPS_FIRST = "The first sample is left out. Does a loop begin at 1? Python counts from 0."
SKIPS_LAST = "The last sample is left out. Where does the loop end?"

MISTAKES = [
    Mistake(
        lambda y_true, y_pred: np.sum((y_pred - y_true) ** 2),
        "This is the sum of the squares: it grows with every sample. What turns a sum into a mean?",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_pred - y_true),
        "The errors are not squared, so those above and those below cancel each other.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_true - y_pred),
        "The errors are not squared, so those above and those below cancel each other.",
    ),
    Mistake(
        lambda y_true, y_pred: np.sqrt(np.mean((y_pred - y_true) ** 2)),
        "A square root is taken at the end. The mean squared error stops before that.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(np.abs(y_pred - y_true)),
        "This is the mean absolute error of the worked example. What happens to each error here instead?",
    ),
    Mistake(
        lambda y_true, y_pred: -np.mean((y_pred - y_true) ** 2),
        "The size is right, the sign is not. A mean of squares is never negative; where is the minus from?",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean((y_pred - y_true) ** 2) / 2,
        "This is half of it. In this course there is no factor of one half.",
    ),
    Mistake(
        lambda y_true, y_pred: (y_pred[0] - y_true[0]) ** 2,
        "Only the first sample counts here. Does a return stand inside the loop, and end it at the first item?",
    ),
    Mistake(
        lambda y_true, y_pred: (y_pred[0] - y_true[0]) ** 2 / len(y_true),
        "Only the first sample counts here. Does a return stand inside the loop, and end it at the first item?",
    ),
    Mistake(
        lambda y_true, y_pred: (y_pred[-1] - y_true[-1]) ** 2,
        "Only the last sample counts here. Does the loop replace its result instead of adding to it?",
    ),
    Mistake(
        lambda y_true, y_pred: (y_pred[-1] - y_true[-1]) ** 2 / len(y_true),
        "Only the last sample counts here. Does the loop replace its result instead of adding to it?",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_pred - y_true) ** 2,
        "The mean comes first here, and the square after it. Errors have canceled before they could be squared.",
    ),
    Mistake(
        lambda y_true, y_pred: (y_pred - y_true) ** 2,
        "This is one square for each sample. A loss is one number; what makes one of many?",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(2 * (y_pred - y_true)),
        "The errors are doubled and not squared. In Python, `* 2` doubles and `** 2` squares.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_pred**2 - y_true**2),
        "Predictions and truths are squared one by one here. First subtract, and then square the difference.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_true**2 - y_pred**2),
        "Predictions and truths are squared one by one here. First subtract, and then square the difference.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean(y_pred - y_true**2),
        "Only the truths are squared here. Parentheses around the difference make it the whole error.",
    ),
    Mistake(
        lambda y_true, y_pred: np.mean((y_pred[:, None] - y_true) ** 2),
        "Every prediction is compared with every truth here: shapes (n, 1) and (n,) give n times n errors. Compare"
        " each prediction with its own truth alone.",
    ),
    Mistake(
        lambda y_true, y_pred: np.sum((y_pred - y_true) ** 2) / 2 * len(y_true),
        "`/ 2 * m` divides by 2 and then multiplies by m. Divide by the number of samples; in this course there is no"
        " factor of one half.",
    ),
    Mistake(
        lambda y_true, y_pred: np.sum((y_pred - y_true)[1:] ** 2) / len(y_true),
        SKIPS_FIRST,
    ),
    Mistake(lambda y_true, y_pred: np.mean((y_pred - y_true)[1:] ** 2), SKIPS_FIRST),
    Mistake(lambda y_true, y_pred: np.sum((y_pred - y_true)[:-1] ** 2) / len(y_true), SKIPS_LAST),
    Mistake(lambda y_true, y_pred: np.mean((y_pred - y_true)[:-1] ** 2), SKIPS_LAST),
    Mistake(
        lambda y_true, y_pred: np.sum((y_pred - y_true) ** 2) / 5,
        "This always divides by 5. Divide by the number of samples that are really there.",
    ),
    Mistake(
        lambda y_true, y_pred: np.sum((y_pred - y_true) ** 2) / (len(y_true) - 1),
        "This divides by one less than the number of samples. For a mean, divide by all of them.",
    ),
]

CHECK = FunctionCheck(
    right=_mean_squared_error,
    arguments=("y_true", "y_pred"),
    cases=CASES,
    mistakes=MISTAKES,
    returns="one number, the loss",
    confirmation=f"It gives the mean squared error on all {len(CASES)} tests.",
)

MSE_BLANK = Exercise(
    id="mse_blank",
    title="Fill in the blank: the mean squared error",
    check=CHECK,
    hints=[
        "Look at the worked example. Only what happens to each error is different.",
        "Each error is to be multiplied by itself. Do it for all of them at once, as NumPy can.",
        "In Python, `3 ** 2` is 9. The same sign works on an array.",
    ],
    starter="""
def squared_loss(y_true, y_pred):
    errors = y_pred - y_true
    squares = ...  # the square of each error
    return np.mean(squares)


lesson.check("mse_blank", squared_loss)
""",
    solution="""
def squared_loss(y_true, y_pred):
    errors = y_pred - y_true
    squares = errors**2
    return np.mean(squares)
""",
    explanation="A power acts on each number of an array, so one line squares all the errors.",
)

MSE = Exercise(
    id="mse",
    title="Write the mean squared error",
    check=CHECK,
    hints=[
        "Say it in three words, in the order in which they happen: subtract, square, take the mean.",
        "The difference of two arrays is an array with one error for each sample.",
        "`np.mean` takes the mean of an array. What goes into its parentheses?",
    ],
    starter="""
def mean_squared_error(y_true, y_pred):
    # Your code, in place of the dots. y_true and y_pred are NumPy arrays.
    ...


lesson.check("mse", mean_squared_error)
""",
    solution="""
def mean_squared_error(y_true, y_pred):
    return np.mean((y_pred - y_true) ** 2)
""",
    explanation="Subtract, square, take the mean: read it from the inside out.",
)

EXERCISES = {exercise.id: exercise for exercise in (MSE_BLANK, MSE)}
