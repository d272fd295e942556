"""The dictionaries of other programs: text with tabs, lists under headings, and tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pandas as pd

from newslab.lexicon.parsing import Collector

# The names that columns of published dictionaries have, in small letters.
TERM = ["dicterm", "pattern", "term", "terms", "word", "words", "entry", "lemma", "token", "wort", "feature"]
FRAME = ["frame", "category", "emotion", "foundation", "class", "topic", "sentiment", "type", "dimension"]
WEIGHT = ["weight", "score", "value", "valence", "polarity", "mean", "rating", "strength"]


def parse_liwc(text: str, origin: str) -> Collector:
    """Return the patterns of a dictionary of LIWC (.dic), such as the Moral Foundations Dictionary.

    Its categories are between two lines of a ``%``, each a number and a name; then each line holds a term and
    the numbers of its categories. A category on a condition (``<of>1/2``) counts without it, and is listed.
    """
    collector = Collector(origin)
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    bars = [place for place, (_, line) in enumerate(lines) if line == "%"]
    if len(bars) < 2 or bars[0] > 0:
        collector.refuse("the categories must be at the top, between two lines of a % alone", 1)
    frames: dict[str, str] = {}
    for n, line in lines[1 : bars[1]]:
        number, *name = line.split(maxsplit=1)
        if number.isdigit() and name and number not in frames:
            frames[number] = re.sub(r"\s+\(.*\)$", "", name[0])
        else:
            collector.problem(line, "defines no new category; write a number, a tab and a name", n)
    for n, line in lines[bars[1] + 1 :]:
        match = re.fullmatch(r"(\S.*?)[\t ]+([\d(<].*)", line)
        if not match:
            collector.problem(line, "has no category; write the term, a tab and a category's number", n)
            continue
        term, codes = match.groups()
        if not re.fullmatch(r"[\d\s]+", codes):
            collector.problem(line, "has a category on a condition, which is read without it", n)
        for number in dict.fromkeys(re.findall(r"\d+", codes)):
            if number in frames:
                collector.add(term, n, frames[number])
            else:
                collector.problem(
                    line, f"category {number!r} is not defined; define it between the lines of %", n
                )
    for frame in frames.values():
        if all(frame != row[0] for row in collector.rows):
            collector.problem(frame, "this category has no term", None)
    return collector


def parse_text(text: str, origin: str) -> Collector:
    """Return the patterns of a text: a dictionary of LIWC, lists under headings (Lexicoder: ``+name``), words
    with scores (AFINN, VADER, SentiWS), words with categories (NRC), or a word or phrase a line.
    """
    if text.lstrip().startswith("%"):
        return parse_liwc(text, origin)
    collector = Collector(origin)
    frame = origin.rsplit(".", 1)[0]
    for n, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or re.match(r"#(?!\w)", line):
            continue
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if line.startswith("+"):
            frame = line[1:].strip()
        elif len(cells) == 1:
            collector.add(cells[0], n, frame)
        elif "|" in cells[0] and _number(cells[1]) is not None:  # SentiWS: Abbau|NN -0.058 Abbaus,Abbaues
            forms = [cells[0].split("|")[0], *(cells[2].split(",") if len(cells) > 2 else [])]
            for form in forms:
                collector.add(form, n, frame, weight=_number(cells[1]))
        elif _number(cells[1]) is not None:  # AFINN, VADER
            collector.add(cells[0], n, frame, weight=_number(cells[1]))
        elif len(cells) == 3 and _number(cells[2]) is not None:  # NRC: word, emotion, 0 or 1
            if _number(cells[2]):
                weight = _number(cells[2])
                collector.add(cells[0], n, cells[1], weight=None if weight == 1 else weight)
        else:
            for name in cells[1:]:
                collector.add(cells[0], n, name)
    return collector


def parse_csv(text: str, origin: str) -> Collector:
    """Return the patterns of a table with commas, semicolons or tabs."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)]
    if not rows:
        return Collector(origin)
    names = [cell.strip().lower() for cell in rows[0]]
    has_names = any(name in TERM for name in names) or (len(names) > 1 and set(names) & {*FRAME, *WEIGHT})
    if not has_names:
        return parse_text("\n".join("\t".join(row) for row in rows), origin)
    width = len(rows[0])
    table = pd.DataFrame([(row + [""] * width)[:width] for row in rows[1:]], columns=rows[0], dtype="str")
    return parse_table(table, origin)


def parse_table(table: pd.DataFrame, origin: str) -> Collector:
    """Return the patterns of a table: a column of terms, and one of frames, of weights, or one a frame."""
    collector = Collector(origin)
    names = {str(column).strip().lower(): column for column in table.columns}
    term = next((names[name] for name in TERM if name in names), table.columns[0] if len(names) else None)
    frame = next((names[name] for name in FRAME if name in names and names[name] != term), None)
    weight = next((names[name] for name in WEIGHT if name in names and names[name] != term), None)
    frame_of = _frame_reader(table, term, frame, weight, origin)
    is_inquirer = term is not None and str(term).lower() == "entry"
    for place, (_, row) in enumerate(table.iterrows()):
        text = "" if term is None or pd.isna(row[term]) else str(row[term]).strip()
        if is_inquirer:  # ABANDON#1 is one of the senses of a word
            text = re.sub(r"#\d+$", "", text).lower()
        if not text:
            continue
        score = _number(row[weight]) if weight is not None else None
        for name, own in frame_of(row):
            collector.add(text, place + 2, name, weight=score if own is None else own)
    return collector


def _frame_reader(
    table: pd.DataFrame, term: object, frame: object, weight: object, origin: str
) -> Callable[[pd.Series], list[tuple[str, float | None]]]:
    """Return a function from a row to its frames, each with a weight of its own or None."""
    if frame is not None:
        return lambda row: (
            [] if pd.isna(row[frame]) or not str(row[frame]).strip() else [(str(row[frame]), None)]
        )
    others = [column for column in table.columns if column not in (term, weight) and str(column) != "Source"]
    if weight is not None or not others:
        return lambda row: [(origin.rsplit(".", 1)[0], None)]

    def frames(row: pd.Series) -> list[tuple[str, float | None]]:
        found = []
        for column in others:
            cell = "" if pd.isna(row[column]) else str(row[column]).strip()
            number = _number(cell)
            if number:
                found.append((str(column), None if number == 1 else number))
            elif number is None and cell.lower() in ("x", "yes", "true", str(column).lower()):
                found.append((str(column), None))
        return found

    return frames


def _number(cell: object) -> float | None:
    try:
        return float(str(cell).strip())
    except ValueError:
        return None
