"""What every reader returns: an article or a table, with notes on what was not as it should be."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, TypeAlias

import pandas as pd

#: What becomes of a file, a row or a value that is not as it should be.
LEFT_OUT, KEPT, REPAIRED = "left out", "kept", "repaired"


class UnreadableFile(ValueError):
    """The file cannot be read at all; the message gives the cause."""


class Note(NamedTuple):
    """Something not as it should be in a file; `row` is None where it concerns the whole of it."""

    problem: str
    outcome: str
    row: int | None = None


class Article(NamedTuple):
    """The one article that a page holds, and what else its format says of it, as written there."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None


#: A reader takes the bytes of a file. A table's index is the row in the file, counted from 1.
Reader: TypeAlias = Callable[[bytes], tuple[Article | pd.DataFrame, list[Note]]]


def needed(module: str, extra: str) -> ModuleType:
    """Import a module that only some formats need."""
    try:
        return import_module(module)
    except ImportError:
        raise UnreadableFile(
            f"the package that reads it is not installed; pip install 'newslab[{extra}]'"
        ) from None


def cause_of(error: BaseException) -> str:
    """Say in a line what an error of a library was."""
    first = str(error).splitlines()[:1]
    return f"{type(error).__name__}: {first[0][:200] if first else 'no cause given'}"
