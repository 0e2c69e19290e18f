"""The rules that every notebook of the course keeps; tools/notebooks.py applies them."""

import ast
import re

MOST_LINES = 12
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
MACHINE_PATH = re.compile(r"(?<![\w./:])/(?:home|Users|root|tmp|var|opt|usr|private|work|mnt)/\S|\b[A-Z]:\\+Users")
# `code`, fenced code and $math$ may hold a "<"; what is left may not hold a tag.
NOT_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.DOTALL)
TAG = re.compile(r"<!--|</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")  # its letters can look like a path
HTML_NAMES = {"HTML", "Javascript", "display_html", "display_javascript"}
BARE_INTERACT = {"interact", "interact_manual"}


def problems_in(notebook):
    """Return one sentence for each rule that a cell breaks, with the cell's number (the first is 0)."""
    problems, expected_count = [], 0
    for number, cell in enumerate(notebook.cells):
        found = []
        if cell.cell_type == "code":
            expected_count += 1
            found += _in_code(cell.source) + _in_outputs(cell.outputs)
            if cell.execution_count is None:
                found.append("was not run, so nothing checks it (run `make notebooks`)")
            elif cell.execution_count != expected_count:
                found.append(f"has the execution count {cell.execution_count}, not {expected_count}")
        elif TAG.search(NOT_PROSE.sub("", cell.source)):
            found.append("has HTML; Markdown is enough")
        if MACHINE_PATH.search(cell.source):
            found.append("names a path of one machine")
        problems += [f"cell {number} {problem}" for problem in found]
    return problems


def _in_code(source):
    if not source.strip():
        return ["is empty"]
    found = []
    if (lines := source.count("\n") + 1) > MOST_LINES:
        found.append(f"has {lines} lines of code, more than {MOST_LINES}")
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return [*found, "is not plain Python (no magics such as %matplotlib, no shell commands)"]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {node.name.split(".")[-1] for node in nodes if isinstance(node, ast.alias)}
    if names & BARE_INTERACT:
        found.append("uses a bare interact; an explorer belongs in lessons/")
    if names & HTML_NAMES:
        found.append("writes HTML, CSS or JavaScript; a widget belongs in utils/widgets")
    return found


def _in_outputs(outputs):
    found = []
    for output in outputs:
        if output.output_type == "error":
            found.append(f"ended in an error: {output.ename}: {output.evalue}")
            continue
        if output.output_type == "stream" and output.name == "stderr":
            found.append(f"has a warning in its output: {output.text.strip().splitlines()[0]}")
        text = "\n".join(_texts(output))
        if ADDRESS.search(text):
            found.append("shows a memory address, which changes with every run")
        if MACHINE_PATH.search(text):
            found.append("shows a path of one machine")
    return found


def _texts(output):
    if output.output_type == "stream":
        yield output.text
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/") and isinstance(value, str):
            yield PICTURE.sub("", value)
