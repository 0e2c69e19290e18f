"""What went wrong, said on the page and raised again."""

import html
from contextlib import contextmanager

import ipywidgets


class Problem(ipywidgets.HTML):
    """A line of bold text that takes no room while all is well."""

    def __init__(self):
        super().__init__("", layout={"display": "none"})

    @contextmanager
    def shown(self):
        """Show an error on the page and raise it again; clear the last one if there is none."""
        try:
            yield
        except Exception as error:
            self.say(str(error) or type(error).__name__)
            raise
        self.say("")

    def say(self, sentence: str) -> None:
        """Put a sentence in place of the last one; an empty one takes no room."""
        if sentence or self.value:
            self.value = f'<p role="alert"><b>{html.escape(sentence)}</b></p>' if sentence else ""
            self.layout.display = None if sentence else "none"
