"""From files and tables to the articles table, and the list of what was not as it should be."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from newslab.cleaning import are_cut_short
from newslab.corpus.dates import DATE_TYPE
from newslab.corpus.files import File, find_files, unpacked
from newslab.corpus.lazily import nothing_read, read_lazily
from newslab.corpus.listing import Problem, as_quote, attach_problems, reasons
from newslab.corpus.options import Options, check_options
from newslab.corpus.places import Places, name_articles
from newslab.corpus.reading import Found, read_files
from newslab.corpus.tables import COLUMNS, find_column
from newslab.corpus.texts import signs_of
from newslab.readers import ARCHIVES, KEPT, PAGES, TABLES


def read_articles(
    path: str | os.PathLike | Iterable[str | os.PathLike],
    *,
    clean: bool = True,
    columns: Mapping[str, str] | None = None,
    dayfirst: bool | None = None,
    archive: str | os.PathLike | Mapping[str, Any] | bool | None = None,
    encoding: str | None = None,
    lazy: bool = False,
) -> pd.DataFrame:
    r"""Read articles from files into one table, a row an article.

    Parameters
    ----------
    path : path or iterable of paths
        A folder with all its sub-folders, a file, a packed file (.zip, .gz, .tar), or a list of these. Pages
        (.txt, .md, .html, .docx, .rtf, .doc that is one of these, .pdf, .eml) hold one article each, or are
        an export of many; tables (.csv, .tsv, .json, .jsonl, .parquet, .xlsx, .xls, .ods, .sqlite), feeds
        (.rss, .atom), XML, mailboxes (.mbox), web archives (.warc), books (.epub) and references (.ris, .bib)
        hold one a row, mail, page, chapter or entry. Hidden files are passed over.
    clean : bool, default True
        Lift title, date and author out of the texts, and remove boilerplate; see Notes.
    columns : mapping, optional
        The table's name of a column by newslab's, where it is not a usual one: ``columns={"text": "body"}``,
        or inside an object ``{"text": "fields.bodyText"}``. The names are article, source, date, title,
        author and text.
    dayfirst : bool, optional
        Whether 03/04/2024 is the third of April. Without it, it is what the other dates of its source say,
        and missing and listed where they do not.
    archive : str, path or mapping, optional
        The archive that pages are exports of, where newslab does not know it by itself: the name of one that
        it knows ("factiva"), the path of a page of YAML that describes one, or a dict of the same; see Notes.
        With False, no page is split.
    encoding : str, optional
        The encoding of texts and tables that are not Unicode, such as ``"windows-1251"``. Without it, it is
        what the letters make likely, which is listed.
    lazy : bool, default False
        Return a Dask DataFrame, whose files are read when something is computed of it, some 64 MB of text at
        a time (needs ``newslab[dask]``); see Notes.

    Returns
    -------
    DataFrame
        The index `article` names each article once: a text by its file name without the ending (with its
        folders, where two files share the name), a row of a table by its id column, else as ``<file>:<row>``.
        The columns `source`, `date` (datetime64, without time zone), `title`, `author`, `text` and `origin`
        (the file, or ``<file>:<row>``), then every further column of the tables. What is unknown is missing.
        Files are in the order of their paths, or of the list; rows in the order of their table.

    Raises
    ------
    FileNotFoundError
        Where a path does not exist.
    TypeError
        Where `path` is no path and no list of paths, `columns` is no mapping, or `archive` is none of these.
    ValueError
        Where a path is empty, no article can be read (with the reason for every file), or `columns` names a
        column that is in no table, or `archive` is not known or cannot be used, with what to change.

    See Also
    --------
    problems : What was left out, kept in spite of a fault, or repaired.
    save_articles : Saves the table in one file.

    Notes
    -----
    *Metadata.* A ``metadata.csv`` with a column `file` gives the source, date, title, author and more of the
    texts beside and below it. A text may begin with lines such as "Title: …" and "Source: …". Where nothing
    names the source of a file in a sub-folder, it is the name of the first folder.

    *Tables.* Columns are known by their usual names in some thirty languages: text, content or body; source,
    outlet, publication or "Quelle"; date, published or "Datum"; title, headline or "Titel"; author or byline;
    and many more, those of NewsAPI, the Guardian, the New York Times, Event Registry, WordPress, news-please,
    NELA-GT, AllSides, Media Cloud and GDELT among them. A missing source is the host of the article's
    address; where no column holds texts, summaries or else headlines are taken; both are listed. Lines and
    notes above the names of columns are skipped, and listed. Cells are text, as they were written; columns of
    Parquet files keep their types. Cells of a .csv or .tsv file may be separated by commas, semicolons, tabs
    or vertical bars. A row that has not as many cells as the header, or a quotation mark that is never
    closed, is left out and listed. A .json file holds a list of objects, by itself or in a wrapper, or what
    ``DataFrame.to_json`` writes; a cell such as "nan" or
    "None" is missing; an object in a cell becomes columns such as ``headline.main``, and HTML and
    lists of paragraphs become text. Of a workbook the sheets that hold texts are read, others listed.

    *Dates* are read in some fifty languages, with zones, times, seconds since 1970 and the days of Excel.
    Each source is judged by its own dates; what is ambiguous stays missing, and is listed.

    *Exports* of LexisNexis, Nexis Uni, Factiva, Europresse, ProQuest, Newsbank, Gale, Kikuzo, Yomidasu and
    Integrum, and numbered lists such as those of Mediargus, are tables of their articles, whatever the format
    of the page. The archive is known by the marks in the text. Section, page, edition, length, language and
    what else it names become columns; `other` holds lines of an article that belong to none. What belongs to
    no article, such as a cover page, is taken out, and listed with its length; so is a document that the
    archive could not display. A page that seems to hold many articles, but fits no archive, is read as one
    and listed.
    A page of YAML describes an archive::

        name: Village News
        begins: '=+ Report \d+ of \d+ =+'
        fields:
          title: 'Headline:'
          source: 'Paper:'
          date: 'Printed:'
          text: 'Report:'

    `begins` and `ends` are patterns of whole lines, `fields` the labels of columns; ``(?P<page>…)`` in a
    pattern is a column too. ``newslab/readers/exports/archives/README.md`` explains the rest, and the pages
    beside it are examples.

    *Encodings.* A text is read by its byte order mark, as UTF-16 if its NUL bytes say so, as UTF-8, by
    `encoding`, by what a page declares, or as what chardet finds likely; all but UTF-8 are listed. Texts in
    UTF-8 that were once read as a Western encoding ("cafÃ©") are repaired by ftfy, and listed. A file that is
    of another format than its name says is read as what it is, and listed.

    *Links* in folders are not followed, and nothing outside an archive is written or read. Archives that hold
    archives, are encrypted, or would unpack to far more than texts do, are left out.

    *Damaged files.* Pages, documents, spreadsheets and feeds of other programs' formats are read in a second
    process, with limits of time and memory for each file; what a damaged one does there costs it alone, and
    is listed.

    *Packages.* Some formats need a package that newslab does not: ``pip install 'newslab[rtf]'``, and so
    ``[feeds]``, ``[pdf]``, ``[warc]`` and ``[references]``. With ``[html]``, trafilatura finds the article in
    the page around it; else the whole text of a page is read. ``[all]`` brings them all.

    *Lazily*, metadata and the first file of each ending are read at once; all partitions have the columns of
    these. A file is never cut, so that one of gigabytes is one partition. What the files of a source decide
    together, such as whether the day or the month is first, those of a partition decide; ids that articles of
    two partitions share are refused by the function that meets them. Each function reads the files again:
    where they are no .parquet, save them as such first, `save_articles(articles, folder)`.

    *Saved articles.* What `save_articles` wrote, known by its columns, is read as it was saved: nothing is
    cleaned or left out, and `origin` stays.

    *Cleaning*, in this order; `problems` quotes every line that was taken out. The rules know lines in
    English, German, French, Spanish, Italian, Dutch and Portuguese:

    - decoding: pieces that can only be UTF-8 read wrongly, as "cafÃ©";
    - wrapped lines: a paragraph that was broken at a fixed width is one line again;
    - stray letter: "Â" before a space or at the end of a line;
    - navigation: "Skip to main content", and the box about cookies;
    - advertisement: a line such as "Advertisement";
    - promotion: "Share this article", "Read more: …", "Sign up for our newsletter";
    - tail: from "Recommended", "Related", "Trending on …" and the like to the end, if only short lines
      without a sentence follow;
    - photo caption: a line that ends in a credit, such as "[Getty]", "via AP" or "(AP Photo/…)", or begins
      with "Photo:";
    - copyright: "© 2024 The Wire", "All rights reserved";
    - section: first lines such as "World";
    - date and author: lines such as "2024-12-07", "3. März 2021, 09:33 Uhr" or "By Ana Roy, Staff Writer"
      above the first sentence;
    - title: a first line right above a line of date or author; one of three words or more on a line of its
      own that ends no sentence and has prose below it; or one that repeats the title in the metadata.

    A title, date or author found in a text fills only what the metadata leave open. In tables, only the
    decoding, wrapped lines, the stray letter, navigation, advertisements and the tail are looked for.
    No-break spaces stay.

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
    options = check_options(clean, columns, dayfirst, archive, encoding)
    if isinstance(path, pd.DataFrame):
        raise TypeError("path must name files; a DataFrame with a column 'text' is read already")
    if isinstance(path, Iterable) and not isinstance(path, (str, bytes, os.PathLike)):
        path = list(path)
    files = list(find_files(path))
    if lazy and files:
        return read_lazily(files, options, partial(_read_some, options=options))
    articles, problems = _read(list(unpacked(files)), options)
    if not len(articles):
        raise ValueError(f"no article could be read from {path}\n{reasons(problems) or _NO_FILE}")
    return articles


def _read_some(
    files: list[File], known: pd.DataFrame, shared: frozenset[str], options: Options
) -> pd.DataFrame:
    """Return the articles of some of the files."""
    return _read(files, options, known, shared)[0]


def _read(
    files: list[File],
    options: Options,
    known: pd.DataFrame | None = None,
    shared: frozenset[str] = frozenset(),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the articles of files, with the list of problems, and this list, which tells why there is none.

    `known` is what metadata besides these files say of pages, and `shared` has the stems of names that
    several files have.
    """
    origins = list(dict.fromkeys(file.origin for file in files))
    order = {origin: position for position, origin in enumerate(origins)}
    found, columns_seen, problems = read_files(files, order, options, known)
    if not any(len(each.articles) for each in found):
        nothing = nothing_read()
        attach_problems(nothing, problems, order)
        return nothing, problems
    nowhere = [name for name in options.columns.values() if find_column(name, columns_seen) is None]
    if nowhere:
        seen = ", ".join(sorted(map(repr, columns_seen))) or "none"
        raise ValueError(
            f"columns names {', '.join(map(repr, nowhere))}, but the columns that were read are: {seen}"
        )

    articles, places = _in_one_table(found, origins)
    articles["origin"] = places.fill(articles["origin"], origins)  # a saved table has them
    names, renamed = name_articles(articles["article"], places, shared)
    problems += renamed
    problems += _same_texts(articles["text"], names, places)
    problems += _cut_texts(articles["text"], places)
    problems += _future_dates(articles["date"], places)
    further = [column for column in articles if column not in (*COLUMNS, "article")]
    articles = articles[[*COLUMNS, *further]].set_axis(names)  # not earlier: looking at names takes long
    attach_problems(articles, problems, order)
    return articles, problems


_NO_FILE = f"  there is no file; put some in, ending in {', '.join([*PAGES, *TABLES, *ARCHIVES])}"


def _in_one_table(found: list[Found], origins: list[str]) -> tuple[pd.DataFrame, Places]:
    """Return all articles in the order of the files, with every column that an articles table has."""
    found = [each for each in found if len(each.articles)]
    articles = pd.concat([each.articles for each in found], ignore_index=True)
    for column in ("article", *COLUMNS):
        if column not in articles:
            articles[column] = pd.Series(index=articles.index, dtype=DATE_TYPE if column == "date" else "str")
    files, rows = (np.concatenate(parts) for parts in zip(*(each[1:] for each in found), strict=True))
    if (np.diff(files) < 0).any():  # texts are not moved about without need
        by_file = files.argsort(kind="stable")
        articles, files, rows = articles.iloc[by_file], files[by_file], rows[by_file]
    return articles.reset_index(drop=True), Places(origins, files, rows)


def _same_texts(texts: pd.Series, names: pd.Index, places: Places) -> list[Problem]:
    may_be_same = signs_of(texts).duplicated(keep=False).array & texts.notna()
    codes, _ = pd.factorize(texts[may_be_same])
    alike = may_be_same.to_numpy().nonzero()[0]
    _, first = np.unique(codes, return_index=True)
    originals = alike[first[codes]]
    again = alike != originals
    faults = (f"the same text as article {as_quote(name)}" for name in names[originals[again]])
    return places.report(faults, KEPT, alike[again])


def _cut_texts(texts: pd.Series, places: Places) -> list[Problem]:
    cut = are_cut_short(texts)
    last_lines = texts[cut].str[-120:].str.strip().str.rsplit("\n", n=1).str[-1]
    faults = (f"only its beginning, it seems; it ends {as_quote(line)}" for line in last_lines)
    return places.report(faults, KEPT, cut.nonzero()[0])


def _future_dates(dates: pd.Series, places: Places) -> list[Problem]:
    tomorrow = pd.Timestamp.now("UTC").tz_localize(None) + pd.Timedelta(days=1)
    to_come = (dates > tomorrow).to_numpy().nonzero()[0]
    faults = (f"its date, {date:%Y-%m-%d}, is yet to come" for date in dates.iloc[to_come])
    return places.report(faults, KEPT, to_come)
