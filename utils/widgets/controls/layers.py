"""The layers of a network: how many neurons each has, and which of them is chosen."""

import re
from collections.abc import Sequence

import ipywidgets
import traitlets

from utils.widgets.controls.plain import LABEL, WIDE

MOST_NEURONS = 16
OUTPUT = "output"


class Neurons(ipywidgets.HBox):
    """The neurons of each hidden layer: a small slider for each, and those of layers that are not there are hidden.

    Parameters
    ----------
    value : sequence of int
        Of as many layers as there can be, each from 1 to `MOST_NEURONS`.
    n_layers : IntSlider
        How many layers there are.

    Attributes
    ----------
    value : tuple of int
        Also of the layers that are hidden, which come back as they were.
    description : str
    """

    value = traitlets.Tuple()
    description = "neurons"

    def __init__(self, value: Sequence[int], n_layers: ipywidgets.IntSlider):
        self._following = False
        self.sliders = [
            ipywidgets.IntSlider(
                value=number, min=1, max=MOST_NEURONS, description=f"layer {layer}",
                style={"description_width": "46px"}, layout={"flex": "1 1 0", "width": "auto", "min_width": "0"},
            )
            for layer, number in enumerate(value, start=1)
        ]  # fmt: skip
        label = ipywidgets.Label("neurons:", layout={"flex": "0 0 auto"})
        super().__init__([label, *self.sliders], layout={"width": WIDE})
        self.add_class("neurons-of-layers")
        self.add_class("wide-control")
        self.value = tuple(value)
        for slider in self.sliders:
            slider.observe(self._slider_moved, "value")
        n_layers.observe(lambda change: self._show_layers(change["new"]), "value")
        self._show_layers(n_layers.value)

    @property
    def word(self) -> str:
        """The numbers as one word of a state line."""
        return ",".join(map(str, self.value))

    @property
    def in_use(self) -> str:
        """The numbers of the layers that there are, for a table."""
        shown = [slider.value for slider in self.sliders if slider.layout.visibility != "hidden"]
        return "-".join(map(str, shown)) or "none"

    def read(self, text: str) -> tuple[int, ...]:
        """Return the numbers of a text.

        Raises
        ------
        ValueError
            With one sentence, if they are not as many, or not such numbers.
        """
        numbers = tuple(int(part) for part in text.split(",") if re.fullmatch(r"[0-9]{1,2}", part))
        if len(numbers) != len(self.sliders) or not all(1 <= number <= MOST_NEURONS for number in numbers):
            example = ",".join(["8"] * len(self.sliders))
            raise ValueError(f"Here it is {len(self.sliders)} numbers from 1 to {MOST_NEURONS}, such as {example}.")
        return numbers

    def _slider_moved(self, _) -> None:
        if not self._following:
            self.value = tuple(slider.value for slider in self.sliders)

    @traitlets.observe("value")
    def _value_changed(self, change) -> None:
        self._following = True
        try:
            for slider, number in zip(self.sliders, change["new"], strict=True):
                slider.value = number
        finally:
            self._following = False

    def _show_layers(self, n_layers: int) -> None:
        for number, slider in enumerate(self.sliders):
            slider.layout.visibility = "visible" if number < n_layers else "hidden"


class NeuronChoice(ipywidgets.HBox):
    """A menu with the output and every hidden neuron.

    Parameters
    ----------
    n_layers : IntSlider
        How many layers there are.
    neurons : Neurons
        How many neurons each has.
    label : str
        What the menu is called.

    Attributes
    ----------
    value : str
        "output", or layer and neuron, such as "2.5". If the network loses this neuron, it is "output" again.
    place : (int, int) or None
        The same as numbers, from 1; None for the output.
    """

    value = traitlets.Unicode(OUTPUT)

    def __init__(self, n_layers: ipywidgets.IntSlider, neurons: Neurons, label: str = "show large"):
        self.description = label
        self._n_layers, self._neurons = n_layers, neurons
        self.menu = ipywidgets.Dropdown(description=label, style=LABEL, layout={"width": "100%"})
        super().__init__([self.menu], layout={"width": WIDE})
        self._offer()
        self.menu.observe(self._chosen, "value")
        for part in (n_layers, neurons):
            part.observe(lambda _: self._offer(), "value")

    @property
    def word(self) -> str:
        """The choice as one word of a state line."""
        return self.value

    @property
    def place(self) -> tuple[int, int] | None:
        """Hidden layer and neuron, from 1; None for the output."""
        return None if self.value == OUTPUT else tuple(map(int, self.value.split(".")))

    def read(self, text: str) -> str:
        """Return the choice that a text stands for, of the largest network.

        Raises
        ------
        ValueError
            With one sentence, if it is none.
        """
        found = re.fullmatch(r"([1-9])\.([1-9][0-9]?)", text)
        if text != OUTPUT and not (
            found and int(found[1]) <= len(self._neurons.sliders) and int(found[2]) <= MOST_NEURONS
        ):
            raise ValueError("Here it is output, or a layer and a neuron, such as 2.5.")
        return text

    @traitlets.validate("value")
    def _in_the_network(self, proposal) -> str:
        return proposal["value"] if proposal["value"] in self._values else OUTPUT

    @property
    def _values(self) -> list[str]:
        return [value for _, value in self.menu.options]

    def _offer(self) -> None:
        sizes = self._neurons.value[: self._n_layers.value]
        hidden = [(k, number) for k, size in enumerate(sizes, start=1) for number in range(1, size + 1)]
        options = [("the output", OUTPUT), *((f"layer {k}, neuron {n}", f"{k}.{n}") for k, n in hidden)]
        if list(self.menu.options) == options:
            return
        chosen = self.value if self.value in [value for _, value in options] else OUTPUT
        self._offering = True  # new options choose the first of them for a moment
        with self.menu.hold_sync():
            self.menu.options = options
            self.menu.value = chosen
        self._offering = False
        self.value = chosen

    def _chosen(self, change) -> None:
        if not self._offering:
            self.value = change["new"]

    @traitlets.observe("value")
    def _value_changed(self, change) -> None:
        if self.menu.value != change["new"]:
            self.menu.value = change["new"]
