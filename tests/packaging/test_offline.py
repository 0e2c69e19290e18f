"""The course works without a network: nothing that a learner runs or opens is fetched from elsewhere."""

import json
import re

import pytest

from tools.import_rules import imported_names

FETCHING_MODULES = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "socket",
    "ftplib",
}
FETCHING_TEXT = re.compile(
    r"<script[^>]*\ssrc=|<link[^>]*\shref=|"  # a page's scripts and styles
    r"""(?:\bfrom|\bimport)\s*\(?\s*["'`]https?:|"""  # a JavaScript module
    r"""\b(?:fetch|loadtxt|genfromtxt|read_csv|url)\(\s*["'`]?https?:|"""
    r"@import\s|\bXMLHttpRequest\b|\bWebSocket\b|unpkg\.com|jsdelivr|cdnjs|googleapis"
)


def fetches(name, text):
    """Return what in a file would fetch something when it is run or opened."""
    found = [match.group().strip() for match in FETCHING_TEXT.finditer(text)]
    if name.endswith(".ipynb"):
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    if name.endswith((".py", ".ipynb")):
        for imported in imported_names(text):
            if any((imported + ".").startswith(module + ".") for module in FETCHING_MODULES):
                found.append(imported)
    return found


def test_nothing_is_fetched_at_run_time(root):
    files = [
        path
        for folder in ("notebooks", "lessons", "utils")
        for path in (root / folder).rglob("*")
        if path.suffix in (".ipynb", ".py", ".js", ".css", ".html") and ".ipynb_checkpoints" not in path.parts
    ]
    assert files
    found = {
        path.relative_to(root).as_posix(): fetches(path.name, path.read_text(encoding="utf-8")) for path in files
    }
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data.py", "from urllib.request import urlopen"),
        ("data.py", "from urllib import request"),
        ("data.py", "import requests"),
        ("data.py", 'np.loadtxt("https://example.org/points.csv")'),
        ("view.js", 'import * as d3 from "https://example.org/d3.js"'),
        ("view.js", 'const d3 = await import("https://example.org/d3.js")'),
        ("view.js", 'fetch("https://example.org/points.csv")'),
        ("view.css", "@import url('fonts.css');"),
        ("view.css", "background: url(https://example.org/a.png)"),
        ("page.html", '<script defer src="https://example.org/d3.js"></script>'),
        ("01.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": ["import requests"]}]})),
    ],
)
def test_a_planted_fetch_is_found(name, text):
    assert fetches(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data.py", '"""After Gorman et al. (2014), https://doi.org/10.1371/journal.pone.0090081"""'),
        ("data.py", "from urllib.parse import quote"),
        ("view.js", "const svg = 'http://www.w3.org/2000/svg';\nexport default { render };"),
    ],
)
def test_naming_an_address_is_not_fetching_it(name, text):
    assert fetches(name, text) == []
