"""The document of an archive -> the pieces between its marks, an article each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newslab.readers.exports.article import part_at_text, read_article
from newslab.readers.exports.description import Archive


class Piece(NamedTuple):
    """What is between two marks: the columns that the marks themselves name, and the lines between them."""

    text: str
    named: dict[str, str]
    is_closed: bool


def parted(lines: str, archive: Archive) -> tuple[list[Piece], list[str]]:
    """Return what is between the marks, and what belongs to no article.

    What follows a beginning is an article, and so is what an end closes; a cover page, a list of contents
    and what comes after the last end are neither.
    """
    pieces: list[Piece] = []
    outside: list[str] = []
    named: dict[str, str] = {}
    place, opened = 0, False
    for start, end, kind, groups in _marks(lines, archive):
        between = lines[place:start]
        is_end = kind == "end"
        if (between.strip() and (opened or is_end)) or named:
            pieces.append(Piece(between, named | groups if is_end else named, is_end))
        elif between.strip():
            outside.append(between)
        place, opened, named = end, not is_end, {} if is_end else groups
    between = lines[place:]
    if between.strip() or named:
        is_cut_short = bool(archive.ends) and is_labelled(between, archive)
        if opened or is_cut_short or (not archive.begins and _is_article(between, archive)):
            pieces.append(Piece(between, named, not archive.ends))
        else:
            outside.append(between)
    return pieces, outside


def _marks(lines: str, archive: Archive) -> Iterator[tuple[int, int, str, dict[str, str]]]:
    """Yield every mark in the order of its place; an end before a beginning at the same place."""
    marks = []
    for kind, patterns in (("end", archive.ends), ("begin", archive.begins)):
        for pattern in patterns:
            for found in pattern.finditer(lines):
                groups = {name: " ".join(value.split()) for name, value in found.groupdict().items() if value}
                stop = found.start("start") if groups.pop("start", None) else found.end()
                marks.append((found.start(), stop, kind, groups))
    last = 0
    for mark in sorted(marks, key=lambda mark: (mark[0], mark[1])):
        if mark[0] >= last:
            yield mark
            last = mark[1]


def is_labelled(piece: str, archive: Archive) -> bool:
    """Return whether a label says where the text of an article begins."""
    return bool(part_at_text(piece, archive)[1])


def _is_article(piece: str, archive: Archive) -> bool:
    if is_labelled(piece, archive):
        return True
    row = read_article(piece, archive)
    return bool(row.get("text") and row.get("date"))


def with_texts_after(lines: str, pieces: list[Piece], archive: Archive) -> list[Piece]:
    """Give each article of a list its text, where as many texts follow the list as it has articles.

    What the list itself says of an article is kept as its teaser; of its text, what is above the headline is
    kept as `other`.
    """
    starts = [found for pattern in archive.text_starts for found in pattern.finditer(lines)]
    if not pieces or len(starts) != len(pieces):
        return pieces
    ends = [found.start() for found in starts[1:]] + [len(lines)]
    whole = []
    for piece, found, end in zip(pieces, starts, ends, strict=True):
        teaser = piece.text.split(starts[0][0])[0] if piece is pieces[-1] else piece.text
        named = {**piece.named, "teaser": " ".join(teaser.split())}
        above, text = _part_at_title(lines[found.end() : end], piece.named.get("title", ""))
        whole.append(Piece(text, {**named, "other": above} if above else named, piece.is_closed))
    return whole


def _part_at_title(text: str, title: str) -> tuple[str, str]:
    """Part a text at the line that is its title, if one of its first lines is."""
    first = text.lstrip().split("\n")
    words = re.findall(r"\w+", title.casefold())
    for at, line in enumerate(first[:12]):
        if words and re.findall(r"\w+", line.casefold()) == words:
            return " ".join(" ".join(first[:at]).split()), "\n".join(first[at + 1 :])
    return "", text
