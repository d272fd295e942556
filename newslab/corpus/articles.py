"""From files and tables to the articles table, and the list of what was not as it should be."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from newslab.corpus.dates import DATE_TYPE
from newslab.corpus.files import find_files
from newslab.corpus.furniture import CUT_SHORT
from newslab.corpus.listing import Listing, as_quote
from newslab.corpus.reading import read_files
from newslab.corpus.tables import COLUMNS
from newslab.readers import ARCHIVES, KEPT, PAGES, REPAIRED, TABLES, Note


def read_articles(
    path: str | os.PathLike | Iterable[str | os.PathLike],
    *,
    clean: bool = True,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    r"""Read articles from files into one table, a row an article.

    Parameters
    ----------
    path : path or iterable of paths
        A folder with all its sub-folders, a file, an archive (.zip, .gz), or a list of these. Pages (.txt,
        .md, .html, .docx, .rtf) hold one article each; tables (.csv, .tsv, .json, .jsonl, .parquet, .xlsx,
        .xls, .ods) and feeds (.rss, .atom, .xml) one a row. Hidden files are passed over.
    clean : bool, default True
        Lift title, date and author out of the texts, and remove page furniture; see Notes.
    columns : mapping, optional
        The table's name of a column by newslab's, where it is not a usual one: ``columns={"text": "body"}``.
        The names are article, source, date, title, author and text.

    Returns
    -------
    DataFrame
        The index `article` names each article once: a text by its file name without the ending (with its
        folders, where two files share the name), a row of a table by its id column, else as ``<file>:<row>``.
        The columns `source`, `date` (datetime64, without time zone), `title`, `author`, `text` and `origin`
        (the file, or file:row), then every further column of the tables. What is unknown is missing. Files
        are in the order of their paths, or of the list; rows in the order of their table.

    Raises
    ------
    FileNotFoundError
        Where a path does not exist.
    TypeError
        Where `path` is no path and no list of paths, or `columns` is no mapping.
    ValueError
        Where a path is empty, no article can be read (with the reason for every file), or `columns` names a
        column that is in no table.

    See Also
    --------
    problems : What was left out, kept in spite of a fault, or repaired.
    save_articles : Saves the table in one file.

    Notes
    -----
    *Metadata.* A ``metadata.csv`` with a column `file` tells the source, date, title, author and more of the
    texts beside and below it. Where nothing tells the source of a file in a sub-folder, it is the name of the
    first folder.

    *Tables.* Columns go by the usual names: text, content, body or maintext; source, outlet, publication or
    media_name; date, published, publish_date or publishedAt; title or headline; author, authors, byline or
    creator; and more, those of NewsAPI, news-please, NELA-GT, AllSides, All the News, Media Cloud and GDELT
    among them. Where no column holds texts, one of summaries is taken, which is listed. Cells are text, as
    they were written; columns of Parquet files keep their types. Cells of a .csv or .tsv file may be
    separated by commas, semicolons, tabs or vertical bars. A row that has not as many cells as the header, or
    a quotation mark that is never closed, is left out and listed. A .json file holds a list of objects, by
    itself or in a wrapper such as NewsAPI's; of a workbook the first sheet is read.

    *Exports* of Nexis and Factiva, as .docx, .rtf or .html, are tables of their articles, if their marks are
    there: lines "End of Document", or the codes HD, PD, SN, LP and TD. Where they are not, the document is
    one article, and listed.

    *Encodings.* A text is read by its byte order mark, as UTF-16 if its NUL bytes say so, as UTF-8, as
    Windows-1252, or as Latin-1; all but UTF-8 are listed. A file that is of another format than its name says
    is read as what it is, and listed.

    *Links* in folders are not followed, and nothing outside an archive is written or read. Archives that hold
    archives, are encrypted, or would unpack to far more than texts do, are left out.

    *Packages.* Three formats need a package that newslab does not: ``pip install 'newslab[docx]'``, and so
    ``[rtf]`` and ``[feeds]``. With ``[html]``, trafilatura tells the article from the page around it; else
    the whole text of a page is read. ``[all]`` brings them all.

    *Saved articles.* What `save_articles` wrote, known by its columns, is read as it was saved: nothing is
    cleaned or left out, and `origin` stays.

    *Cleaning*, in this order; `problems` quotes every line that was taken out:

    - stray letter: "Â" before a space or at the end of a line;
    - advertisement: a line such as "Advertisement";
    - promotion: "Share this article", "Read more: …", "Sign up for our newsletter";
    - tail: from "Recommended", "Related", "Trending on …" and the like to the end, if only short lines
      without a sentence follow;
    - photo caption: a line that ends in a credit, such as "[Getty]", "via AP" or "(AP Photo/…)", or begins
      with "Photo:";
    - section: first lines such as "World";
    - date and author: lines such as "2024-12-07" or "By Ana Roy" above the first sentence;
    - title: a first line of three words or more that stands alone, ends no sentence and has prose below it,
      or that repeats the title in the metadata.

    A title, date or author found in a text fills only what the metadata leave open. In tables, only the stray
    letter, advertisements and the tail are looked for. No-break spaces stay.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("The river rose by a metre.", encoding="utf-8")
    >>> _ = (folder / "b.csv").write_text("outlet,body\nGazette,The river fell.", encoding="utf-8")
    >>> read_articles(folder)[["source", "text", "origin"]]
              source                        text   origin
    article
    a            NaN  The river rose by a metre.    a.txt
    b:1      Gazette             The river fell.  b.csv:1
    """
    columns = _check_columns({} if columns is None else columns)
    if isinstance(path, pd.DataFrame):
        raise TypeError("path must name files; a DataFrame with a column 'text' is read already")
    if isinstance(path, Iterable) and not isinstance(path, (str, bytes, os.PathLike)):
        path = list(path)
    files = list(find_files(path))
    listing = Listing()
    tables, columns_seen = read_files(files, columns, clean, listing)
    if not any(map(len, tables)):
        raise ValueError(f"no article could be read from {path}\n{listing.reasons() or _NO_FILE}")
    if nowhere := set(columns.values()) - columns_seen:
        seen = ", ".join(sorted(map(repr, columns_seen))) or "none"
        raise ValueError(
            f"columns names {', '.join(map(repr, nowhere))}, but the columns in {path} are: {seen}"
        )

    order = {origin: position for position, origin in enumerate(dict.fromkeys(file.origin for file in files))}
    articles = _in_one_table(tables, order)
    places = articles.index.to_frame(index=False)
    articles.index = _names(articles["article"].reset_index(drop=True), places, listing)
    origins = articles["origin"].reset_index(drop=True)  # a saved table has them
    articles["origin"] = origins.fillna(_with_row(places["file"], places["row"])).array
    _list_same_texts(articles["text"], places, listing)
    _list_cut_texts(articles["text"], places, listing)
    _list_future_dates(articles["date"], places, listing)
    further = [column for column in articles if column not in (*COLUMNS, "article")]
    articles = articles[[*COLUMNS, *further]]
    listing.attach(articles, order)
    return articles


_NO_FILE = f"  there is no file; put some in, ending in {', '.join([*PAGES, *TABLES, *ARCHIVES])}"


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


def _in_one_table(tables: list[pd.DataFrame], order: Mapping[str, int]) -> pd.DataFrame:
    """Return all articles in the order of the files, with every column that an articles table has."""
    articles = pd.concat([table for table in tables if len(table)])
    for column in ("article", *COLUMNS):
        if column not in articles:
            articles[column] = pd.Series(index=articles.index, dtype=DATE_TYPE if column == "date" else "str")
    position = articles.index.get_level_values("file").map(order)
    # Texts are not moved about without need.
    return articles if position.is_monotonic_increasing else articles.iloc[position.argsort(kind="stable")]


def _names(ids: pd.Series, places: pd.DataFrame, listing: Listing) -> pd.Index:
    """Return a name for each article: its own id, else that of its file, and its row."""
    paths = {origin: PurePosixPath(origin) for origin in places["file"].unique()}
    n_of_stem = Counter(path.stem for path in paths.values())
    stems = {
        origin: path.stem if n_of_stem[path.stem] == 1 else str(path.with_suffix(""))
        for origin, path in paths.items()
    }
    names = ids.fillna(_with_row(places["file"].map(stems), places["row"]))

    taken = set(names)
    unique = list(names)
    last_number: Counter[str] = Counter()
    renamed = names.duplicated().to_numpy().nonzero()[0]
    for position in renamed:
        name = unique[position]
        number = last_number[name] or 1
        while unique[position] in taken:
            number += 1
            unique[position] = f"{name}-{number}"
        taken.add(unique[position])
        last_number[name] = number
    faults = (
        f"a second article is named {as_quote(old)}; this one is now {as_quote(unique[position])}"
        for position, old in zip(renamed, names.iloc[renamed], strict=True)
    )
    _list(faults, REPAIRED, places.iloc[renamed], listing)
    return pd.Index(unique, dtype="str", name="article")


def _with_row(files: pd.Series, rows: pd.Series) -> pd.Series:
    return files.mask(rows > 0, files + ":" + rows.astype("str"))


def _list_same_texts(texts: pd.Series, places: pd.DataFrame, listing: Listing) -> None:
    # Only texts of one length and one beginning can be the same, and few are so far alike.
    keys = pd.DataFrame({"length": texts.str.len(), "start": texts.str[:100]})
    may_be_same = keys.duplicated(keep=False).array & texts.notna()
    codes, _ = pd.factorize(texts[may_be_same])
    alike = may_be_same.to_numpy().nonzero()[0]
    _, first = np.unique(codes, return_index=True)
    originals = alike[first[codes]]
    again = alike != originals
    faults = (f"the same text as article {as_quote(name)}" for name in texts.index[originals[again]])
    _list(faults, KEPT, places.iloc[alike[again]], listing)


def _list_cut_texts(texts: pd.Series, places: pd.DataFrame, listing: Listing) -> None:
    # The last bytes are found at once, the last characters only from the first one on.
    ends = pa.compute.binary_slice(pa.array(texts).cast(pa.large_binary()), -200)
    is_cut = pa.compute.match_substring_regex(ends, CUT_SHORT)
    is_cut = is_cut.fill_null(False).to_numpy(zero_copy_only=False)
    last_lines = texts[is_cut].str[-120:].str.strip().str.rsplit("\n", n=1).str[-1]
    faults = (f"only its beginning, it seems; it ends {as_quote(line)}" for line in last_lines)
    _list(faults, KEPT, places[is_cut], listing)


def _list_future_dates(dates: pd.Series, places: pd.DataFrame, listing: Listing) -> None:
    to_come = (dates > pd.Timestamp.now("UTC").tz_localize(None) + pd.Timedelta(days=1)).to_numpy()
    faults = (f"its date, {date:%Y-%m-%d}, is yet to come" for date in dates[to_come])
    _list(faults, KEPT, places[to_come], listing)


def _list(faults: Iterable[str], outcome: str, places: pd.DataFrame, listing: Listing) -> None:
    """List a fault for each of the places."""
    for fault, file, row in zip(faults, places["file"], places["row"], strict=True):
        listing.add(file, [Note(fault, outcome, int(row) or None)])


def load_sample() -> pd.DataFrame:
    """Read the sample corpus: thirty articles by five invented outlets on one real story.

    Returns
    -------
    DataFrame
        The articles table, as `read_articles` returns it.

    Examples
    --------
    >>> load_sample()["source"].nunique()
    5
    """
    package = Path(__file__).resolve().parents[1]
    # Inside the installed package, else where a clone of the repository has it.
    places = [package / "sample", package.parent / "data" / "sample"]
    for place in places:
        if place.is_dir():
            return read_articles(place)
    raise FileNotFoundError(
        f"the sample corpus is neither in {places[0]} nor in {places[1]}; install newslab anew"
    )
