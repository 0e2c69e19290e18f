"""The exercises of this lesson, in which a schedule is written, and checks that know particular wrong ones."""

from utils.practice.exercises.exercise import Exercise
from utils.practice.exercises.function_check import FunctionCheck, Mistake

PEAK, HALF_AFTER, RISE = 0.2, 20, 10
STEPS = [(step,) for step in (0, 1, 9, 10, 20, 40, 199)]
RETURNS = "one number, the rate of this step"
ALWAYS_THE_PEAK = "The rate is 0.2 at every step. Where does `step` come in?"

DECAY = Exercise(
    id="decay_blank",
    title="Fill in the blank: 1/t decay",
    check=FunctionCheck(
        right=lambda step: PEAK / (1 + step / HALF_AFTER),
        arguments=("step",),
        cases=STEPS,
        mistakes=[
            Mistake(
                lambda step: PEAK / (1 + step), "This halves the rate at step 1 already. It should take 20 steps."
            ),
            Mistake(
                lambda step: PEAK / (1 + step // HALF_AFTER),
                "This rate stays for 20 steps, and then jumps: `//` drops the rest. It should fall at every step.",
            ),
            Mistake(
                lambda step: PEAK / (1 + step * HALF_AFTER),
                "At step 1 hardly any of the rate is left. Does the 20 make the step larger or smaller?",
            ),
            Mistake(
                lambda step: PEAK / (1 + HALF_AFTER),
                "The rate is the same at every step. Where does `step` come in?",
            ),
            Mistake(
                lambda step: PEAK / (1 + PEAK * step / HALF_AFTER),
                "The 0.2 counts twice here. It stands above the fraction bar already.",
            ),
            Mistake(
                lambda step: PEAK / (1 + step / (2 * HALF_AFTER)),
                "At step 20 more than half is left. Which number in the blank makes 0.2 / (1 + ...) half of 0.2?",
            ),
        ],
        returns=RETURNS,
        confirmation="At step 20 half is left, at step 40 a third, and the rate never reaches 0.",
    ),
    hints=[
        "At step 0 the rate should be 0.2. So what must be in the blank at step 0?",
        "At step 20 the rate should be 0.1. What must be in the blank then?",
        "Something that is 0 at step 0, 1 at step 20, and 2 at step 40: divide.",
    ],
    starter="""
# The rate begins at 0.2, and falls like 1/t: half of it is left at step 20, a third at step 40.
def decay(step):
    return 0.2 / (1 + ...)


lesson.check("decay_blank", decay)
""",
    solution="""
def decay(step):
    return 0.2 / (1 + step / 20)
""",
    explanation="`inverse_time_decay(0.2, halved_after=20)` makes the same function.",
)

WARM_UP = Exercise(
    id="warm_up",
    title="Write a warm-up",
    check=FunctionCheck(
        right=lambda step: min(PEAK, PEAK * (step + 1) / RISE),
        arguments=("step",),
        cases=STEPS,
        mistakes=[
            Mistake(
                lambda step: min(PEAK, PEAK * step / RISE),
                "At step 0 this rate is 0, so that step goes nowhere. Steps count from 0; the first rate is 0.02.",
            ),
            Mistake(
                lambda step: PEAK * (step + 1) / RISE,
                "This rate rises forever. From step 9 on it should stay at 0.2.",
            ),
            Mistake(
                lambda step: PEAK * step / RISE,
                "This rate begins at 0 and rises forever. It should begin at 0.02, and stay at 0.2 from step 9 on.",
            ),
            Mistake(
                lambda step: max(PEAK, PEAK * (step + 1) / RISE),
                "Here the larger one of two numbers wins. The rate should never be above 0.2.",
            ),
            Mistake(lambda step: PEAK, ALWAYS_THE_PEAK),
            Mistake(
                lambda step: PEAK if step >= RISE - 1 else PEAK / RISE,
                "The rate jumps from 0.02 to 0.2. It should rise a little at every step.",
            ),
            Mistake(
                lambda step: PEAK * (step + 1) / RISE if step < RISE else 0.0,
                "After step 9 the rate is 0, and training stands still. It should stay at 0.2.",
            ),
            Mistake(
                lambda step: PEAK * (step + 1) / RISE if step < RISE else PEAK / RISE,
                "After step 9 the rate falls back to 0.02. It should stay at 0.2.",
            ),
            Mistake(
                lambda step: min(1.0, (step + 1) / RISE),
                "This rises to 1. Its peak should be 0.2.",
            ),
        ],
        returns=RETURNS,
        confirmation="It rises in ten equal parts and then stays: short steps first, and then the full rate.",
    ),
    hints=[
        "Write down the rates of steps 0, 1, 2 and 9 first: 0.02, 0.04, 0.06 and 0.2.",
        "The rate of a step is 0.02 times something. At step 0 that something is 1.",
        "From step 9 on it is 0.2. An `if` does that; so does `min`, which returns the smaller one of two numbers.",
    ],
    starter="""
# The rate rises in equal parts: 0.02 at step 0, 0.04 at step 1, 0.2 at step 9. There it stays.
def warm_up(step):
    # Your code, in place of the dots.
    ...


lesson.check("warm_up", warm_up)
""",
    solution="""
def warm_up(step):
    return min(0.2, 0.02 * (step + 1))
""",
    explanation="After a warm-up, a rate may stay or fall: such parts can be put together as you like.",
)

EXERCISES = {exercise.id: exercise for exercise in (DECAY, WARM_UP)}
