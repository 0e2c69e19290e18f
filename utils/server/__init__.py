"""An extension of the Jupyter server: what a kernel says is sent to the page at once.

By default, the computer holds back a small message until the one before it has been acknowledged, which can take
40 ms (Nagle's algorithm meets delayed acknowledgments: J. Nagle, RFC 896, 1984, and RFC 1122, 4.2.3.2). A slider's
move is answered by several small messages, so it would often wait for them. `make lab` and Binder (postBuild) switch
this on with `python -m utils.server`; without it everything works, only slower.

The same command takes away the busy sign that JupyterLab puts on the icon of the browser's tab. JupyterLab fetches a
picture for it whenever the kernel begins or ends something, so at each move of a slider: measured in a page that a
test drives, the way there and back took twice as long, and the tab grew by 45 kB each time.
"""

SETTING = "kernel_websocket_connection_class"
BUSY_ICON = "@jupyterlab/application-extension:faviconbusy"


def _jupyter_server_extension_points():
    return [{"module": "utils.server"}]


def _load_jupyter_server_extension(server_app):
    settings = server_app.web_app.settings
    settings[SETTING] = prompt(settings[SETTING])


def prompt(connection_class):
    """Return the same class of connections between page and kernel, but none of their messages is held back.

    Parameters
    ----------
    connection_class : type
        With ``websocket_handler`` and ``async connect()``, as Jupyter's own.
    """

    class PromptConnection(connection_class):
        async def connect(self):
            self.websocket_handler.set_nodelay(True)
            return await super().connect()

    return PromptConnection
