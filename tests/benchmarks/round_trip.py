"""A message from the page to Python and back, and nothing else: the floor under every slider."""

import anywidget


class RoundTrip(anywidget.AnyWidget):
    """Gives the page ``window.roundTrip()``, which measures the milliseconds there and back."""

    _esm = """
    export default {
      render({ model, el }) {
        window.roundTrip = () => new Promise((resolve) => {
          const start = performance.now();
          const answered = () => {
            model.off("msg:custom", answered);
            resolve(performance.now() - start);
          };
          model.on("msg:custom", answered);
          model.send({});
        });
        el.textContent = "ready";
      },
    };
    """

    def __init__(self):
        super().__init__()
        self.on_msg(lambda widget, content, buffers: self.send({}))
