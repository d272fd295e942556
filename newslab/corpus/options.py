"""What a reader of articles can choose, carried from `read_articles` to where it matters."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newslab.corpus.tables import COLUMNS
from newslab.readers import Archive, describe


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


def check_options(
    clean: bool,
    columns: Mapping[str, str] | None,
    dayfirst: bool | None,
    archive: str | os.PathLike | Mapping[str, Any] | bool | None,
    encoding: str | None,
) -> Options:
    """Return the options of `read_articles` as they were given, if each can be used."""
    if dayfirst not in (None, True, False):
        raise TypeError(f"dayfirst must be True, False or None, not {dayfirst!r}")
    columns = _check_columns({} if columns is None else columns)
    return Options(clean, columns, dayfirst, _check_archive(archive), _check_encoding(encoding))


def _check_encoding(encoding: str | None) -> str | None:
    """Return the name of an encoding of text if Python knows it."""
    if encoding is None:
        return None
    try:
        "é".encode(encoding, "replace")
    except (LookupError, TypeError):
        raise ValueError(
            f"encoding names no encoding of text that Python has: {encoding!r}; such are 'windows-1251', "
            "'koi8-r', 'iso-8859-2', 'shift-jis', 'gb18030', 'big5' and 'euc-kr'"
        ) from None
    return encoding


def _check_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return `columns` if it names columns that newslab has, each by another column of the user's."""
    if not isinstance(columns, Mapping):
        raise TypeError(
            "columns must say which of your columns is which, as in columns={'text': 'body'}; "
            f"not {type(columns).__name__}"
        )
    own = ["article", *(column for column in COLUMNS if column != "origin")]
    for name in columns:
        if name not in own:
            raise ValueError(
                f"columns takes the names {', '.join(own)}, not {name!r}; write columns={{'text': 'body'}}"
            )
    theirs = list(columns.values())
    for name in theirs:
        if not isinstance(name, str) or theirs.count(name) > 1:
            raise ValueError(
                f"columns must give each of {', '.join(columns)} a column of its own, not {name!r}"
            )
    return dict(columns)


def _check_archive(archive: str | os.PathLike | Mapping[str, Any] | bool | None) -> list[Archive] | None:
    """Return the archives that pages may be exports of; None means all that are known."""
    if archive is None or archive is True:
        return None
    return [] if archive is False else [describe(archive)]
