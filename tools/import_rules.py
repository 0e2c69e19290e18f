"""The direction of imports.

notebooks -> lessons -> utils.practice -> utils.explorers -> { utils.widgets, utils.drawing } -> utils.descent
"""

import ast
import json
import sys
from pathlib import Path

MOST_LINES = 400
# What each layer may import of the course, and of other packages (None: whatever is installed).
LAYERS = {
    "utils.server": ({"utils.server"}, set()),
    "utils.descent": ({"utils.descent"}, {"numpy"}),
    "utils.drawing": ({"utils.drawing", "utils.descent"}, {"numpy", "matplotlib", "contourpy", "PIL"}),
    "utils.widgets": ({"utils.widgets", "utils.descent"}, None),
    "utils.explorers": ({"utils.explorers", "utils.widgets", "utils.drawing", "utils.descent"}, None),
    "utils.practice": ({"utils"}, None),
    "lessons": ({"utils"}, None),
    "notebooks": ({"utils", "lessons"}, None),
}
NEVER = {"utils.drawing": {"matplotlib.pyplot", "pylab"}}


def problems_in(root):
    """Return one sentence for each import that runs the wrong way, and each module that grew too long."""
    problems = []
    for path in sorted([*root.glob("utils/**/*.py"), *root.glob("lessons/**/*.py")]):
        module = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        source = path.read_text(encoding="utf-8")
        if (lines := source.count("\n")) > MOST_LINES:
            problems.append(f"{module} has {lines} lines, more than {MOST_LINES}")
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        problems += _wrong_imports(module, source, package)
    for path in sorted([*root.glob("notebooks/*.ipynb"), *root.glob("lessons/**/*.ipynb")]):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        problems += _wrong_imports(f"notebooks.{path.stem}", source, "notebooks")
    return problems


def imported_names(source, package=""):
    """Yield the full name of everything imported in `source`, wherever it stands; relative ones resolved."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parts, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _wrong_imports(module, source, package):
    layer = next((name for name in LAYERS if _inside(module, name)), None)
    if layer is None:  # utils/__init__.py stands for no layer, so it imports none
        course, others = set(), set()
    else:
        course, others = LAYERS[layer]
    if layer == "lessons" and module.count("."):
        course = course | {".".join(module.split(".")[:2])}  # its own folder
    for name in imported_names(source, package):
        top = name.split(".")[0]
        if top in ("utils", "lessons", "notebooks", "tests", "tools"):
            allowed = any(_inside(name, permitted) for permitted in course)
        else:
            allowed = others is None or top in others or top in sys.stdlib_module_names
        if any(_inside(name, forbidden) for forbidden in NEVER.get(layer, ())):
            allowed = False
        if not allowed:
            yield f"{module} imports {name}"


def _inside(name, package):
    return name == package or name.startswith(package + ".")


if __name__ == "__main__":
    found = problems_in(Path(__file__).resolve().parent.parent)
    print("\n".join(found), file=sys.stderr)
    sys.exit(bool(found))
