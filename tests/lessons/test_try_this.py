"""What a page says in answer to its own "Try this" is what its figure says when a learner tries it."""

import re

import nbformat
import pytest

from lessons import LESSONS
from tests.lessons.test_plan_walk import figures, read
from tools import notebooks

COSINE = "schedules_explorer | problem={} learning_rate=0.2 n_steps=200 schedule=cosine span=20"

SPIRAL = (
    "playground | data=spiral noise={0} train_share=0.7 n_layers={1} neurons=8,8,8,8 activation=tanh start=Glorot "
    "learning_rate=0.1 batch_size=10 n_epochs={2} random_state=0 neuron=output epoch={2}"
)
NEURONS = (
    "how_many_neurons | data={} hidden_layers=1 activation={} start=Glorot learning_rate={} n_epochs=100 n_seeds=5"
)

ANSWERS = {
    "gradient_descent": [
        ("one_parameter | start=4 learning_rate=0.1 n_steps=10 step=0", "The slope is 10,", "a slope of +10"),
        ("one_parameter | start=4 learning_rate=0.1 n_steps=10 step=0", "which is -1.", "an update of -1"),
        ("one_parameter | start=2 learning_rate=0.1 n_steps=10 step=10", "The slope there is 0.", "a slope of 0"),
        (
            "two_parameters | weight=5 bias=3 learning_rate=0.05 n_steps=100 step=100",
            "Converged: ",
            "From (5, 3) the run happens to start right across the valley",
        ),
        ("neuron_on_penguins | learning_rate=1 n_steps=300 step=300", "212 of 219 birds right", "7 rings are left"),
        (
            "neuron_on_penguins | learning_rate=1 n_steps=100 step=0",
            "151 of 219 birds right",
            "the 151 Adelies right",
        ),
    ],
    "learning_rate": [
        (
            "learning_rate_explorer | weight=-2 bias=5 learning_rate=0.1 n_steps=300",
            "Converged: ",
            "with 0.1 the path arrives from every corner of the map",
        ),
        ("overshoot_explorer | start=0.5 learning_rate=1 n_steps=15", "Bouncing: ", "The start does not matter"),
        (
            "overshoot_explorer | start=5 learning_rate=0.5 n_steps=15",
            "to the bottom by 0.",
            "0.5 is the highest rate",
        ),
        (
            "overshoot_explorer | start=5 learning_rate=0.51 n_steps=15",
            "on the other side",
            "0.5 is the highest rate",
        ),
        ("overflow_table | learning_rate=1 step=100", "became 44.7 times as large.", "here 44.7"),
        ("overflow_table | learning_rate=10 step=82", "the loss became inf at step 82.", "inf comes at step 82"),
        ("overflow_table | learning_rate=10 step=81", "became 5760 times as large", "5,760 times as large"),
        ("overflow_table | learning_rate=0.3 step=400", "to 1e+94,", "the loss is about 1e94"),
        (
            "two_valleys_explorer | start=3.6 learning_rate=0.0001 n_steps=6000",
            "Stuck: ",
            "after 6,000 steps it is stuck in the same narrow valley",
        ),
        ("two_valleys_explorer | start=3.6 learning_rate=0.01 n_steps=2000", "Stuck: ", "With 0.01 the run is stuck"),
        (
            "two_valleys_explorer | start=3.6 learning_rate=0.3 n_steps=1000",
            "w 2.81. Stuck: ",
            "With 0.3 a run stays in the narrow valley too",
        ),
        *(
            (f"two_valleys_explorer | start=3.6 learning_rate={rate} n_steps=1000", "w 0. Converged: ", words)
            for rate in (0.5, 0.8, 1, 3)
            for words in ["With 0.5, 0.8, 1 and 3 the steps are wide enough"]
        ),
        ("two_valleys_explorer | start=3.6 learning_rate=5 n_steps=1000", "became inf", "With 5 it diverges"),
    ],
    "choosing_a_learning_rate": [
        ("bisection_explorer | learning_rate=0.1 tries=0.1", "Learning rate 0.1 settles.", "0.1 settled"),
        ("bisection_explorer | learning_rate=1 tries=0.1,1", "Learning rate 1 explodes.", "1 exploded"),
        ("scale_explorer | stretch=10 standardized=no learning_rate=0.13", "= 0.00327.", "0.00327 instead of 0.26"),
        ("scale_explorer | stretch=10 standardized=no learning_rate=0.13", "became inf", "0.13 now ends in inf"),
        ("scale_explorer | stretch=10 standardized=no learning_rate=0.00163", "reached at step 164.", "at step 164"),
        ("scale_explorer | stretch=10 standardized=yes learning_rate=0.5", "reached at step 1.", "in one step"),
        ("penguins_side_by_side | learning_rate=0.5", "raw never, standardized at step 1.", "is there at step 1"),
        (
            "penguins_side_by_side | learning_rate=1.23e-05",
            "raw at step 19.5 million, standardized at step 190000.",
            "at step 19.5 million and at step 190000",
        ),
        ("penguins_side_by_side | learning_rate=0.01", "raw never, standardized at step 232.", "at step 232"),
        ("ritual | rounds=1", "0.01 is within 1 % at step 29.", "0.01 is fine, within 1 % at step 29"),
        ("ritual | rounds=2", "0.001 is within 1 % at step 299. 0.1 is within 1 % at step 2.", "takes 299 steps"),
        ("ritual | rounds=3", "0.0001 is unfinished, with an end loss of 12. 1 diverges.", "and 1 diverges"),
        ("ritual | rounds=4", "0.03 is within 1 % at step 9. 0.3 diverges.", "takes 9 steps and the second diverges"),
        ("ritual | rounds=5", "0.05 is within 1 % at step 5. 0.2 is within 1 % at step 4.", "take 5 and 4"),
        (
            "sweep_explorer | center=0.01 span=4 n_rates=41 n_steps=300 n_seeds=1",
            "Best is 0.126,",
            "moves from 0.126 to 0.2",
        ),
        (
            "sweep_explorer | center=0.01 span=4 n_rates=41 n_steps=300 n_seeds=5",
            "Best is 0.2,",
            "moves from 0.126 to 0.2",
        ),
    ],
    "a_neural_network": [
        (
            "one_neuron | data=xor learning_rate=8 n_steps=300 step=300",
            "160 of 300",
            "no rate and no number of steps",
        ),
        ("one_neuron | data=circles learning_rate=8 n_steps=300 step=300", "of 300 samples", "no rate and no number"),
        (
            "one_neuron | data=moons learning_rate=0.5 n_steps=100 step=100",
            "260 of 300 samples",
            "260 of 300 samples",
        ),
        (
            "one_neuron | data=moons learning_rate=8 n_steps=300 step=300",
            "268 of 300 samples",
            "268 at the lowest loss",
        ),
        (SPIRAL.format(0.1, 2, 100), "(51.1 % right). Guessing", "These two layers guess after 100 epochs"),
        (SPIRAL.format(0.1, 2, 300), "(76.7 % right)", "77 % after 300"),
        (SPIRAL.format(0.1, 3, 300), "(86.7 % right)", "With a third layer of eight it is 87 %"),
        (SPIRAL.format(0.05, 3, 300), "(97.8 % right)", "halve the noise: 98 %"),
        (NEURONS.format("circles", "tanh", 0.1), "Best: 8 neurons.", "at 0.1 they are not done"),
        (NEURONS.format("circles", "tanh", 0.1), "2 neurons 73 %", "about three of four right at every rate"),
        (NEURONS.format("circles", "tanh", 1), "2 neurons 72 %", "about three of four right at every rate"),
        (NEURONS.format("circles", "tanh", 1), "8 neurons 88 %", "at 1 the eight neurons fall back to 88 %"),
        (NEURONS.format("xor", "tanh", 0.3), "Best: 4 neurons and 8 neurons.", "eight do no better"),
        (NEURONS.format("circles", "linear", 0.3), "None is much better", "With linear all of them guess"),
    ],
    "what_people_say": [
        ("above_one | learning_rate=30", "within 1 % at step 5.", "is within 1 % at step 5"),
        ("above_one | learning_rate=3", "within 1 % at step 205.", "where 3 needs 205 steps"),
        ("above_one | learning_rate=100", "within 1 % at step 159.", "100 needs 159 steps"),
        ("above_one | learning_rate=300", "bouncing", "300 bounces"),
        ("wobble | shape=parabola learning_rate=0.99 n_steps=300", "the jumps shrink", "the jumps shrink"),
        ("wobble | shape=parabola learning_rate=1 n_steps=300", "this one rate jumps", "that is exactly 1"),
        ("wobble | shape=parabola learning_rate=1.01 n_steps=300", "grow without end", "they grow without end"),
        ("wobble | shape=V learning_rate=1.01 n_steps=300", "between -3.08 and 5", "1.01 between -3.08 and 5"),
        (
            "negative_rate | learning_rate=0.1 negative=yes",
            "+0.1: the loss rises at no step.",
            "the one with a plus",
        ),
        ("sum_or_mean | adds=sum learning_rate=0.005", "0.000876: diverging", "the 300 points diverge"),
        ("sum_or_mean | adds=sum learning_rate=0.0005", "0.000876: within 1 % at step 2.", "within 1 % at step 2"),
        ("sum_or_mean | adds=sum learning_rate=0.0005", "0.00867: within 1 % at step 19.", "only at step 19"),
        ("sum_or_mean | adds=mean learning_rate=0.1", "0.26: within 1 % at step 2.", "both are within 1 % at step 2"),
        ("range_test_explorer | low=1e-05 high=10 n_steps=100", "is lowest at 0.811", "0.811, is above the limit"),
        ("range_test_explorer | low=1e-05 high=10 n_steps=30", "fastest at the rate 0.0329", "fastest at 0.0329"),
        ("range_test_explorer | low=1e-05 high=10 n_steps=30", "lowest at 0.221", "0.221, happens to lie below"),
        ("range_test_explorer | low=1e-05 high=10 n_steps=500", "fastest at the rate 0.00182", "500, at 0.00182"),
        (
            COSINE.format("valley_with_steep_walls"),
            "With it, the loss became inf at step 5 and NaN",
            "cosine ends in NaN",
        ),
        (
            COSINE.format("line_with_squared_error"),
            "No schedule is needed here",
            "no schedule is needed",
        ),
    ],
}
"""By lesson: a state of a figure, what its sentence says then, and what the page says of it."""

CASES = [(name, *case) for name, cases in ANSWERS.items() for case in cases]


@pytest.fixture(scope="module")
def made():
    return {name: figures(read(name)) for name in ANSWERS}


def cells_of(name):
    listed = next(lesson for lesson in LESSONS if lesson.folder == name)
    return nbformat.read(notebooks.FOLDER / listed.notebook, 4).cells


def plain(text):
    return " ".join(re.sub(r"[*`]|\]\([^)]*\)|\[", "", text).split())


@pytest.mark.parametrize(("name", "state", "said", "answer"), CASES, ids=[f"{c[1]}: {c[3]}" for c in CASES])
def test_an_answer_of_the_page_is_what_its_figure_says(name, state, said, answer, made):
    figure = made[name][state.split(" |")[0]]
    figure.reset()
    assert figure.restore(state) is None and said in figure.sentence
    assert answer in plain(" ".join(cell.source for cell in cells_of(name) if cell.cell_type == "markdown"))


@pytest.mark.parametrize("schedule", ["step_decay", "1/t_decay", "cosine", "cosine_with_warm-up"])
def test_with_the_absolute_error_each_schedule_ends_thousands_of_times_closer(schedule, made):
    figure = made["what_people_say"]["schedules_explorer"]
    figure.reset()
    state = "problem=line_with_absolute_error learning_rate=0.2 n_steps=200"
    assert figure.restore(f"schedules_explorer | {state} schedule={schedule} span=20") is None
    assert float(re.search(r"it ends (\d+) times closer", figure.sentence)[1]) > 2000


@pytest.mark.parametrize("name", [lesson.folder for lesson in LESSONS])
def test_what_a_learner_is_told_to_try_has_its_answer_in_the_same_section(name):
    asked = None
    for cell in [*cells_of(name), nbformat.v4.new_markdown_cell("## The end")]:
        assert asked is None or not cell.source.startswith("## "), f"no answer to {asked}"
        if cell.cell_type == "markdown" and "**Try this**" in cell.source:
            assert asked is None
            asked = cell.source.partition("**Try this**")[2]
        elif re.match(r"(### |\*\*)What you saw", cell.source):
            asked = None
