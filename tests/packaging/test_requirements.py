"""pyproject.toml, environment.yml and constraints.txt say the same."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MACHINES = [
    {
        "python_version": python,
        "python_full_version": python + ".9",
        "sys_platform": platform,
        "os_name": os_name,
    }
    for python in ("3.11", "3.12", "3.13")
    for platform, os_name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+( ; .+)?")
MODULES = {"sklearn": "scikit-learn"}  # what gives a module, where it is not installed and has another name
USE_EXTRA = {
    "bench": re.compile(r"tests/benchmarks/.*|tools/losses_elsewhere\.py"),
    "search": re.compile(r"lessons/the_best_combination/tpe\.py"),
}  # fmt: skip
CONDA_FLOOR = re.compile(r"[a-z0-9-]+(>=[0-9.]+)?|python=3\.12")


def declared(root, *parts):
    """Return the requirements of pyproject.toml's runtime and test parts, and of other parts that are named."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][part] for part in ("test", *parts))]
    return [Requirement(line) for lines in lists for line in lines]


def floors(requirements):
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in requirements}


def conda_problems(text, wanted):
    """Return how an environment.yml differs from the floors in `wanted`; [] if it does not."""
    environment = yaml.safe_load(text)
    lines = environment["dependencies"]
    plain = [line for line in lines if isinstance(line, str)]
    pip_lists = [line["pip"] for line in lines if isinstance(line, dict) and list(line) == ["pip"]]
    problems = [f"not a floor: {line!r}" for line in plain if not CONDA_FLOOR.fullmatch(line)]
    if environment.get("channels") != ["conda-forge"]:
        problems.append("the only channel is conda-forge")
    if "python=3.12" not in plain:
        problems.append("python=3.12 is missing: of a range, Binder takes another Python")
    if "pip" not in plain or len(pip_lists) != 1 or len(plain) + 1 != len(lines):
        problems.append("one pip, and one list of what pip installs")
    from_pip = pip_lists[0] if pip_lists else []
    if from_pip[:1] != ["-e ."]:
        problems.append("pip installs the course itself first: -e .")
    packages = [line for line in plain if CONDA_FLOOR.fullmatch(line) and line not in ("pip", "python=3.12")]
    found = floors(Requirement(line) for line in [*packages, *from_pip[1:]])
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            problems.append(f"{name}: {found.get(name)} here, {wanted.get(name)} in pyproject.toml")
    return problems


def without_comments(text):
    """A comment in the wrong place makes broken YAML loud; without it, some mistakes pass silently."""
    return re.sub(r"(?m)^ *#.*\n| +#.*$", "", text)


def test_conda_gives_what_pip_gives(root):
    text = (root / "environment.yml").read_text(encoding="utf-8")
    assert conda_problems(text, floors(declared(root))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- numpy>=2.4\n", "- numpy>=2.3\n"),
        ("- matplotlib>=3.10.7\n", "# - matplotlib>=3.10.7\n"),
        ("- pip:\n", "- pip\n"),
        ("- -e .", "- ."),
        ("- python=3.12\n", "- python>=3.12\n"),
        ("- python=3.12\n", "- python=3.12.*\n"),
        ("- conda-forge", "- conda-forge\n  - defaults"),
        ("- playwright>=1.49", "- playwright"),
        ("- ruff>=0.9", "- ruff>=0.9\n  - scipy>=1.10"),
    ],
)
def test_a_broken_environment_is_found(root, old, new):
    text = without_comments((root / "environment.yml").read_text(encoding="utf-8"))
    assert text.count(old) == 1
    assert conda_problems(text.replace(old, new), floors(declared(root))) != []


def pin_problems(text, requirements):
    """Return how the pins of a constraints file fail the requirements; [] if they do not."""
    lines = text.splitlines()
    problems = [f"not name==version: {line!r}" for line in lines if not PIN.fullmatch(line)]
    pins = [Requirement(line) for line in lines if PIN.fullmatch(line)]
    for requirement in requirements:
        same = [pin for pin in pins if canonicalize_name(pin.name) == canonicalize_name(requirement.name)]
        for machine in MACHINES:
            where = f"Python {machine['python_version']} on {machine['sys_platform']}"
            versions = [str(pin.specifier)[2:] for pin in same if not pin.marker or pin.marker.evaluate(machine)]
            if len(versions) != 1:
                problems.append(f"{requirement.name} has {len(versions)} pins for {where}")
            elif versions[0] not in requirement.specifier:
                problems.append(f"{requirement.name}=={versions[0]} is below its floor for {where}")
    return problems


def test_every_requirement_is_pinned_for_every_machine(root):
    assert pin_problems((root / "constraints.txt").read_text(encoding="utf-8"), declared(root)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "numpy==2.3.9",
        "numpy==2.5.5 ; python_full_version >= '3.12'",
        "numpy>=2.5.5",
        "numpy==2.5.5\nnumpy==2.4.6 ; sys_platform == 'win32'",
        "numpy==2.5.5\nextra @ https://example.org/extra-1.0-py3-none-any.whl",
        "--index-url https://example.org/simple\nnumpy==2.5.5",
        "numpy==2.5.5 --hash=sha256:0123",
    ],
)
def test_a_broken_pin_is_found(text):
    assert pin_problems(text, [Requirement("numpy>=2.4")]) != []


def test_every_package_that_is_imported_is_declared(root):
    providers = packages_distributions()
    own = {"utils", "lessons", "tests", "tools"}
    for path in [path for folder in own for path in (root / folder).rglob("*.py")]:
        extras = [extra for extra, users in USE_EXTRA.items() if users.fullmatch(path.relative_to(root).as_posix())]
        names = {canonicalize_name(requirement.name) for requirement in declared(root, *extras)}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module]
            for module in {module.split(".")[0] for module in modules} - own - sys.stdlib_module_names:
                provided_by = {
                    canonicalize_name(name) for name in providers.get(module, [MODULES.get(module, module)])
                }
                assert provided_by & names, f"{path.relative_to(root)} imports {module}"
