"""Signs that a document read as one article holds many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newslab.readers.exports.description import Archive
from newslab.readers.notes import KEPT, Note

#: No article is of more words.
MOST_WORDS = 20_000

#: Lines that a document has once an article, each with how many make many.
_MARKS = {
    r"(?:\W*[^\W\d]{3,12} )?(?:\d+ (?:of|von|de|van|di|sur|из) \d+)(?: [^\W\d]{3,12}\W*)?": 2,
    r"(?:Document|Dokument|Documento|Article|Artikel|Artículo|Articolo|Artigo|Документ|Статья) \W?\d+\W*": 2,
    r"(?:©|\([cC]\)|Copyright) .{3,120}": 3,
    r"[-_=*#~]{20,}": 3,
}
_PATTERN = re.compile(
    rf"\n[ \t]*(?:{'|'.join(f'(?P<m{n}>{mark})' for n, mark in enumerate(_MARKS))})[ \t]*(?=\n|\Z)"
)
#: How lines begin that may be one of these; it is soon found that none does.
_MAY_BE_A_MARK = re.compile(
    r"\n[ \t]*(?:\W*(?:[^\W\d]{3,12} )?\d+ \w+ \d|©|\([cC]\)|(?:Doc|Dok|Art|Cop|Док|Ста)\w+ |[-_=*#~]{20})"
)
#: The fewest words between two of them.
_FEWEST_WORDS_BETWEEN = 10
_LABEL = re.compile(r"\n[ \t]*([^\W\d_][\w /-]{1,25}:)(?=[ \t\n])")
_ARCHIVES = (
    *("LexisNexis", "Nexis Uni", "Factiva", "ProQuest", "Europresse", "NewsBank", "Gale Document Number"),
    *("GoPress", "Mediargus", "Интегрум"),
)

_REMEDY = (
    "read as one; describe how its articles begin or end, and pass the description: archive='my-archive.yml'"
)


def seems_many(text: str, archives: Sequence[Archive] = (), short: str | None = None) -> list[Note]:
    r"""List a text that is likely to be many articles, with what says so and what to do.

    Examples
    --------
    >>> seems_many("Document 1\n" + "It rose. " * 20 + "\nDocument 2\n" + "It fell. " * 20)[0].problem
    "it seems to hold 2 articles (lines such as 'Document 1'); read as one; describe how ..."
    """
    if archives:
        names = ", ".join(archive.name for archive in archives)
        return [Note(f"no mark of {names} as described by archive= is in it; read as one article", KEPT)]
    short = short_lines(text) if short is None else short
    sign = _repeated_mark(f"\n{text}") if _MAY_BE_A_MARK.search(short) else None
    if not sign and text.count(":") > 5:
        sign = _repeated_labels(f"\n{text}")
    if sign:
        n, line = sign
        return [Note(f"it seems to hold {n:,} articles (lines such as {line!r}); {_REMEDY}", KEPT)]
    if len(text) > 3 * MOST_WORDS and (n := len(text.split())) > MOST_WORDS:
        return [Note(f"it seems to hold many articles, being of {n:,} words; {_REMEDY}", KEPT)]
    if archive := next((name for name in _ARCHIVES if name in short), None):
        fault = f"it names {archive}, but no marks of an export part its articles; {_REMEDY}"
        return [Note(fault, KEPT)]
    return []


def short_lines(text: str) -> str:
    """Return the lines that may be marks: a paragraph is none, and to look at it takes time."""
    return "\n" + "\n".join([line for line in text.split("\n") if len(line) < _LONG])


#: No mark is so long.
_LONG = 250


def _repeated_mark(lines: str) -> tuple[int, str] | None:
    places: dict[str, list[tuple[int, str]]] = {}
    for found in _PATTERN.finditer(lines):
        if found.lastgroup:
            places.setdefault(found.lastgroup, []).append((found.start(), found[0].strip()))
    for kind, enough in zip((f"m{n}" for n in range(len(_MARKS))), _MARKS.values(), strict=True):
        marks = places.get(kind, [])
        apart = [
            mark
            for mark, previous in zip(marks, [(None, ""), *marks], strict=False)
            if previous[0] is None or len(lines[previous[0] : mark[0]].split()) > _FEWEST_WORDS_BETWEEN
        ]
        if len(apart) >= enough:
            return len(apart), apart[0][1][:60]
    return None


def _repeated_labels(lines: str) -> tuple[int, str] | None:
    """Find three labels or more that return in the same order, as in a list of records."""
    labels = _LABEL.findall(lines)
    counts = Counter(labels)
    first = labels[0] if labels else ""
    if counts[first] < 2:
        return None
    n = counts[first]
    regular = [label for label in labels if counts[label] == n]
    size = len(regular) // n
    rounds: Iterable[list[str]] = (regular[start : start + size] for start in range(0, len(regular), size))
    if size >= 3 and all(each == regular[:size] for each in rounds):
        return n, first
    return None
