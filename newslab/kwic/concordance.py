"""Every use of a word in its context."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from newslab.articles import excerpts, labels_of
from newslab.checks import check_choice, check_count
from newslab.kwic.uses import find_uses
from newslab.partitions import refuse_partitions
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens, windows_of

# The widths of the columns of a sheet, in letters.
WIDTHS = {"left": 60, "match": 20, "right": 60}
#: The most lines that a sheet holds.
MOST_LINES = 1_048_575

_WORD = re.compile(r"\w+")


def concordance(
    articles: Articles,
    pattern: str | list[str],
    *,
    words: int | Literal["sentence"] = 8,
    sort: Literal["text", "left", "right"] = "text",
    voice: Voice = None,
    where: Where = "text",
    path: str | Path | None = None,
) -> pd.DataFrame:
    """List every use of a word or phrase with the words around it (a key word in context, KWIC).

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is shown where it is there.
    pattern : str or list of str
        What to look for, by the rules of a lexicon's terms: ``"Iran"``, ``"withdr*"``, ``"Middle East"``. A
        use that several patterns match is listed once, as the longest of them.
    words : int or "sentence", default 8
        How many words to show on each side; the article's ends cut them short. ``"sentence"`` shows the
        sentence.
    sort : "text", "left" or "right", default "text"
        In the order of the articles and of their text, or by the words on one side, alphabetically, those
        nearest to the use first: so uses in one phrase come together.
    voice, where : str, optional
        Whose words to look in, and which part of the article, as in `find_terms`; with ``"both"`` told apart
        by a first column. The words around a use are shown whosever they are.
    path : str or Path, optional
        Where to save the table as well: an .xlsx (needs ``newslab[xlsx]``) with the uses in bold, between
        their sides. No cell of it is a formula.

    Returns
    -------
    DataFrame
        One row a use. Columns: `article`, `source`, `left`, `match`, `right`, `start`, `end`, where
        ``text[start:end] == match`` (of the title, where it is from there). Line breaks in `left` and `right`
        are shown as spaces.

    Raises
    ------
    ValueError
        Where a pattern has no word, or is a regular expression; where `path` is no .xlsx, or the
        lines are too many for a sheet.
    ImportError
        Where the package that writes .xlsx is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Troops left Syria. Iran’s troops fled."]})
    >>> concordance(articles, "troop*", words=2)[["left", "match", "right"]]
                left   match       right
    0                 Troops  left Syria
    1  Syria. Iran’s  troops        fled
    >>> concordance(articles, "troop*", words="sentence", sort="right")[["left", "match", "right"]]
         left   match       right
    0  Iran’s  troops        fled
    1          Troops  left Syria
    """
    n_words = None if words == "sentence" else check_count("words", words, at_least=0)
    check_choice("sort", sort, ("text", "left", "right"))

    def table_of(part: Part) -> pd.DataFrame:
        return part.table(lambda tokens, whole: _uses_in(tokens, whole, pattern, n_words))

    if sort != "text" or path is not None:
        refuse_partitions(
            articles,
            "Without sort= and path= it does; .compute() brings the lines into memory",
        )
    table = in_parts(articles, table_of, voice=voice, where=where)
    if sort != "text":
        sides = [_WORD.findall(side.casefold()) for side in table[sort]]
        keys = [side[::-1] if sort == "left" else side for side in sides]
        table = table.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)
    if path is not None:
        _save(table, Path(path))
    return table


def _uses_in(tokens: Tokens, whole: Tokens, pattern: str | list[str], words: int | None) -> pd.DataFrame:
    """Return the table of the uses among tokens, with the words around them of all voices."""
    first, n_words = find_uses(whole, pattern)
    table = _lines(whole, first, n_words, words)
    if tokens is whole:
        return table
    first, n_words = find_uses(tokens, pattern)
    start, end, _ = tokens.matches(first, n_words)
    index = tokens.articles.index
    chosen = pd.MultiIndex.from_arrays([tokens.article_of(first), start, end])
    rows = index.get_indexer(pd.Index(table["article"]))
    found = pd.MultiIndex.from_arrays([rows, table["start"], table["end"]])
    return table[found.isin(chosen)].reset_index(drop=True)


def _lines(tokens: Tokens, first: np.ndarray, n_words: np.ndarray, words: int | None) -> pd.DataFrame:
    """Return the table of some uses: their first tokens, and how many they have; None shows the sentence."""
    rows = tokens.article_of(first)
    first_shown, last_shown = _shown(tokens, rows, first, n_words, words)
    start, end = np.empty((2, len(first)), np.int64)
    shown = [(pd.Series(dtype="str"),) * 3]
    # Some uses at a time, so that what they take besides the table is little.
    for window in windows_of(tokens, first_shown, last_shown):
        some = window.runs
        edges = [first_shown[some], first[some], (first + n_words - 1)[some], last_shown[some]]
        starts, ends = window.spans(np.concatenate(edges))
        (left, begin, _, _), (_, _, stop, right) = np.split(starts, 4), np.split(ends, 4)
        row = rows[some] - window.row
        sides = ((left, begin), (begin, stop), (stop, right))
        texts = [excerpts(window.texts, row, *side) for side in sides]
        shown.append((_on_one_line(texts[0]), texts[1], _on_one_line(texts[2])))
        before = np.where(row == 0, window.characters, 0)
        start[some], end[some] = begin + before, stop + before
    left, match, right = (pd.concat(texts, ignore_index=True) for texts in zip(*shown, strict=True))
    return pd.DataFrame(
        {
            "article": tokens.articles.index[rows],
            "source": labels_of(tokens.articles, "source").array[rows],
            "left": left,
            "match": match,
            "right": right,
            "start": start,
            "end": end,
        },
        copy=False,
    )


def _shown(
    tokens: Tokens, rows: np.ndarray, first: np.ndarray, n_words: np.ndarray, words: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last token of what is shown of each use."""
    if words is None:
        sentence = np.searchsorted(tokens.sentences, first, side="right")
        return tokens.sentences[sentence - 1], tokens.sentences[sentence] - 1
    first_shown = np.maximum(first - words, tokens.offsets[rows])
    last_shown = np.minimum(first + n_words + words, tokens.offsets[rows + 1]) - 1
    return first_shown, last_shown


def _on_one_line(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"\s+", " ", regex=True).str.strip()


def _save(table: pd.DataFrame, path: Path) -> None:
    """Save a concordance as a sheet."""
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path.name}: a concordance is saved as .xlsx; table.to_csv(path) makes a .csv")
    if len(table) > MOST_LINES:
        raise ValueError(f"{len(table):,} lines are too many for a sheet, which holds {MOST_LINES:,}")
    try:
        import xlsxwriter
    except ImportError as error:
        raise ImportError("to write .xlsx, newslab needs a package: pip install 'newslab[xlsx]'") from error
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("concordance")
        formats = {
            "left": book.add_format({"align": "right"}),
            "match": book.add_format({"bold": True, "align": "center"}),
        }
        heading = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            sheet.set_column(column, column, WIDTHS.get(name, 12))
            sheet.write_string(0, column, name, heading)
        for row, line in enumerate(table.itertuples(index=False), start=1):
            for column, (name, value) in enumerate(zip(table.columns, line, strict=True)):
                if name in ("start", "end"):
                    sheet.write_number(row, column, value)
                elif isinstance(value, tuple) or not pd.isna(value):
                    sheet.write_string(row, column, str(value), formats.get(name))
