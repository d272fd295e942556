"""Dictionaries that are tables: a column of terms, and columns of frames, weights, or one a frame."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from newslab.english.lists import words_of
from newslab.lexicon.collecting import Collector
from newslab.readers.usual_names import are_names

# Words in the names of columns, in small letters.
TERM = words_of(
    """
    dicterm pattern term terms word words entry lemma token feature keyword keywords phrase ngram
    wort begriff stichwort schlagwort mot terme palabra término parola termine palavra woord słowo слово
    kelime
    """
)
FRAME = words_of(
    """
    frame category categories emotion foundation class topic sentiment type dimension label code group
    kategorie rahmen thema klasse catégorie cadre categoría categoria marco categorie kategoria kategori
    """
)
WEIGHT = words_of(
    """
    weight score value valence polarity mean average rating strength intensity association
    gewicht wert punkte poids peso valor waga
    """
)
# Columns about the entry, not about what it means.
ASIDE = words_of(
    """
    id no nr n source rank sd std deviation count frequency freq num seq notes note comment comments
    definition defined gloss othtags syllables bigram index unnamed quelle anmerkung wortart
    """
)
_YES = {"x", "yes", "true", "ja", "oui"}
_HEAD_WITHIN = 5  # rows, of which the first may hold a title


@dataclass
class _Columns:
    """Which columns of a table hold what, by their places."""

    term: int
    frame: int | None = None
    weight: int | None = None
    marks: list[int] = field(default_factory=list)  # one for each frame


def parse_csv(text: str, origin: str) -> Collector:
    """Return the patterns of a table with commas, semicolons, tabs or bars."""
    text = re.sub(r"^sep=.\r?\n", "", text)  # a line that Excel writes
    separator = max("\t;,|", key=text.count)
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator)
    collector = Collector(origin)
    try:
        parse_rows([(rows.line_num, row) for row in rows], collector, is_comma_free=separator != ",")
    except csv.Error as error:
        collector.refuse(f"not readable as a table ({error})", rows.line_num)
    return collector


def parse_rows(
    rows: list[tuple[int, list[str]]],
    collector: Collector,
    *,
    frame: str | None = None,
    has_head: bool | None = None,
    is_comma_free: bool = True,
) -> None:
    """Add the patterns of a table.

    Parameters
    ----------
    rows : list of (int, list of str)
        The cells of each row, with its line in the file.
    collector : Collector
        Takes the patterns, and what is listed.
    frame : str, optional
        The frame where the table names none; by default the name of the file.
    has_head : bool, optional
        Whether the first row has the names of the columns; by default as the table shows.
    is_comma_free : bool, default True
        Whether a comma in a number is that of its decimals.
    """
    frame = frame or collector.stem
    rows = [(line, [cell.strip() for cell in cells]) for line, cells in rows]
    rows = [(line, cells) for line, cells in rows if any(cells)]
    width = max((len(cells) for _, cells in rows), default=0)
    rows = [(line, cells + [""] * (width - len(cells))) for line, cells in rows]
    head = 0 if has_head and rows else _head_of(rows)
    if head is None and rows and are_names(rows[0][1]) > 2:
        line, names = rows[0]
        refused = f"its columns ({', '.join(filter(None, names))}) are those of articles, not of a lexicon"
        collector.refuse(f"{refused}; a column of terms is named term, word or pattern", line)
    if head is None and _are_lists(rows):
        for place, name in enumerate(rows[0][1]):
            for line, cells in rows[1:]:
                if cells[place]:
                    collector.add(cells[place], line, name or frame)
    elif head is None:
        for line, cells in rows:
            add_cells(cells, line, collector, frame)
    else:
        _add_table(rows[head:], collector, frame, is_comma_free)


def add_cells(cells: list[str], line: int, collector: Collector, frame: str) -> None:
    """Add a row of a table without names of columns: a term, and its score, its category, or both."""
    cells = [cell for cell in cells if cell]
    numbers = [number_of(cell) for cell in cells]
    if len(cells) == 1:
        collector.add(cells[0], line, frame)
    elif "|" in cells[0] and numbers[1] is not None:  # SentiWS: Abbau|NN -0.058 Abbaus,Abbaues
        for form in [cells[0].split("|")[0], *(cells[2].split(",") if len(cells) > 2 else [])]:
            collector.add(form, line, frame, weight=numbers[1])
    elif numbers[1] is not None:  # AFINN, VADER; what is after the score is about the score
        names = [cell for cell, number in zip(cells[2:], numbers[2:], strict=True) if number is None]
        is_named = len(cells) == 3 and names and re.fullmatch(r"[\w ]+", names[0])
        collector.add(cells[0], line, names[0] if is_named else frame, weight=numbers[1])
    elif len(cells) == 3 and numbers[2] is not None:  # NRC: word, emotion, 0 or 1
        if numbers[2]:
            collector.add(cells[0], line, cells[1], weight=None if numbers[2] == 1 else numbers[2])
    else:
        for name in cells[1:]:
            collector.add(cells[0], line, name)


def number_of(cell: str, *, is_comma_free: bool = False) -> float | None:
    """Return the number that a cell holds, None where it is none."""
    if is_comma_free and re.fullmatch(r"[-+]?\d+,\d+", cell):
        cell = cell.replace(",", ".")
    return float(cell) if re.fullmatch(r"[-+−]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", cell) else None


def _words_in(name: str) -> list[str]:
    """Return the words in the name of a column: *AffectDimension*, *sentiment_score*, *English (en)*."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\(.*?\)", "", name))
    return re.findall(r"[^\W\d_]+", name.lower())


def _head_of(rows: list[tuple[int, list[str]]]) -> int | None:
    """Return which row has the names of the columns, None where there is none."""
    for place, (_, cells) in enumerate(rows[:_HEAD_WITHIN]):
        names = [set(_words_in(cell)) for cell in cells]
        known = sum(bool(name & (TERM | FRAME | WEIGHT)) for name in names)
        is_numeric = any(number_of(cell) is not None for cell in cells)
        is_title = sum(map(bool, cells)) == 1 and (len(cells) > 1 or len(names[0]) > 1)
        if not (is_numeric or is_title) and len(rows) > place + 1 and any(name & TERM for name in names):
            return place
        if not is_numeric and known > 1:
            return place
    # Names above columns of marks or numbers.
    names_and_rows = [cells for _, cells in rows]
    first = names_and_rows[0] if len(rows) > 1 else []
    if sum(map(bool, first)) > 1 and all(number_of(cell) is None for cell in first):
        columns = list(zip(*names_and_rows[1:], strict=True))[1:]
        if any(all(_is_mark(cell) for cell in column) and any(column) for column in columns):
            return 0
    return None


def _is_mark(cell: str) -> bool:
    return not cell or number_of(cell, is_comma_free=True) is not None or cell.lower() in _YES


def _are_lists(rows: list[tuple[int, list[str]]]) -> bool:
    """Return whether each column is a list of terms under the name of a frame."""
    if len(rows) < 2 or len(rows[0][1]) < 2 or not all(rows[0][1]):
        return False
    columns = list(zip(*(cells for _, cells in rows), strict=True))
    filled = [[cell for cell in column if cell] for column in columns]
    if any(number_of(cell) is not None for cell in filled[1]) or any("|" in cell for cell in filled[0]):
        return False
    is_ragged = any(not cells[0] for _, cells in rows)
    return is_ragged or (len(rows) > 3 and all(len(set(column)) == len(column) for column in filled))


def _add_table(
    rows: list[tuple[int, list[str]]], collector: Collector, frame: str, is_comma_free: bool
) -> None:
    """Add the patterns of a table whose first row has the names of the columns."""
    (line_of_head, names), *rows = rows
    columns = _columns_of(names, [cells for _, cells in rows])
    read = {columns.term, columns.frame, columns.weight, *columns.marks}
    for place, name in enumerate(names):
        if place not in read and any(cells[place] for _, cells in rows):
            collector.problem(name, "this column is not read", line_of_head)
    is_inquirer = names[columns.term].lower() == "entry"
    for line, cells in rows:
        term = cells[columns.term]
        if is_inquirer:  # ABANDON#1 is one of the senses of a word
            term = re.sub(r"#\d+$", "", term).lower()
        if not term:
            collector.problem("; ".join(filter(None, cells)), "has no term", line)
            continue
        weight = None
        if columns.weight is not None and cells[columns.weight]:
            weight = number_of(cells[columns.weight], is_comma_free=is_comma_free)
            if weight is None:
                collector.problem(
                    term, f"has the weight {cells[columns.weight]!r}, which is no number; it has none", line
                )
        for name, own in _frames_of(cells, columns, names, frame, is_comma_free):
            collector.add(term, line, name, weight=weight if own is None else own)
        if columns.frame is not None and not cells[columns.frame]:
            collector.problem(term, f"has no {names[columns.frame]}", line)


def _columns_of(names: list[str], body: list[list[str]]) -> _Columns:
    """Return which columns hold what, by their names and what is in them."""
    words = [_words_in(name) for name in names]
    cells_of = [[row[place] for row in body if row[place]] for place in range(len(names))]
    texts = [p for p, cells in enumerate(cells_of) if cells and not all(map(_is_mark, cells))]
    exact = [p for p, name in enumerate(words) if len(name) == 1 and name[0] in TERM]
    partly = [p for p, name in enumerate(words) if set(name) & TERM and p in texts]
    named = [p for p, name in enumerate(words) if set(name) & ASIDE]
    others = [p for p in texts if p not in named]
    term = [*exact, *partly, *others, *texts, 0][0]
    columns = _Columns(term)
    free = [p for p in range(len(names)) if p not in (term, *named) and cells_of[p] and names[p]]
    frames = [p for p in free if set(words[p]) & FRAME and p in texts]
    columns.frame = frames[0] if frames else None
    free = [p for p in free if p not in frames]
    weights = [p for p in free if set(words[p]) & WEIGHT and any(map(_is_mark, cells_of[p]))]
    marks = [p for p in free if p in weights or _is_column_of_marks(names[p], cells_of[p])]
    if len(weights) == 1 and (frames or len(marks) == 1 or not _are_all_weights(marks, cells_of)):
        columns.weight = weights[0]
    if columns.frame is None:
        columns.marks = [p for p in marks if p != columns.weight]
    return columns


def _is_column_of_marks(name: str, cells: list[str]) -> bool:
    return all(_is_mark(cell) or cell.lower() == name.lower() for cell in cells)


def _are_all_weights(marks: list[int], cells_of: list[list[str]]) -> bool:
    """Return whether columns hold numbers other than 0 and 1: valence, arousal and dominance, say."""
    return all(any(number_of(cell) not in (0, 1, None) for cell in cells_of[p]) for p in marks)


def _frames_of(
    cells: list[str], columns: _Columns, names: list[str], frame: str, is_comma_free: bool
) -> Iterator[tuple[str, float | None]]:
    """Yield the frames of a row, each with a weight of its own or None."""
    if columns.frame is not None:
        is_not = columns.weight is not None and number_of(cells[columns.weight]) == 0
        if not is_not or "association" not in _words_in(names[columns.weight or 0]):
            for name in re.split(r"\s*[;|]\s*", cells[columns.frame]):
                if name:
                    yield name, None
    elif not columns.marks:
        yield frame, None
    for place in columns.marks:
        number = number_of(cells[place], is_comma_free=is_comma_free)
        if number is None and cells[place]:
            yield names[place], None
        elif number and (number == 1 or (1900 < number < 2100 and number % 1 == 0)):
            yield names[place], None  # marked, by Loughran and McDonald with the year of the entry
        elif number and not -2100 < number < -1900:
            yield names[place], number
