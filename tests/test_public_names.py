"""The names that `import newslab` offers: all there, documented, typed, and light to import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import newslab

PACKAGE = Path(newslab.__file__).parent


@pytest.mark.parametrize("name", newslab.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(newslab, name).__doc__.strip()


def test_dir_lists_the_public_names_alone():
    assert dir(newslab) == newslab.__all__ == sorted(newslab.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="plot_everything"):
        _ = newslab.plot_everything


def test_the_stub_exports_each_public_name_as_itself():
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    imported = [alias for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert all(alias.asname == alias.name for alias in imported)
    assert {alias.name for alias in imported} == set(newslab.__all__)


def test_no_module_has_the_name_of_a_public_function():
    modules = {path.stem for path in PACKAGE.iterdir()}
    assert modules & set(newslab.__all__) == {"statistics"}  # which is public as a module


def test_the_module_that_docstrings_cite_is_reached_without_an_import_of_its_own():
    code = "import newslab; print(newslab.statistics.log_ratio.__name__)"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.stdout == "log_ratio\n", run.stderr


def packages_loaded_by(statement):
    code = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split()) - sys.stdlib_module_names


def test_importing_newslab_loads_next_to_nothing_that_pandas_does_not():
    assert packages_loaded_by("import newslab") - packages_loaded_by("import pandas") == {
        "newslab",
        "lazy_loader",
    }
