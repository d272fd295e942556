"""What a command is run on: a corpus and what belongs to it, and which notebooks.

This is known, and wrong calls are refused, before the packages that run notebooks are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1]


class Subject(NamedTuple):
    """What a notebook is run on: the cell of parameters, and all that knows the subject of a corpus."""

    #: A folder or file of articles, as `newslab.read_articles` takes it.
    corpus: str
    #: A lexicon of competing names, as `newslab.read_lexicon` takes it; None where the user has none.
    lexicon: str | None = None
    #: The word whose neighbours are looked up; None for the name that most sources use.
    word: str | None = None
    #: The sheet of `newslab.sample_for_coding` that people filled in; None where there is none.
    codes: str | None = None


def sample() -> Subject:
    """Return the sample corpus, with its own lexicon."""
    places = [PACKAGE / "sample", PACKAGE.parent / "data" / "sample"]
    folder = next((place for place in places if place.is_dir()), places[0])
    return Subject(str(folder), "syria_labels", codes=str(folder.parent / "codes" / "sample.csv"))


def notebook_paths(only: Sequence[str] = ()) -> list[Path]:
    """Return the notebooks in the order of their numbers, or those with the numbers in `only`.

    Raises
    ------
    ValueError
        If no notebook has one of the numbers.
    FileNotFoundError
        If the notebooks are not where newslab is installed.
    """
    places = [PACKAGE / "notebooks", PACKAGE.parent / "notebooks"]
    paths = next((found for place in places if (found := sorted(place.glob("[0-9][0-9]-*.ipynb")))), [])
    if not paths:
        raise FileNotFoundError(
            f"the notebooks are in none of {', '.join(map(str, places))}; install newslab again"
        )
    numbers = [number.strip().zfill(2) for number in only]
    known = [path.name[:2] for path in paths]
    for number in numbers:
        if number not in known:
            raise ValueError(f"there is no notebook {number}, only {', '.join(known)}")
    return [path for path in paths if not numbers or path.name[:2] in numbers]
