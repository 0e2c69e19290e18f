"""What Binder would build from this repository, asked of its own builder, without Docker."""

import re
import shutil
import subprocess
import sys

import pytest


def dockerfile(folder):
    """Return what Binder's builder prints for a repository: its log and the Dockerfile."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return built.stderr + built.stdout


def problems_in(printed):
    """Return in what Binder's image would differ from the one that the course needs; [] if in nothing."""
    problems = []
    if "conda environment for python=3.12\n" not in printed:
        problems.append("not a conda environment with Python 3.12")
    copies, installs = printed.find("COPY --chown=0:0 src/ "), printed.find("env update ")
    if installs < 0 or '--file "environment.yml"' not in printed:
        problems.append("environment.yml is not installed")
    elif not 0 <= copies < installs:
        problems.append("environment.yml is installed before the course is copied, so `-e .` fails")
    return problems


@pytest.fixture
def repository(root, tmp_path):
    shutil.copy(root / "pyproject.toml", tmp_path)
    text = (root / "environment.yml").read_text(encoding="utf-8")
    (tmp_path / "environment.yml").write_text(text)
    shutil.copy(root / "postBuild", tmp_path)
    return tmp_path


def test_binder_builds_the_conda_environment_after_copying_the_course(repository):
    assert problems_in(dockerfile(repository)) == []


def test_binder_switches_the_server_extension_on_after_the_environment_stands(repository):
    printed = dockerfile(repository)
    assert printed.find("env update ") < printed.find("RUN ./postBuild")
    assert "python -m utils.server" in (repository / "postBuild").read_text()


def test_no_folder_hides_the_environment_from_binder(root):
    assert [name for name in ("binder", ".binder") if (root / name).exists()] == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- pip:\n", "- pip\n", "environment.yml is installed before the course is copied, so `-e .` fails"),
        ("- -e .", "- wheel", "environment.yml is installed before the course is copied, so `-e .` fails"),
        ("- python=3.12\n", "- python>=3.12\n", "not a conda environment with Python 3.12"),
        ("- python=3.12\n", "- python=3.11\n", "not a conda environment with Python 3.12"),
    ],
)
def test_a_broken_environment_is_found(repository, old, new, problem):
    path = repository / "environment.yml"
    text = re.sub(r"(?m)^ *#.*\n| +#.*$", "", path.read_text())  # comments would make some mistakes loud
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    assert problem in problems_in(dockerfile(repository))


def test_an_empty_binder_folder_is_found(repository):
    (repository / "binder").mkdir()
    assert "environment.yml is not installed" in problems_in(dockerfile(repository))
