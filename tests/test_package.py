"""The wheel works by itself, with its sample and its lexicons, where there is no clone."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ROOT, "--wheel-dir", folder, "--no-deps", "--no-build-isolation")
    return next(folder.glob("*.whl"))


def pip(*arguments):
    command = [sys.executable, "-m", "pip", *map(str, arguments), "--quiet", "--disable-pip-version-check"]
    subprocess.run(command, check=True)


def test_the_wheel_holds_the_package_the_sample_and_nothing_else(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    committed = [path for path in (ROOT / "data" / "sample").rglob("*") if path.is_file()]
    assert len([name for name in inside if name.startswith("newslab/sample/")]) == len(committed)
    notebooks = list((ROOT / "notebooks").glob("*.ipynb"))
    assert len([name for name in inside if name.startswith("newslab/notebooks/")]) == len(notebooks)
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"newslab"}


def test_newslab_works_when_installed_from_the_wheel(wheel, tmp_path):
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip("install", wheel, "--target", site, "--no-deps")
    code = (
        "import newslab as nl\n"
        "articles = nl.load_sample()\n"
        "counts = nl.count_terms(articles, nl.read_lexicon('generic_frames'))\n"
        "print(nl.__file__, len(articles), len(counts), sep='\\n')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    origin, n_articles, n_counted = run.stdout.splitlines()
    assert Path(origin).is_relative_to(site)
    assert int(n_articles) == int(n_counted) == 30
