"""What goes in is what comes out and what is listed: folders made at random, and a count of their own."""

import pandas as pd
import pytest
from folders import Folder, Written, faults_of_account, sentence

from newslab.corpus import problems, read_articles

#: `tests/benchmarks/random_folders.py` reads 3,000.
N_FOLDERS = 200
PER_TEST = 20


@pytest.fixture(autouse=True)
def _installed():
    for package in ("trafilatura", "striprtf", "feedparser"):
        pytest.importorskip(package, reason="an extra is not installed")


@pytest.mark.parametrize("first", range(0, N_FOLDERS, PER_TEST))
def test_every_file_of_a_folder_is_read_or_listed(first, tmp_path):
    for seed in range(first, first + PER_TEST):
        folder = Folder(tmp_path / str(seed), seed)
        assert faults_of(folder) == [], f"folder {seed}"


def faults_of(folder):
    try:
        articles = read_articles(folder.root)
    except ValueError as error:
        if "no article could be read" not in str(error):
            raise
        return [f"{file.origin}: good, and left out" for file in folder.written if file.is_good]
    return faults_of_account(folder.written, articles, problems(articles))


def test_the_count_sees_what_is_lost_and_what_is_made_up():
    written = [Written("a.txt", ["w0q"]), Written("b.csv", is_good=False), Written(".c.txt", is_silent=True)]
    listed = pd.DataFrame({"origin": [], "outcome": []})
    articles = pd.DataFrame({"text": [sentence("w0q")], "origin": ["x.txt"]})
    assert faults_of_account(written, articles, listed) == [
        "b.csv: neither read nor listed",
        "x.txt: an article of no file",
    ]
    articles = pd.DataFrame({"text": ["It rose."], "origin": [".c.txt"]})
    listed = pd.DataFrame({"origin": ["a.txt", "b.csv"], "outcome": ["left out", "kept"]})
    assert faults_of_account(written, articles, listed) == [
        "a.txt: 0 articles hold the word w0q",
        "a.txt: good, and left out",
        ".c.txt: hidden, and named all the same",
    ]
