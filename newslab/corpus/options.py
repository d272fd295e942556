"""What a reader of articles can choose, carried from `read_articles` to where it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newslab.readers import Archive


class Options(NamedTuple):
    """The options of `read_articles`, checked."""

    clean: bool = True
    #: The table's name of a column by newslab's.
    columns: Mapping[str, str] = {}
    #: Whether 03/04/2024 is in April; None where its own outlet has to say.
    day_first: bool | None = None
    #: The archives that pages may be exports of; None where all that are known may be meant.
    archives: Sequence[Archive] | None = None
    #: The encoding of files of text that are not Unicode; None where each has to say it.
    encoding: str | None = None
