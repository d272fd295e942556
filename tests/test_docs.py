"""The site: its examples run, every public name has a page, every chart a place in the gallery."""

import doctest
import re
import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

import newslab

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
# Pages of the repository itself; what conf.py copies here is none of them.
PAGES = sorted(
    path
    for path in [*DOCS.glob("*.md"), *DOCS.glob("*.rst"), *DOCS.glob("questions/*.md")]
    if path.name not in ("benchmarks.md", "changelog.md", "sg_execution_times.rst")
)
GALLERY = sorted(DOCS.glob("gallery/plot_*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.filterwarnings("ignore:.*share much of their text")
def test_the_examples_of_a_page_show_what_they_return(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said = []
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    doctest.DocTestRunner(optionflags=options).run(test, out=said.append)
    assert not said, "".join(said)


def test_every_public_name_has_a_page():
    api = (DOCS / "api.rst").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^   (\w+)$", api, re.MULTILINE)) == sorted(newslab.__all__)


def test_every_chart_is_in_the_gallery():
    drawn = {name for path in GALLERY for name in re.findall(r"nl\.(plot_\w+)", path.read_text("utf-8"))}
    assert drawn == {name for name in newslab.__all__ if name.startswith("plot_")}


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore:.*share much of their text")
def test_the_code_of_the_gallery_draws(path):
    assert runpy.run_path(str(path))["ax"].has_data()
    plt.close("all")


def test_every_page_that_is_linked_within_the_site_is_there():
    made = {"benchmarks", "changelog", "api", "charts/index", "questions/index"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        linked = re.findall(r"\{doc\}`(?:[^`<]*<)?([\w/-]+)>?`", text) + re.findall(r":link: (\S+)", text)
        for name in linked:
            assert name in made or (page.parent / f"{name}.md").exists(), (page.name, name)
