"""Controls, a live figure and its sentence, tied together."""

import inspect
from collections.abc import Callable, Mapping

import ipywidgets

from utils.descent import History, history_of
from utils.drawing import Stage
from utils.explorers import state_line
from utils.explorers.drag import Drag
from utils.explorers.merged import Merged
from utils.explorers.pins import PIN, Pins
from utils.explorers.projector import join
from utils.explorers.remembered import Remembered
from utils.explorers.state_line import StateRow
from utils.widgets.controls import Problem, Scrubber, button, clear_problems, value_of
from utils.widgets.live_figure import LiveFigure
from utils.widgets.opener import Opener


class Explorer(ipywidgets.VBox):
    """An interactive figure: move a control, and the run is trained and drawn again at once.

    Parameters
    ----------
    controls : mapping of str to widget
        Each control by its key; anything with a ``value``. A :class:`~utils.widgets.controls.Scrubber`
        does not train again: it cuts the run that is there. A :class:`~utils.explorers.remembered.Remembered`
        has no place on the page.
    run : callable
        ``run(**values) -> result``: a `History`, or what has one; see `history_of`. Its argument names are
        the keys of the controls that it needs.
    stage : Stage
        The figure.
    describe : callable
        ``describe(result, **values) -> str`` says what the figure shows, with numbers.
    name : str
        What its state lines begin with.
    drag : Drag, optional
        What the pointer can drag. The same must be possible with a control, for the keyboard.
    actions : mapping of str to callable, optional
        More buttons: label and ``action(explorer)``, which may return a sentence to show.
    pin_label : callable, optional
        ``pin_label(**values) -> str`` adds the button that pins a run to the figure under this label.

    Attributes
    ----------
    controls, whole : dict
        The controls that are on the page; and with them what the figure remembers.
    result : History or object
        What is on show, up to the step on show.
    history : History
        Its run, or runs.
    sentence : str
        What the figure shows, in words.
    pins : Pins
        Earlier runs that stay on the figure, and their table.
    update : Merged
        Trains with the controls' values and shows the result; several changes at once run once.

    Notes
    -----
    The latest value always wins: a change that arrives while a run is being trained (from a callback or
    a link between controls) is merged with all that follow into one more run. An error is shown and raised again.
    """

    def __init__(
        self,
        controls: Mapping[str, ipywidgets.Widget],
        run: Callable[..., object],
        stage: Stage,
        describe: Callable[..., str],
        *,
        name: str | None = None,
        drag: Drag | None = None,
        actions: Mapping[str, Callable[["Explorer"], str | None]] | None = None,
        pin_label: Callable[..., str] | None = None,
    ):
        self.whole = dict(controls)
        self.controls = {key: one for key, one in self.whole.items() if not isinstance(one, Remembered)}
        self.stage, self.name = stage, name or run.__qualname__.partition(".")[0]
        self._run, self._describe, self._drag = run, describe, drag
        self.can_pin, self._pin_label = pin_label is not None, pin_label
        self._run_keys = list(inspect.signature(run).parameters)
        self._scrubbed = next((k for k, c in self.controls.items() if isinstance(c, Scrubber)), None)
        self._initial = {key: one.value for key, one in self.whole.items()}
        self._trained: tuple[dict, object] | None = None
        self.update = Merged(self._train_and_show)

        self.figure = LiveFigure(
            width=stage.width, height=stage.height, draggable=drag is not None, file_name=self.name
        )
        self.problem = Problem()
        self.problem.add_class("explorer-problem")
        self.buttons = {"Reset": button("Reset", "Set every control back to where it started")}
        self.buttons["Reset"].on_click(lambda _: self.reset())
        for label, action in (({} if pin_label is None else {PIN: Explorer.pin}) | dict(actions or {})).items():
            self._add_button(label, action)
        self.pins = Pins({key: self.controls[key] for key in self._run_keys})
        width = {"max_width": f"{self.figure.width}px"}  # where there is room, the controls stand in two columns
        columns = {"grid_template_columns": "repeat(auto-fit, minmax(330px, 1fr))"}
        self.control_grid = ipywidgets.GridBox(list(self.controls.values()), layout={**columns, **width})
        self.button_row = ipywidgets.HBox(list(self.buttons.values()), layout={"flex_flow": "row wrap"})
        self._followers: list[Callable[[], None]] = []
        self.state_row = StateRow(self)
        hint = "The state of this figure as a line of text"
        self.state_opener = self.add_part("State line", hint, self.state_row, self.state_row.show)
        rows = [self.control_grid, self.button_row, self.state_row, self.problem, self.figure, self.pins]
        super().__init__(rows)  # from top to bottom, in the order of the Tab key
        self.add_class("explorer")

        for control in self.controls.values():
            control.observe(lambda _: self.update(), "value")
        self.figure.observe(self.redraw, ["theme", "scale"])
        self.figure.observe(self._pointer_moved, "pointer")
        self.pins.observe(lambda _: self.update(), "pinned")
        self.update()
        join(self)

    @property
    def history(self) -> History:
        """The history of the result on show."""
        return history_of(self.result)

    @property
    def values(self) -> dict:
        """The value of every control, by its key."""
        return {key: value_of(control) for key, control in self.controls.items()}

    def set(self, **values) -> None:
        """Set several controls and run once.

        Raises
        ------
        ValueError
            If there is no control of that name.
        """
        for key in values:
            if key not in self.whole:
                raise ValueError(f"There is no control {key!r}; there are {', '.join(self.controls)}.")
        if values.keys() - self.controls.keys():  # what is remembered changes the run
            self._trained = None
        step = values.pop(self._scrubbed, None)
        with self.update.held():
            for key, value in values.items():
                self.whole[key].value = value
            if step is not None:
                with self.problem.shown():
                    self._train()  # a longer run has steps that the scrubber does not have yet
                self.controls[self._scrubbed].value = step
        if values or step is not None:
            self.update()

    def reset(self) -> None:
        """Set every control back to where it started."""
        clear_problems(self.controls.values())
        self.set(**self._initial)

    def run_again(self) -> None:
        """Run with the same values, because something else that ``run`` depends on has changed."""
        self._trained = None
        self.update()

    def pin(self) -> str | None:
        """Pin the run to the figure, to compare the next ones with it; return why not, if there is no room."""
        return self.pins.add(self._pin_label(**self.values), self._trained[1], self.state)

    @property
    def state(self) -> str:
        """Every control's value, and what is remembered, in one line: the same line gives the same picture."""
        return state_line.write(self.name, self.whole)

    def restore(self, line: str) -> str | None:
        """Show the state of a line; of a wrong one, change nothing and return what is wrong, in a sentence."""
        return state_line.restore(self, line)

    def on_shown(self, follow: Callable[[], None]) -> None:
        """Call a function whenever a result has been shown."""
        self._followers.append(follow)

    def add_part(self, label: str, hint: str, part: ipywidgets.Widget, show: Callable[[], None]) -> Opener:
        """Add a button that opens a part of the explorer; where it stands is up to whoever adds it.

        Parameters
        ----------
        label, hint : str
            What the button says, and what the part holds.
        part : widget
            As long as it is closed, it costs a slider's move nothing.
        show : callable
            ``show()`` brings the part up to date.
        """
        opener = Opener(label, hint, part)
        follow = lambda _=None: show() if opener.value else None  # noqa: E731
        opener.observe(follow, "value")
        self.on_shown(follow)
        self.button_row.children = [*self.button_row.children, opener]
        return opener

    def run_with(self, values: Mapping):
        """Return a result without showing it."""
        return self._run(**{key: values[key] for key in self._run_keys})

    def _add_button(self, label: str, action: Callable[["Explorer"], str | None]) -> None:
        def clicked(_):
            with self.problem.shown():
                answer = action(self)
            if answer:
                self.problem.say(answer)

        self.buttons[label] = button(label)
        self.buttons[label].on_click(clicked)

    def _train_and_show(self) -> None:
        with self.problem.shown():
            self._train()
            self._show()

    def _train(self) -> None:
        settings = {key: value_of(self.controls[key]) for key in self._run_keys}
        if self._trained is None or self._trained[0] != settings:
            self._trained = settings, self.run_with(settings)
        if self._scrubbed is not None and self.controls[self._scrubbed].max != self._trained[1].n_steps:
            with self.update.held():  # the scrubber follows the run's length, and is shown with it
                self.controls[self._scrubbed].max = self._trained[1].n_steps

    def _show(self) -> None:
        result = self._trained[1]
        if self._scrubbed is not None:
            result = result.at_step(min(self.controls[self._scrubbed].value, result.n_steps))
        self.result = result
        words = [self._describe(result, **self.values), *self.stage.notes(result)]
        self.sentence = " ".join(word for word in words if word)
        self.figure.show(*self.stage.frame(result, self.pins.kept), self.sentence)
        for follow in self._followers:
            follow()

    def redraw(self, _=None, **options) -> None:
        """Draw the figure anew if its size or its colors have changed; ``options`` as `Stage.configure` takes."""
        if self.stage.configure(theme=self.figure.theme, scale=self.figure.scale, **options):
            self.update()

    def _pointer_moved(self, change) -> None:
        if self._drag is not None and change["new"]:
            self.set(**self._drag.values_at(self.stage, self.controls, change["new"]))

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and for pages without a kernel its picture and its sentence."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        data |= {"text/plain": self.sentence, "image/png": self.stage.picture(self.result, self.pins.kept)}
        size = {"width": self.stage.width, "height": self.stage.height}
        return data, {"image/png": size}
