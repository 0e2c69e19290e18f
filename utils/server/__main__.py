"""Switch the extension on in this environment, and JupyterLab's busy icon off: `python -m utils.server`."""

import json
import sys
from pathlib import Path

from utils.server import BUSY_ICON, _jupyter_server_extension_points

jupyter = Path(sys.prefix) / "etc" / "jupyter"  # where Jupyter looks for such files

(point,) = _jupyter_server_extension_points()
file = jupyter / "jupyter_server_config.d" / "learning-rate-course.json"
file.parent.mkdir(parents=True, exist_ok=True)
file.write_text(json.dumps({"ServerApp": {"jpserver_extensions": {point["module"]: True}}}, indent=2) + "\n")

page = jupyter / "labconfig" / "page_config.json"
page.parent.mkdir(parents=True, exist_ok=True)
settings = json.loads(page.read_text()) if page.exists() else {}
settings.setdefault("disabledExtensions", {})[BUSY_ICON] = True
page.write_text(json.dumps(settings, indent=2) + "\n")
