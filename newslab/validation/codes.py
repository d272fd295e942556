"""What coders filled in, read back with every mistake listed."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from newslab.articles import check_articles
from newslab.corpus import Problem, add_problems
from newslab.partitions import columns_of
from newslab.readers import KEPT, LEFT_OUT, REPAIRED
from newslab.tokens import Articles, Tokens
from newslab.validation.sampling import BETWEEN, key_of

#: What to do with codes that were not filled into a sheet of newslab.
OWN_CODES = (
    "Of a table with a column a frame, such as 'article', 'conflict', 'morality', "
    "codes.melt('article', var_name='frame', value_name='code').assign(coder='me', probability=share) makes "
    "it, where share is the share of the articles that were drawn to be coded, or 1 if all were"
)
YES = frozenset(["1", "1.0", "yes", "y", "x", "true", "ja", "oui", "sí", "si", "sim", "да"])
NO = frozenset(["0", "0.0", "no", "n", "-", "false", "nein", "non", "não", "nee", "нет"])
CODES = ["article", "frame", "coder", "code", "probability"]


def read_codes(path: str | os.PathLike, articles: Articles) -> pd.DataFrame:
    """Read the sheet of `sample_for_coding` that people filled in.

    Parameters
    ----------
    path : path
        The sheet, .xlsx or .csv. Rows may be in any order, and further columns are passed over.
    articles : DataFrame or Tokens
        The articles that the sample was drawn from.

    Returns
    -------
    DataFrame
        One row an article, frame and coder, in the order of the sheet. Columns: `article` (its label in
        `articles`), `frame`, `coder`, `code` (1 or 0; missing where it was left blank or cannot be read) and
        `probability` (with which the article was drawn). A code is a 1 or a 0, or "yes" and "no", "x",
        "true", "ja" and the like. ``problems(codes)`` lists blanks, answers that cannot be read, rows that
        were lost, came twice or are of no article, and labels that the spreadsheet changed.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where it is no such sheet.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import pandas as pd
    >>> from newslab import problems, sample_for_coding
    >>> articles = pd.DataFrame({"source": ["A", "B"], "text": ["a war", "rain"]}, index=["007", "1-2"])
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "sheet.csv"
    >>> sheet = sample_for_coding(articles, 2, frames=["conflict"])
    >>> filled = sheet.assign(**{"article": ["7", "1-2"], "conflict | coder 1": ["1", "maybe"]})
    >>> filled.to_csv(path, index=False)
    >>> codes = read_codes(path, articles)
    >>> codes[["article", "frame", "code"]]
      article     frame  code
    0     007  conflict   1.0
    1     1-2  conflict   NaN
    >>> problems(codes)["problem"].tolist()
    ['its label is 7 in the sheet, and 007 in articles', "conflict | coder 1: 'maybe' is neither 1 nor 0"]
    """
    if isinstance(path, pd.DataFrame):
        raise TypeError(f"read_codes takes the path of a sheet, not a table. {OWN_CODES}")
    articles = articles.articles if isinstance(articles, Tokens) else articles
    index = columns_of(check_articles(articles, in_partitions=True), []).index
    path = Path(path)
    sheet = _read_sheet(path)
    label_of = {key_of(label): label for label in index}
    known = sheet["key"].str.strip().map(label_of.get)
    found: list[Problem] = _lost_rows(sheet, path.name)
    kept = known.notna() & ~sheet["key"].duplicated()
    for row in np.flatnonzero(~kept):
        why = "is there twice; the first is kept" if pd.notna(known.iloc[row]) else "is of no article"
        found.append(Problem(path.name, int(row) + 1, f"the row {sheet['row'].iloc[row]!r} {why}", LEFT_OUT))
    for row in np.flatnonzero(kept & (sheet["article"].str.strip().str.removeprefix("'") != known.map(str))):
        fault = f"its label is {sheet['article'].iloc[row]} in the sheet, and {known.iloc[row]} in articles"
        found.append(Problem(path.name, int(row) + 1, fault, REPAIRED))
    probability = pd.to_numeric(sheet["probability"].str.replace(",", "."), errors="coerce")
    wrong = kept & ~probability.between(0, 1, inclusive="right")
    if wrong.any():
        raise ValueError(
            f"{path.name}, row {int(np.flatnonzero(wrong)[0]) + 1}: the probability is "
            f"{sheet['probability'][wrong].iloc[0]!r}; copy that column again from the sheet that was drawn"
        )
    tables = []
    for column in [column for column in sheet.columns if BETWEEN in column]:
        frame, _, coder = column.rpartition(BETWEEN)
        code, faults = _codes(sheet[column], kept)
        found += [Problem(path.name, row, f"{column}: {fault}", KEPT) for row, fault in faults]
        values = {"frame": frame, "coder": coder, "code": code, "probability": probability}
        tables.append(pd.DataFrame({"article": known, **values})[kept])
    codes = pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)[CODES]
    codes = codes.astype({"article": index.dtype, "frame": "str", "coder": "str"})
    add_problems(codes, sorted(found, key=lambda line: line.row or 0))
    return codes


def check_codes(codes: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return a table of codes unchanged if it has the `columns`; else say how one's own gets them."""
    if not isinstance(codes, pd.DataFrame):
        raise TypeError(f"codes must be a table, such as read_codes returns, not {type(codes).__name__}")
    missing = [column for column in columns if column not in codes]
    if missing:
        raise ValueError(
            f"codes has no column {', '.join(map(repr, missing))}; it has one row an article, frame "
            f"and coder. {OWN_CODES}"
        )
    return codes


def _read_sheet(path: Path) -> pd.DataFrame:
    """Return the sheet with every cell as text."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r}")
    if path.suffix.lower() == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        separator = max(",;\t", key=text.partition("\n")[0].count)
        sheet = pd.read_csv(path, sep=separator, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    else:
        sheet = pd.read_excel(path, dtype="str", keep_default_na=False, engine="calamine")
    missing = [column for column in ("row", "key", "article", "probability") if column not in sheet]
    if missing or not any(BETWEEN in column for column in sheet):
        raise ValueError(
            f"{path.name} is no sheet of sample_for_coding: it lacks "
            f"{', '.join(map(repr, missing)) or 'columns such as ' + repr('conflict | coder 1')}. {OWN_CODES}"
        )
    return sheet.fillna("").astype("str")


def _lost_rows(sheet: pd.DataFrame, name: str) -> list[Problem]:
    """List the rows that were in the sheet as it was drawn and are no longer."""
    numbers = sheet["row"].str.extract(r"^\D*(\d+)\s*of\s*(\d+)")
    total = pd.to_numeric(numbers[1]).max()
    if pd.isna(total):
        return [Problem(name, None, "the column 'row' is damaged, so lost rows cannot be seen", KEPT)]
    lost = sorted(set(range(1, int(total) + 1)) - set(pd.to_numeric(numbers[0]).dropna().astype(int)))
    return [Problem(name, None, f"the row '{row} of {int(total)}' is missing", LEFT_OUT) for row in lost]


def _codes(answers: pd.Series, kept: pd.Series) -> tuple[pd.Series, list[tuple[int, str]]]:
    """Return answers as 1, 0 or missing, and what is wrong with which row."""
    texts = answers.str.strip().str.casefold()
    code = pd.Series(np.where(texts.isin(YES), 1.0, np.where(texts.isin(NO), 0.0, np.nan)), answers.index)
    faults = [
        (int(row) + 1, "left blank" if not texts[row] else f"{answers[row]!r} is neither 1 nor 0")
        for row in answers.index[kept & code.isna()]
    ]
    n_blank = Counter(fault for _, fault in faults)["left blank"]
    if n_blank == kept.sum():  # a coder who coded nothing of a frame
        faults = [(0, "no row is coded")]
    return code, faults
