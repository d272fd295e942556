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
from newslab.validation.sheets import read_sheet

#: What to do with codes that were not filled into a sheet of newslab.
OWN_CODES = (
    "Of a table with a column a frame, such as 'article', 'conflict', 'morality', "
    "codes.melt('article', var_name='frame', value_name='code').assign(coder='me', probability=share) makes "
    "it, where share is the share of the articles that were drawn to be coded, or 1 if all were"
)
# Yes and no, true and false, as people write them and spreadsheets of many languages do.
_YES = (
    "1 yes y x true ja oui vrai sí si verdadero sim verdadeiro vero waar wahr sann tak prawda ano evet doğru "
    "igen igaz ναι да истина так є כן نعم 是 はい 예 ✓ ✔ √ ☑ present"
)
_NO = (
    "0 no n - – − false nein non faux falso não nee onwaar falsch nej falsk nie fałsz ne hayır yanlış nem "
    "hamis όχι нет ложь ні לא لا 否 いいえ 아니요 ☐ absent"
)
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())
CODES = ["article", "frame", "coder", "code", "probability"]


def read_codes(path: str | os.PathLike, articles: Articles) -> pd.DataFrame:
    """Read the sheet of `sample_for_coding` that people filled in.

    Parameters
    ----------
    path : path
        The sheet, .xlsx or .csv. Rows and columns may be in any order, lines above the names of the columns
        and other sheets do no harm, and further columns are passed over.
    articles : DataFrame or Tokens
        The articles that the sample was drawn from.

    Returns
    -------
    DataFrame
        One row an article, frame and coder, in the order of the sheet. Columns: `article` (its label in
        `articles`), `frame`, `coder`, `code` (1 or 0; missing where it was left blank or cannot be read) and
        `probability` (with which the article was drawn). A code is a 1 or a 0, or "yes" and "no", "x",
        "true", "ja", "wahr" and the like. ``problems(codes)`` lists blanks, answers that cannot be read, rows
        that were lost, came twice or are of no article, labels that the spreadsheet changed, rows whose key
        and label are of two articles (which are left out), and columns that are passed over, not there or
        there twice.

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
    sheet, found = read_sheet(path, OWN_CODES)
    label_of = {key_of(label): label for label in index}
    keys = sheet["key"].str.strip().str.casefold()
    known = keys.map(label_of.get)
    found += _lost_rows(sheet, path.name)
    kept = known.notna() & ~keys.duplicated()
    for row in np.flatnonzero(~kept):
        why = "is there twice; the first is kept" if pd.notna(known.iloc[row]) else "is of no article"
        found.append(Problem(path.name, int(row) + 1, f"the row {sheet['row'].iloc[row]!r} {why}", LEFT_OUT))
    shown, labels = sheet["article"].str.strip().str.removeprefix("'"), set(map(str, index))
    for row in np.flatnonzero(kept & (shown != known.map(str))):
        label = shown.iloc[row]
        if label in labels:  # whose codes these are cannot be known
            kept.iloc[row] = False
            fault = (
                f"its key is that of {known.iloc[row]}, its label {label}; copy both from the sheet as drawn"
            )
            found.append(Problem(path.name, int(row) + 1, fault, LEFT_OUT))
            continue
        fault = f"its label is {label or 'blank'} in the sheet, and {known.iloc[row]} in articles"
        found.append(Problem(path.name, int(row) + 1, fault, REPAIRED))
    probability = _numbers(sheet["probability"])
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


def _numbers(cells: pd.Series) -> pd.Series:
    """Return cells as numbers, however a spreadsheet writes them: 0.25, 0,25, 25 % or with wide digits."""
    texts = cells.str.normalize("NFKC").str.strip().str.replace(",", ".")
    numbers = pd.to_numeric(texts.str.removesuffix("%"), errors="coerce").astype(float)
    return numbers.where(~texts.str.endswith("%"), numbers / 100)


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
    texts = answers.str.normalize("NFKC").str.strip().str.casefold().str.removesuffix(".")
    code = _numbers(answers).where(lambda number: number.isin([0, 1]) & ~answers.str.contains("%"))
    code = code.mask(texts.isin(YES), 1.0).mask(texts.isin(NO), 0.0)
    faults = [
        (int(row) + 1, "left blank" if not texts[row] else f"{answers[row]!r} is neither 1 nor 0")
        for row in answers.index[kept & code.isna()]
    ]
    n_blank = Counter(fault for _, fault in faults)["left blank"]
    if n_blank == kept.sum():  # a coder who coded nothing of a frame
        faults = [(0, "no row is coded")]
    return code, faults
