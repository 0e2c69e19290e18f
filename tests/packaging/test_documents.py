"""What README.md, CONTRIBUTING.md and make's own list say is there, is there."""

import re
import subprocess

import pytest

from lessons import LESSONS

LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")


def broken_links(path):
    """Return the links of a Markdown file that lead to no file."""
    targets = [target.split("#")[0] for target in LINK.findall(path.read_text(encoding="utf-8"))]
    return [target for target in targets if "://" not in target and not (path.parent / target).exists()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "lessons/README.md"])
def test_every_link_leads_to_a_file(root, name):
    assert broken_links(root / name) == []


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) [gone](gone.md) ![no picture](no.png) [away](https://example.org)")
    assert broken_links(page) == ["gone.md", "no.png"]


def test_the_readme_leads_to_every_notebook(root):
    linked = set(re.findall(r"\(notebooks/(\w+\.ipynb)\)", (root / "README.md").read_text(encoding="utf-8")))
    assert linked == {path.name for path in (root / "notebooks").glob("*.ipynb")}


@pytest.mark.parametrize("name", ["Makefile", "README.md"])
def test_the_course_is_opened_at_its_first_lesson(root, name):
    opened = set(re.findall(r"\bnotebooks/([\w.]+\.ipynb)$", (root / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert opened == {LESSONS[0].notebook}


def test_make_alone_lists_every_target(root):
    command = ["make", "--no-print-directory"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split()
    assert [line.split()[1] for line in listed.splitlines()] == phony


@pytest.mark.parametrize(
    ("version", "modules", "sentence"),
    [
        ("3.9.2", True, "needs Python 3.11 or newer, but"),
        ("3.12.1", False, "venv module is missing"),
        ("broken", True, "does not run here"),
        ("3.12.1", True, ""),
    ],
)
def test_a_python_that_will_not_do_gets_one_clear_sentence(root, tmp_path, version, modules, sentence):
    python = tmp_path / "python3"  # stands for a Python of that version, with or without the venv module
    major_minor = "".join(version.split(".")[:2])
    python.write_text(
        "#!/bin/sh\n"
        f"test {version} != broken || exit 127\n"
        f'case "$*" in *version_info*) test {major_minor} -ge 311;; *venv*) {str(modules).lower()};; '
        f"--version) echo Python {version};; esac\n"
    )
    python.chmod(0o755)
    script = ["sh", str(root / "tools/check_python.sh"), str(python)]
    checked = subprocess.run(script, capture_output=True, text=True)
    assert checked.returncode == (1 if sentence else 0)
    assert sentence in checked.stderr
    assert len(checked.stderr.splitlines()) == (1 if sentence else 0)
