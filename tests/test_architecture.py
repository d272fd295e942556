"""The rooms of newslab stand on floors: each imports from lower floors only, and the entrance is light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "newslab"

FLOORS = {
    "__init__": 5,
    "charts": 4,
    "similarity": 3,
    "framing": 3,
    "comparison": 3,
    "concordance": 3,
    "voices": 3,
    "echoes": 3,
    "corpus": 2,
    "lexicon": 2,
    "names": 2,
    "readers": 1,
    "tokens": 1,
    "statistics": 0,
    "checks": 0,
}


def room_of(path):
    """The room a file belongs to: its own name, or the folder's where a room is a folder."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_rooms(source, *, package):
    """The rooms that a source file of `package` imports, also those imported inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            modules = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for module in modules:
            top, _, rest = module.partition(".")
            if top == "newslab":
                room = rest.split(".")[0]
                yield room if room in FLOORS else "__init__"


@pytest.mark.parametrize(
    ("line", "rooms"),
    [
        ("import newslab", ["__init__"]),
        ("import newslab.tokens", ["tokens"]),
        ("from newslab.tokens import tokenize", ["tokens"]),
        ("from newslab import checks, charts", ["checks", "charts"]),
        ("from newslab import load_sample", ["__init__"]),
        ("from .tokens import tokenize", ["tokens"]),
        ("from . import checks", ["checks"]),
        ("def f():\n    from newslab.charts import plot_map", ["charts"]),
        ("import numpy", []),
    ],
)
def test_imports_are_seen_however_they_are_written(line, rooms):
    assert list(imported_rooms(line, package="newslab")) == rooms


def test_imports_are_seen_from_within_a_folder():
    assert list(imported_rooms("from .. import checks", package="newslab.tokens")) == ["checks"]
    assert list(imported_rooms("from .fold import fold", package="newslab.tokens")) == ["tokens"]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_room_imports_only_from_lower_floors(path):
    room = room_of(path)
    assert room in FLOORS, f"give {room} a floor"
    package = ".".join(["newslab", *path.relative_to(PACKAGE).parts[:-1]])
    for imported in imported_rooms(path.read_text(encoding="utf-8"), package=package):
        assert imported == room or FLOORS[imported] < FLOORS[room]


def packages_loaded_by(statement):
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split()) - sys.stdlib_module_names


def test_importing_newslab_loads_no_package_that_pandas_does_not():
    assert packages_loaded_by("import newslab") - packages_loaded_by("import pandas") == {"newslab"}
