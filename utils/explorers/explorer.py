"""Controls, a live figure and its sentence, tied together."""

import inspect
import math
from collections.abc import Callable, Iterator, Mapping

import ipywidgets

from utils.descent import History, history_of
from utils.drawing import LEAST_WIDTH, PROJECTED_HEIGHT, Stage
from utils.explorers import state_line
from utils.explorers.drag import Drag, Pick
from utils.explorers.figure_first import parts_of, send_figures_first
from utils.explorers.live_run import SLICE_S, LiveRun, asked_by_the_page, drive, stop_on_interrupt
from utils.explorers.merged import Merged
from utils.explorers.one_thread import keep_to_one_thread
from utils.explorers.pins import PIN, RESULTS, Pins
from utils.explorers.projector import join
from utils.explorers.remembered import Remembered
from utils.explorers.state_line import StateRow
from utils.widgets.controls import Problem, Scrubber, button, clear_problems, value_of
from utils.widgets.live_figure import LiveFigure
from utils.widgets.opener import Opener
from utils.widgets.run_bar import RunBar
from utils.widgets.still import still

MANY_CONTROLS = 5
"""With more of them, less of a projected page is left for the figure."""
LOWER_PROJECTED_HEIGHT = PROJECTED_HEIGHT - 30


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
        the keys of the controls that it needs. It may be a generator of results that get better, or of
        :class:`~utils.explorers.live_run.SoFar`, which also says how far it has come.
    stage : Stage
        The figure.
    describe : callable
        ``describe(result, **values) -> str`` says what the figure shows, with numbers.
    name : str
        What its state lines begin with.
    drag : Drag or Pick, optional
        What the pointer can drag or choose. The same must be possible with a control, for the keyboard.
    actions : mapping of str to callable, optional
        More buttons: label and ``action(explorer)``, which may return a sentence to show.
    pin_label : callable, optional
        ``pin_label(**values) -> str`` adds the button that pins a run to the figure under this label.
    pin_results : mapping of str to callable, optional
        What the table of pinned runs says of each result: headings, and ``say(result) -> str``.

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

    A generator is driven in short slices when the page has asked for it: each result is shown as it comes, the
    kernel is free in between, and all that is left is dropped as soon as a control of the run moves. After half a
    second the page shows a progress bar with Cancel. When code asks (a cell, a test, a notebook that is executed
    to be stored), the run has gone to its end when the call returns, and its last result is shown.
    """

    _live: LiveRun | None = None

    def __init__(
        self,
        controls: Mapping[str, ipywidgets.Widget],
        run: Callable[..., object],
        stage: Stage,
        describe: Callable[..., str],
        *,
        name: str,
        drag: Drag | Pick | None = None,
        actions: Mapping[str, Callable[["Explorer"], str | None]] | None = None,
        pin_label: Callable[..., str] | None = None,
        pin_results: Mapping[str, Callable[..., str]] = RESULTS,
    ):
        keep_to_one_thread()
        self.whole = dict(controls)
        self.controls = {key: one for key, one in self.whole.items() if not isinstance(one, Remembered)}
        self.stage, self.name = stage, name
        self._run, self._describe, self._drag = run, describe, drag
        self.can_pin, self._pin_label = pin_label is not None, pin_label
        self._run_keys = list(inspect.signature(run).parameters)
        self._scrubbed = next((k for k, c in self.controls.items() if isinstance(c, Scrubber)), None)
        self._initial = {key: one.value for key, one in self.whole.items()}
        self._trained: tuple[dict, object] | None = None
        self._spare: tuple[dict, object] | None = None
        self.update = Merged(self._train_and_show)

        if len(self.controls) > MANY_CONTROLS:
            stage.projected_height = LOWER_PROJECTED_HEIGHT
        width, height = stage.extent
        self.figure = LiveFigure(
            width=width, height=height, least_width=LEAST_WIDTH, draggable=drag is not None, file_name=self.name
        )
        self.problem = Problem()
        self.problem.add_class("explorer-problem")
        self.buttons = {"Reset": button("Reset", "Set every control back to where it started")}
        self.buttons["Reset"].on_click(lambda _: self.reset())
        for label, action in (({} if pin_label is None else {PIN: Explorer.pin}) | dict(actions or {})).items():
            self._add_button(label, action)
        self.pins = Pins({key: self.controls[key] for key in self._run_keys}, pin_results)
        width = {"max_width": f"{stage.width}px"}  # where there is room, the controls stand in two columns
        columns = {"grid_template_columns": "repeat(auto-fit, minmax(min(330px, 100%), 1fr))"}
        self.control_grid = ipywidgets.GridBox(list(self.controls.values()), layout={**columns, **width})
        self.button_row = ipywidgets.HBox(list(self.buttons.values()), layout={"flex_flow": "row wrap"})
        self._followers: list[Callable[[], None]] = []
        self.state_row = StateRow(self)
        hint = "The state of this figure as a line of text"
        self.state_opener = self.add_part("State line", hint, self.state_row, self.state_row.show)
        self.run_bar = RunBar(self.cancel)  # beside the buttons: when it comes, the figure stays where it is
        buttons = ipywidgets.HBox([self.button_row, self.run_bar], layout={"flex_flow": "row wrap"})
        buttons.add_class("explorer-buttons")
        rows = [self.control_grid, buttons, self.state_row, self.problem, self.figure, self.pins]
        super().__init__(rows)  # from top to bottom, in the order of the Tab key
        self.add_class("explorer")

        for control in self.controls.values():
            control.observe(lambda _: self.update(), "value")
        self.figure.observe(self.redraw, ["theme", "scale", "room"])
        self.figure.observe(self._pointer_moved, "pointer")
        if self._scrubbed is not None:
            self.figure.observe(lambda c: self.controls[self._scrubbed].use_stills(c["new"]), "reduced_motion")
        self.pins.observe(lambda _: self.update(), "pinned")
        self.update()
        send_figures_first(parts_of(self))
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
            self._trained = self._spare = None
        step = values.pop(self._scrubbed, None)
        runs_anew = not values.keys().isdisjoint(self._run_keys)
        if runs_anew and self._live is not None and self._live.stopped:  # this time to its end
            self._drop()
        with self.update.held():
            for key, value in values.items():
                self.whole[key].value = value
            if step is not None:
                with self.problem.shown():
                    self._train(whole=True)  # a longer run has steps that the scrubber does not have yet
                self.controls[self._scrubbed].value = step
        if values or step is not None:
            self.update()

    def reset(self) -> None:
        """Set every control back to where it started."""
        clear_problems(self.controls.values())
        self.set(**self._initial)

    def run_again(self) -> None:
        """Run with the same values, because something else that ``run`` depends on has changed."""
        self._trained = self._spare = None
        self.update()

    def cancel(self, why: str = "Stopped") -> None:
        """End a run that is under way; what is on show stays, and the sentence says that it is not the whole run."""
        with self.update.held():
            if self._live is not None and self._live.going:
                self._live.stop(why)
                self._show_live()

    def pin(self) -> str | None:
        """Pin the run to the figure, to compare the next ones with it; return why not, if there is no room.

        Of a run that is under way, or was stopped, what is there so far is pinned, and the label says so.
        """
        label = self._pin_label(**self.values)
        if self._live is not None and self._live.words:
            label += f" (the first {self._live.percent})" if self._live.percent else " (a part)"
        return self.pins.add(label, self._trained[1], self.state)

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
        """Return the whole result of these values without showing it."""
        settings = {key: values[key] for key in self._run_keys}
        answer = self._run(**settings)
        if isinstance(answer, Iterator):
            run = LiveRun(answer)
            run.advance()
            answer = run.result
        self._spare = settings, answer  # whoever asks usually shows it next
        return answer

    def close(self) -> None:
        """Drop what is under way, and close the widget."""
        self._drop()
        super().close()

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
            try:
                self._train()
                self._show()
            finally:
                self._show_bar()

    def _settings(self) -> dict:
        return {key: value_of(self.controls[key]) for key in self._run_keys}

    def _train(self, *, whole: bool = False) -> None:
        """Train with the controls' values, if that has not been done: to the end, or as far as one slice goes."""
        settings, whole = self._settings(), whole or not asked_by_the_page()
        spare, self._spare = self._spare, None
        if self._trained is None or self._trained[0] != settings:
            self._drop()
            if spare is not None and spare[0] == settings:
                self._trained = spare
            elif isinstance(answer := self._run(**settings), Iterator):
                run = LiveRun(answer)
                run.advance(math.inf if whole else 0)  # to the first picture, which is to come within a frame
                self._trained, self._live = (settings, run.result), run
                if run.going:
                    stop_on_interrupt()
                    drive(lambda: self._go_on(run))
            else:
                self._trained = settings, answer
        elif whole and self._live is not None and self._live.going:
            try:
                self._live.advance()
            except BaseException:
                self._drop()
                raise
            self._trained = settings, self._live.result
        self._fit_scrubber()

    def _go_on(self, run: LiveRun) -> bool:
        """Take the next slice of a live run, and return whether more are to come."""
        with self.update.held():
            if self._live is not run or not run.going:  # dropped or stopped meanwhile
                return False
            try:
                run.advance(SLICE_S)
            except KeyboardInterrupt:
                run.stop("Interrupted")
            except Exception as error:
                self._drop()
                self._show_bar()
                self.problem.say(str(error) or type(error).__name__)
                raise
            is_latest = self._trained[0] == self._settings()
            self._trained = self._trained[0], run.result
            if is_latest and run.is_due:
                self._show_live()
        if not is_latest:  # the run itself has moved a control
            self.update()
        return run.going

    def _show_live(self) -> None:
        self._fit_scrubber()
        self._show()
        self._show_bar()

    def _drop(self) -> None:
        """Take no more of a run; if it is not whole, what is there of it is never shown again as the run."""
        if self._live is not None and not self._live.whole:
            self._live.stop()
            self._trained = self._trained and (None, self._trained[1])
        self._live = None

    def _show_bar(self) -> None:
        """Say how far a run has come: after its picture, and in one message where it takes another one's place."""
        live = self._live
        if live is not None:
            live.was_shown()
        self.run_bar.show(live.number if live and live.going else 0, live and live.share)

    def _fit_scrubber(self) -> None:
        """Let the scrubber follow the run's length; while that still grows, it only ever gets longer."""
        if self._scrubbed is None:
            return
        scrubber, n_steps = self.controls[self._scrubbed], self._trained[1].n_steps
        if self._live is not None and self._live.going:
            n_steps = max(n_steps, scrubber.max)
        if scrubber.max != n_steps:
            with self.update.held():  # it is shown with the run
                scrubber.max = n_steps

    def _show(self) -> None:
        result, live = self._trained[1], self._live
        if self._scrubbed is not None:
            result = result.at_step(min(self.controls[self._scrubbed].value, result.n_steps))
        self.result = result
        so_far = "" if live is None else live.words
        words = [self._describe(result, **self.values), *self.stage.notes(result), so_far]
        self.sentence = " ".join(word for word in words if word)
        frame = self.stage.frame(result, self.pins.kept)
        self.figure.show(*frame, self.sentence, size=self.stage.extent)
        for follow in self._followers:
            follow()

    def redraw(self, _=None, **options) -> None:
        """Draw the figure anew if its size or its colors have changed; ``options`` as `Stage.configure` takes."""
        room = self.figure.room or None  # 0: the page has not told it yet
        if self.stage.configure(theme=self.figure.theme, scale=self.figure.scale, room=room, **options):
            self.update()

    def _pointer_moved(self, change) -> None:
        if self._drag is not None and change["new"]:
            self.set(**self._drag.values_at(self.stage, self.controls, change["new"]))

    def _repr_mimebundle_(self, **kwargs):
        """The widget, and for pages without a kernel its picture and its sentence."""
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        shown, metadata = self.stored(self.sentence)
        return data | shown, metadata

    def stored(self, words: str) -> tuple[dict, dict]:
        """Return the figure as pages without a kernel show it, with words of somebody's own below it."""
        return still(self.stage.picture(self.result, self.pins.kept), words, self.stage.extent[0])
