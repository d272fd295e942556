"""Random samples of articles for people to code, as a sheet that survives a spreadsheet."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from newslab.articles import check_articles, group_articles
from newslab.checks import check_count
from newslab.partitions import columns_of, rows_of
from newslab.tokens import Articles, Tokens

# A cell of a workbook holds no more characters.
LONGEST_CELL = 32_767
CUT = " […the article goes on, and no cell holds more]"
#: Between a frame and a coder in the name of a column to fill in.
BETWEEN = " | "


def sample_for_coding(
    articles: Articles,
    n: int,
    *,
    frames: Sequence[str],
    coders: Sequence[str] = ("coder 1",),
    by: str | list[str] | None = "source",
    path: str | os.PathLike | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Draw a random sample of articles for people to code, as a sheet with a blank column for each answer.

    The sample is drawn without replacement, and stratified: each group of articles gives as many as every
    other, or all that it has. So small sources are known as well as large ones; the probability with which
    each article was chosen goes with it, and `corrected_shares` and `lexicon_quality` weigh by it.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    n : int
        How many articles to draw, of all groups together.
    frames : list of str
        What is to be coded, such as ``read_lexicon(…).frames``.
    coders : list of str, default ("coder 1",)
        Who codes: each has a column for each frame. Two or more are needed to know how well they agree.
    by : str or list of str, optional, default "source"
        The column, or columns, whose values make the groups; None draws from all articles alike.
    path : path, optional
        Where to save the sheet, as .xlsx (needs ``newslab[xlsx]``) or .csv. No cell of it is a formula.
    seed : int, default 0
        The same seed draws the same sample.

    Returns
    -------
    DataFrame
        One row an article, in random order, so that a coder who stops halfway has coded a sample too.
        Columns: `row` ("1 of 100", which shows lost rows), `key` (letters that name the article, whatever a
        spreadsheet makes of its label), `article`, `source`, `date`, `title`, `text`, `probability` (with
        which the article was drawn, 0 to 1), then for each frame and coder a blank column
        ``<frame> | <coder>``, for a 1 or a 0.

    Raises
    ------
    ValueError
        Where `n` is larger than the number of articles, a name is given twice, or `path` has another ending.

    See Also
    --------
    read_codes : Reads the sheet that was filled in.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"source": ["A"] * 8 + ["B"] * 2, "text": "so it went"})
    >>> sheet = sample_for_coding(articles, 4, frames=["conflict"])
    >>> sheet[["row", "source", "probability"]].sort_values("source", kind="stable")
          row source  probability
    0  1 of 4      A         0.25
    2  3 of 4      A         0.25
    1  2 of 4      B         1.00
    3  4 of 4      B         1.00
    """
    articles = articles.articles if isinstance(articles, Tokens) else articles
    n_articles = len(columns_of(check_articles(articles, in_partitions=True), []))
    n = check_count("n", n)
    if n > n_articles:
        raise ValueError(f"n is {n:,}, and there are {n_articles:,} articles; draw fewer, or code them all")
    answers = [
        f"{frame}{BETWEEN}{coder}"
        for frame in _different("frames", frames)
        for coder in _different("coders", coders)
    ]
    groups = np.zeros(n_articles, int) if by is None else group_articles(articles, by)[0]
    size = np.bincount(groups)
    n_drawn = _alike(size, n)
    rng = np.random.default_rng(seed)
    order = rng.permutation(n_articles)
    nth = pd.Series(groups[order]).groupby(groups[order]).cumcount().to_numpy()
    rows = rng.permutation(order[nth < n_drawn[groups[order]]])
    drawn = rows_of(articles, rows)
    sheet = pd.DataFrame(
        {
            "row": [f"{i} of {n}" for i in range(1, n + 1)],
            "key": [key_of(label) for label in drawn.index],
            "article": drawn.index.astype("str") if drawn.index.nlevels == 1 else drawn.index.map(str),
        }
    )
    for column in ("source", "date", "title", "text"):
        if column in drawn:
            sheet[column] = drawn[column].array
    sheet["probability"] = (n_drawn / np.maximum(size, 1))[groups[rows]]
    sheet[answers] = ""
    if path is not None:
        _save(sheet, Path(path))
    return sheet


def key_of(label: object) -> str:
    """Return eight letters for the label of an article: letters alone, which no spreadsheet takes for a
    number, a date or a formula.
    """
    digest = int.from_bytes(hashlib.sha256(repr(label).encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return "".join(chr(ord("a") + digest // 26**place % 26) for place in range(8))


def _different(name: str, values: Sequence[str]) -> list[str]:
    values = [values] if isinstance(values, str) else list(values)
    if not values or len(set(values)) < len(values):
        raise ValueError(f"{name} must be a list of different names, not {values!r}")
    return values


def _alike(size: np.ndarray, n: int) -> np.ndarray:
    """Return how many of `n` each group gives: all the same number, or all that a smaller one has."""
    given = np.zeros(len(size), int)
    while given.sum() < n:
        open_groups = np.flatnonzero(given < size)
        more = max(1, (n - given.sum()) // len(open_groups))
        some = open_groups[: n - given.sum()]
        given[some] = np.minimum(given[some] + more, size[some])
    return given


def _save(sheet: pd.DataFrame, path: Path) -> None:
    """Save a sheet so that a spreadsheet takes no text for a formula, and shows each text as it is."""
    ending = path.suffix.lower()
    if ending == ".csv":
        texts = sheet.select_dtypes(["object", "str"]).columns
        guarded = sheet[texts].apply(
            lambda text: text.astype("str").str.replace(r"^(?=[=+\-@\t\r])", "'", regex=True)
        )
        sheet.assign(**{column: guarded[column] for column in texts}).to_csv(
            path, index=False, encoding="utf-8-sig"
        )
    elif ending == ".xlsx":
        try:
            import xlsxwriter  # noqa: F401  (an extra)
        except ImportError:
            raise ImportError(
                "to write .xlsx, newslab needs a package: pip install 'newslab[xlsx]'"
            ) from None
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        is_long = sheet["text"].str.len() > LONGEST_CELL
        cut = sheet["text"].str.slice(0, LONGEST_CELL - len(CUT)) + CUT
        short = sheet.assign(text=sheet["text"].mask(is_long, cut))
        with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
            short.to_excel(writer, index=False, sheet_name="codes")
            writer.sheets["codes"].freeze_panes(1, 0)
            writer.sheets["codes"].set_column(
                "G:G", 80, writer.book.add_format({"text_wrap": True, "valign": "top"})
            )
    else:
        raise ValueError(
            f"{path.name}: a sheet is saved as .xlsx or .csv; give the path one of these endings"
        )
