"""The paragraphs of one article of an export -> its columns, from head, text and tail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from newslab.readers.exports.description import COPYRIGHT, ONLY_COPYRIGHT, Archive

#: The head of an article is looked for in its first characters.
_HEAD = 4000

#: A value of a label that nobody has listed is no longer than this.
_SHORT = 300


class Block(NamedTuple):
    """A paragraph: its lines, and the column that its label names, or that it is copyright or text."""

    lines: str
    column: str | None = None
    value: str = ""
    #: Whether only the look of the label shows it.
    is_guess: bool = False


def read_article(text: str, archive: Archive) -> dict[str, str]:
    """Return the columns of an article from the paragraphs between two marks.

    The head is what the description's patterns find above the text, and labels. Then comes the text, and
    from the end upwards what is labelled, down to which no paragraph is without a label, but for columns
    whose value may run over several. What no column takes is kept as `other`.
    """
    row: dict[str, str] = {}
    head, body = part_at_text(text, archive)
    if body:
        _add(row, "other", head[:-_HEAD].strip())
        _add_fields(row, _blocks(_lift_head(row, head[-_HEAD:], archive), archive))
        blocks = _blocks(body, archive)
        n_head = next((at for at, block in enumerate(blocks) if not _is_head(block)), 0)
        _add_fields(row, [block for block in blocks[:n_head] if block.column != "text"])
        _add_text(row, blocks[n_head:] or blocks, archive)
    else:
        blocks = _blocks(_lift_head(row, text[:_HEAD], archive) + text[_HEAD:], archive)
        if _is_line_of_head(blocks):
            line = blocks.pop(0).lines
            _add(row, "author" if _BY.match(line) else "other", line)
        n_head = _n_labelled(blocks)
        _add_fields(row, blocks[:n_head])
        _add_text(row, blocks[n_head:], archive)
    _tidy(row)
    for column, pattern in archive.cut.items():
        if (cut := pattern.search(row.get(column, ""))) and cut.start():
            _add(row, f"{column}_detail", cut[0].strip(" ;,()"))
            row[column] = pattern.sub("", row[column]).strip()
    return row


def part_at_text(text: str, archive: Archive) -> tuple[str, str]:
    """Part an article at the first label that says where its text begins, if there is one."""
    place = 0
    for line in text.splitlines(keepends=True) if archive.has_text_label else ():
        label = archive.label.match(line.lstrip(" \t\xa0|"))
        if label and archive.column_of(label) == "text":
            return text[:place], text[place:]
        place += len(line)
    return text, ""


# Paragraphs -------------------------------------------------------------------------------------------------


def _blocks(text: str, archive: Archive) -> list[Block]:
    """Return the paragraphs of a text; a line that begins with a label begins a paragraph."""
    blocks = []
    for paragraph in re.split(r"\n(?:[ \t\xa0]*\n)+", text):
        lines: list[str] = []
        for line in paragraph.split("\n"):
            line = line.strip(" \t\xa0|\f\v")
            if lines and (archive.label.match(line) or COPYRIGHT.match(line)):
                blocks.append(_block("\n".join(lines), archive))
                lines = []
            if line:
                lines.append(line)
        if lines:
            blocks.append(_block("\n".join(lines), archive))
    return blocks


def _block(lines: str, archive: Archive) -> Block:
    if label := archive.label.match(lines):
        return Block(lines, archive.column_of(label), lines[label.end() :].strip(" \t\xa0|\n"))
    if COPYRIGHT.match(lines) and len(lines) < 2 * _SHORT:
        return Block(lines, "copyright", lines, is_guess=True)
    if archive.other_label and len(lines) < _SHORT and (label := archive.other_label.match(lines)):
        name = re.sub(r"\W+", "_", label[0].lower()).strip("_")
        return Block(lines, name, lines[label.end() :].strip(), is_guess=True)
    return Block(lines)


def _n_labelled(blocks: list[Block]) -> int:
    """Return how many paragraphs at the beginning are labelled; the last of them by a label that is known."""
    n = 0
    for at, block in enumerate(blocks):
        if block.column is None:
            break
        if not block.is_guess or block.column == "copyright":
            n = at + 1
    if n == len(blocks):  # then what only looks like a label is the text
        guesses = (at for at, block in enumerate(blocks) if block.is_guess and block.column != "copyright")
        return next(guesses, n)
    return n


def _is_line_of_head(blocks: list[Block]) -> bool:
    """Return whether the first paragraph is a line in capitals above the labels of the head.

    Such a line names who wrote it or where; a longer paragraph below the labels is the text.
    """
    if len(blocks) < 3 or blocks[0].column or not blocks[0].lines.isupper() or "\n" in blocks[0].lines:
        return False
    n = _n_labelled(blocks[1:])
    texts = [len(block.lines) for block in blocks[1 + n :] if not block.column]
    return n > 0 and max(texts, default=0) > len(blocks[0].lines)


# Head, text and tail ----------------------------------------------------------------------------------------


def _lift_head(row: dict[str, str], lines: str, archive: Archive) -> str:
    """Read the head by the description's patterns, and what is above it; return what is below."""
    for pattern in archive.head:
        if found := pattern.search(lines):
            for block in _blocks(lines[: found.start()], archive):
                if block.column and (block.column == "copyright" or not block.is_guess):
                    _add(row, block.column, block.value)
                else:
                    _add(row, "other", block.lines)
            _add_groups(row, found)
            return lines[found.end() :]
    return lines


def _is_head(block: Block) -> bool:
    """Return whether a paragraph right below the label of the text is the label alone, or another one."""
    return block.column is not None and not block.is_guess and (block.column != "text" or not block.value)


def _add_text(row: dict[str, str], blocks: list[Block], archive: Archive) -> None:
    """Read the text and what is labelled below it."""
    end = len(blocks)
    at = end
    waiting = 0  # paragraphs without a label below the one that is looked at
    while at > 0:
        at -= 1
        block = blocks[at]
        if block.column == "text":
            break
        if block.column is None:
            waiting += 1
        elif block.column == "copyright":
            end = end if waiting else at
        elif not block.is_guess and (
            not waiting or block.column in archive.long_fields or (waiting == 1 and _heads_one(blocks, at))
        ):
            end, waiting = at, 0
        elif not block.is_guess and waiting:
            break
    last = ""
    for block in blocks[end:]:
        last = block.column or last
        _add(row, last or "other", block.value if block.column else block.lines)
    if not end and row.get("graphic"):
        row["text"] = row["graphic"]
        return
    credits = [block.lines for block in blocks[:end] if _CREDIT.fullmatch(block.lines)]
    if credits:
        _add(row, "credit", "; ".join(credits))
    texts = [block.value if block.column == "text" else block.lines for block in blocks[:end]]
    row["text"] = "\n\n".join(text for text in texts if text and text not in credits)
    _lift_copyright(row)


def _lift_copyright(row: dict[str, str]) -> None:
    """Take a first line of the text that says no more than whose it is."""
    first, _, others = row["text"].partition("\n")
    if others and ONLY_COPYRIGHT.fullmatch(first):
        _add(row, "copyright", first)
        row["text"] = others.strip()


#: Whose a picture in the article is.
_CREDIT = re.compile(r"(?:©|\([cC]\)) ?[^\n]{2,80}(?<![.!?])")


def _heads_one(blocks: list[Block], at: int) -> bool:
    """Return whether a label below another, with nothing after it in its line, heads the paragraph below."""
    above = blocks[at - 1] if at else Block("")
    return not blocks[at].value and above.column not in (None, "text", "copyright") and not above.is_guess


# Columns ----------------------------------------------------------------------------------------------------


def _add_groups(row: dict[str, str], found: re.Match[str]) -> None:
    for column, value in found.groupdict().items():
        if value and value.strip() and column != "start":
            row[column.rstrip("0123456789")] = " ".join(value.split())  # a pattern has each name but once


def _add_fields(row: dict[str, str], blocks: Iterable[Block]) -> None:
    last = "other"
    for block in blocks:
        last = block.column or last
        _add(row, last, block.value if block.column else block.lines)


def _add(row: dict[str, str], column: str, value: str) -> None:
    """Add a value to a column; a second one of a column that has but one belongs to `other`."""
    if column in _SINGLE and column in row:
        if value.split() == row[column].split():
            return
        column = "other"
    if value if column != "other" else _HAS_WORDS.search(value):
        row[column] = f"{row[column]}\n\n{value}" if column in row else value


#: What is more than a line drawn between two articles.
_HAS_WORDS = re.compile(r"[^\W_]")

#: Columns that have one value; what an archive names twice is so by its first name.
_SINGLE = ("id", "title", "source", "date", "author")


def _tidy(row: dict[str, str]) -> None:
    """Put every value but the text on one line, the time after the date, and names without "By"."""
    for column, value in row.items():
        if column not in ("text", "other"):
            row[column] = " ".join(value.split())
    if ONLY_COPYRIGHT.fullmatch(row.get("source", "")):  # a line of copyright that was wrapped
        _add(row, "copyright", row.pop("source"))
    if author := row.get("author"):
        row["author"] = _BY.sub("", author)
    if (time := row.get("time")) and row.get("date"):
        row["date"] = f"{row['date']} {time}"


#: "By" in several languages before a name; "Di Rossi" and "Von der Aue" are names themselves.
_BY = re.compile(
    r"(?:[Bb]y|BY|VAN(?= [A-Z]{2})|[Vv]on|VON|[Pp]ar|PAR|[Dd]oor|DOOR|[Pp]or|POR|di|da)\b:?"
    r"\s+(?=[^\W\d_a-zß-öø-ÿ])"
)
