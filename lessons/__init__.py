"""What one lesson needs: a folder each, named as its notebook without the number. LESSONS lists them all."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

_utils = Path(find_spec("utils").origin or "")
if (
    _utils.resolve().parent != Path(__file__).resolve().parents[1] / "utils"
):  # Python takes what lies beside a notebook first
    raise ImportError(
        f"The file {_utils} hides a part of this course that is called utils, too. "
        f"Give it another name, such as my_{_utils.name}, and restart the kernel."
    )


@dataclass(frozen=True)
class ListedLesson:
    """A lesson as tables show it; nothing of it is imported before :meth:`load`.

    Parameters
    ----------
    number : int
        Its place in the course, from 0.
    folder : str
        Name of its folder in ``lessons``.
    title : str
        Also the heading of its notebook.
    minutes : int
        How long it takes, as its notebook and its plan say.
    finds_out : str
        What a learner finds out: a clause for the tables that learners see.
    can : str
        What a learner can do afterwards, for the teachers' table.

    Examples
    --------
    >>> LESSONS[1].numbered, LESSONS[1].notebook
    ('01 The loss function', '01_loss_function.ipynb')
    """

    number: int
    folder: str
    title: str
    minutes: int
    finds_out: str
    can: str

    @property
    def numbered(self) -> str:
        """The title with the number as file names have it."""
        return f"{self.number:02d} {self.title}"

    @property
    def heading(self) -> str:
        """The title with the number as a learner says it; the page that begins the course has none."""
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def notebook(self) -> str:
        """The name of its file in ``notebooks``."""
        return f"{self.number:02d}_{self.folder}.ipynb"

    def load(self):
        """Import the lesson, and return what its notebook imports as ``lesson``."""
        return import_module(f"lessons.{self.folder}").lesson


# The one list of lessons. `make notebooks` makes the tables of all pages from it.
LESSONS = (
    ListedLesson(
        0,
        "start_here",
        "Start here",
        10,
        finds_out="Whether everything works, and how a page is used",
        can="run a page, and predict before they look",
    ),
    ListedLesson(
        1,
        "loss_function",
        "The loss function",
        50,
        finds_out="How one number says how good a prediction is, and why lower is better",
        can="compute a loss, and say what it does and does not tell",
    ),
    ListedLesson(
        2,
        "gradient_descent",
        "Gradient descent",
        50,
        finds_out="How a model changes its parameters to make that number smaller",
        can="work out an update, and write the loop",
    ),
    ListedLesson(
        3,
        "learning_rate",
        "The learning rate",
        50,
        finds_out="What happens when the steps are too small, too large, or just right",
        can="tell too low from too high, and unfinished from stuck",
    ),
    ListedLesson(
        4,
        "choosing_a_learning_rate",
        "Choosing a learning rate",
        50,
        finds_out="How high the rate may be, and how to choose one for data that are new to you",
        can="compute the limit, and choose a rate for new data",
    ),
    ListedLesson(
        5,
        "what_people_say",
        "What people say about the learning rate",
        40,
        finds_out="Which sayings about it are true, and when a rate should change on the way",
        can="test a saying by an experiment, and write a schedule",
    ),
    ListedLesson(
        6,
        "a_neural_network",
        "A neural network",
        50,
        finds_out="What layers, neurons and their bends can do, and what else there is to choose",
        can="write the way forward and back, and test a choice over several seeds",
    ),
    ListedLesson(
        7,
        "the_best_combination",
        "The best combination",
        50,
        finds_out="What the batch size does, how all settings act together, and how to look for the best of them",
        can="choose a combination under a budget, and report it without fooling themselves",
    ),
)
