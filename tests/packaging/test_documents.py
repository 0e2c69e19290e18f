"""What README.md, CONTRIBUTING.md and make's own list say is there, is there."""

import re
import subprocess

import pytest

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


def test_the_readme_lists_every_lesson_and_no_other(root):
    listed = re.findall(r"\(notebooks/(\w+\.ipynb)\)", (root / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))


def test_the_teachers_page_lists_every_lesson_with_its_plan(root):
    text = (root / "lessons" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[\d\d .*?\(\.\./notebooks/\d\d_(\w+)\.ipynb\).*\((\w+)/plan\.md\)", text, re.MULTILINE)
    lessons = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    assert listed == [(path.stem[3:], path.stem[3:]) for path in lessons]


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
