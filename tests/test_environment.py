"""environment.yml gives conda users what pyproject.toml gives pip users."""

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from newslab.english.lists import words_of

ROOT = Path(__file__).resolve().parents[1]

#: What conda-forge has, by the name it has there. Look a new one up on conda-forge before you add it.
ON_CONDA_FORGE = words_of(
    """
    altair babel basedpyright bibtexparser chardet dask distributed feedparser ftfy hatchling hypothesis
    import-linter itables jupyterlab lazy_loader lxml matplotlib mypy nltk numpy pandas pip psutil pyarrow
    pypdf pytest python python-calamine python-docx pyyaml ruff scikit-learn scipy striprtf tqdm trafilatura
    vl-convert-python warcio xlsxwriter
    """
)


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def conda():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def with_extras(project, *extras):
    """What the extras require, and the extras that they name in turn."""
    for line in (line for extra in extras for line in project["optional-dependencies"][extra]):
        requirement = Requirement(line)
        if requirement.name == project["name"]:
            yield from with_extras(project, *requirement.extras)
        else:
            yield line


def bounds(requirements):
    """Versions by package; names as conda writes them, in small letters."""
    parsed = map(Requirement, requirements)
    return {requirement.name.lower(): requirement.specifier for requirement in parsed}


def by_pip(conda):
    """What conda lets pip install."""
    (installed,) = (line["pip"] for line in conda["dependencies"] if isinstance(line, dict))
    return installed


def test_conda_has_the_packages_and_bounds_of_pip(project, conda):
    of_pip = bounds([*project["dependencies"], *with_extras(project, "dev")])
    of_conda = bounds(line for line in conda["dependencies"] if isinstance(line, str))
    of_conda |= bounds(line for line in by_pip(conda) if not line.startswith("--"))
    assert of_conda.pop("python") == Requirement(f"python{project['requires-python']}").specifier
    del of_conda["pip"]
    assert of_conda == of_pip


def test_conda_is_asked_for_packages_that_exist(conda):
    assert conda["channels"] == ["conda-forge"]
    of_conda = bounds(line for line in conda["dependencies"] if isinstance(line, str))
    assert sorted(of_conda.keys() - ON_CONDA_FORGE) == []


def test_pip_is_asked_for_packages_that_exist(conda):
    """They are installed from PyPI under these very names here, in a version that is allowed."""
    for name, versions in bounds(line for line in by_pip(conda) if not line.startswith("--")).items():
        assert version(name) in versions, name


def test_conda_installs_newslab_itself(conda):
    assert "--editable ." in by_pip(conda)


def test_every_package_has_a_lower_and_an_upper_bound(project):
    extras = project["optional-dependencies"]
    for name, versions in bounds([*project["dependencies"], *with_extras(project, *extras)]).items():
        assert {bound.operator for bound in versions} == {">=", "<"}, name
