"""Good files changed at random are read or refused; `tests/benchmarks/damaged_files.py` tries thousands."""

import random

import pytest
from mutations import GOOD, mutated, outcome

NEEDED = {
    ".html": "trafilatura",
    ".rtf": "striprtf",
    ".rss": "feedparser",
    ".pdf": "pypdf",
    ".warc": "warcio",
    ".ris": "rispy",
    ".bib": "bibtexparser",
}
N_TRIED = 60


@pytest.mark.parametrize("ending", GOOD)
def test_a_file_that_was_changed_is_read_or_refused(ending):
    if ending in NEEDED:
        pytest.importorskip(NEEDED[ending], reason="an extra is not installed")
    assert outcome(ending, GOOD[ending]) == "read"
    chance = random.Random(ending)
    for _ in range(N_TRIED):
        assert outcome(ending, mutated(GOOD[ending], chance)).startswith(("read", "refused: "))
