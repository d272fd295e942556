"""Signs that a document read as one article holds many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newslab.readers.exports.description import DATE, OF, Archive
from newslab.readers.notes import KEPT, Note

#: No article is of more words.
MOST_WORDS = 20_000

#: Lines that a document has once an article, each with how many make many.
_MARKS = {
    rf"(?:\W*[^\W\d]{{3,12}} )?(?:\d+ {OF} \d+)(?: [^\W\d]{{3,12}}\W*)?": 2,
    r"(?:Document|Dokument|Documento|Article|Artikel|Artículo|Articolo|Artigo|Документ|Статья) \W?\d+\W*": 2,
    r"<(?:doc|article|text|item|story|news|entry|record)\b[^\n]*": 2,
    r"(?:©|\([cC]\)|Copyright) .{3,120}": 3,
    "|".join(rf"(?:[{sign}]\s?){{10,}}" for sign in "-_=*#~+"): 2,
    "|".join(rf"(?:[{sign}]\s?){{5,9}}" for sign in "-_=*#~+"): 3,
    # An outlet or a place, and a day; the day alone is often the heading of a chronology.
    r"(?=.*\d{4})(?!.*[.!?]$)(?=.*[^\W\d_]{3})"
    rf"(?:.{{1,60}}\W(?:{DATE})(?:\W.{{1,40}})?|(?:{DATE})\W.{{3,60}})": 3,
    # Numbers and words between signs: "### 3", "--- End ---", "[3]", "Story 3/5", "End of article".
    r"(?P<alike>[-_=*#~+<>\[({]{2,}\s?.{0,40}\d.{0,20}|[-_=*#~+<>]{3,}\s?[^\W_].{1,60}[-_=*#~+<>]{3,}"
    rf"|\S.{{0,40}}\s\d+ {OF} \d+(?:\W.{{0,20}})?"
    r"|[\[({<#]\s?\d{1,5}\s?[\])}>]?|[^\W\d]{3,12}:? \W?\d{1,5}(?:\s?/\s?\d{1,5})?:?"
    r"|\W*(?i:end|ende|fin|fine|fim|einde|slut|koniec|конец)(?i: of| de[rsl]?| van| d[aeiou]\w{0,3})?"
    r" ?[^\W\d]{3,12} ?[^\W\d]{0,12}\W*)": 3,
}
_PATTERN = re.compile("|".join(f"(?P<m{n}>{mark})" for n, mark in enumerate(_MARKS)))
_ENOUGH = {f"m{n}": enough for n, enough in enumerate(_MARKS.values())}
_IS_PAGE = re.compile(r"(?i)\W*(?:page|seite|página|pagina|pág|blz|стр\w*)\.? \d")

#: Lines that may be one of these by how they begin, or by a digit; of most texts it is soon found that they
#: have not two.
_MAY_BE_A_MARK = re.compile(
    r"\n[^\S\n]*((?![a-zß-öø-ÿ])(?:[^\w\s]|[^\n\d]*+\d|(?i:end|fi[nm]|ein|slu|kon|кон|copyr))[^\n]*)"
)
#: How many words at least are between two of them.
_FEWEST_WORDS_BETWEEN = 10
_LABEL = re.compile(r"\n[ \t]*([^\W\d_][\w /-]{1,25}:(?=[ \t\n])|[A-ZÀ-Þ][A-ZÀ-Þ_-]{1,15}(?=  |\t))")
_ARCHIVE = re.compile(
    "LexisNexis|Nexis Uni|Factiva|ProQuest|Europresse|NewsBank|Gale Document Number|GoPress|Mediargus"
    "|Интегрум"
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
    sign = _repeated_mark(text) if _may_have_marks(short) else None
    if not sign and (
        short.count(":") > 3 or "  " in short or "\t" in short
    ):  # of 2 x 3 labels, 2 before texts
        sign = _repeated_labels(f"\n{text}")
    if sign:
        n, line = sign
        return [Note(f"it seems to hold {n:,} articles (lines such as {line!r}); {_REMEDY}", KEPT)]
    if len(text) > 3 * MOST_WORDS and (n := len(text.split())) > MOST_WORDS:
        return [Note(f"it seems to hold many articles, being of {n:,} words; {_REMEDY}", KEPT)]
    if archive := _ARCHIVE.search(short):
        fault = f"it names {archive[0]}, but no marks of an export part its articles; {_REMEDY}"
        return [Note(fault, KEPT)]
    return []


def known_marks(lines: str, archives: Sequence[Archive]) -> list[Note]:
    r"""List a text with marks of a known archive, and words between them, but not the rest of its form.

    Examples
    --------
    >>> from newslab.readers.exports import describe
    >>> reports = describe({"name": "Village News", "begins": "Report [A-Z]"})
    >>> lines = "\nReport A\n" + "It rose. " * 20 + "\nReport B\n" + "It fell. " * 20
    >>> known_marks(lines, [reports])[0].problem
    "it has 2 marks of articles as Village News writes them (such as 'Report A'), but no headline and day ..."
    """
    for archive in archives:
        marks: list[str] = []
        last = 0
        for found in archive.mark.finditer(lines):
            is_apart = len(lines[last : found.start()].split()) > _FEWEST_WORDS_BETWEEN
            if re.search(r"\w{2}", found[0]) and (is_apart or not marks):
                marks.append(found[0].strip())
            last = found.end()
        if len(marks) > 1:
            form = f"as {archive.name} writes them (such as {marks[0][:60]!r})"
            fault = f"it has {len(marks):,} marks of articles {form}, but no headline and day with them"
            return [Note(f"{fault}; {_REMEDY}", KEPT)]
    return []


def articles_of_page(page: str, archives: Sequence[Archive]) -> tuple[int, str]:
    """Return how many articles the elements of a web page show that a description names, and its archive.

    Each has a headline, and its outlet or what begins it; 0 where no element is named so.

    Examples
    --------
    >>> from newslab.readers.exports import describe
    >>> page = "<i class='paper'>Echo</i><b class='top head'>It rose</b>" * 2
    >>> elements = {"source": "paper", "title": "head"}
    >>> articles_of_page(page, [describe({"name": "A", "ends": "End", "elements": elements})])
    (2, 'A')
    """
    counts = [(0, "")]
    for archive in archives:
        named: Counter[str] = Counter()
        for name, column in archive.elements.items():
            if name in page:
                element = rf"{_NAMED}{re.escape(name)}(?![\w-])"
                named[column] = max(named[column], len(re.findall(element, page)))
        counts.append((min(named["title"], max(named["source"], named["begin"])), archive.name))
    return max(counts)


#: How an element of a web page is named, up to one of its names.
_NAMED = r"(?:class|id)\s{0,9}=[^\w>]{0,9}(?:[\w-]{1,99}\s{1,9}){0,9}"


def short_lines(text: str) -> str:
    """Return the lines that may be marks: a paragraph is none, and to look at it takes time."""
    return "\n" + "\n".join([line for line in text.split("\n") if 0 < len(line) < _LONG])


#: No mark is longer.
_LONG = 250


def _repeated_mark(text: str) -> tuple[int, str] | None:
    """Find lines of one kind, each with words enough between it and the one before."""
    marks: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    enough: dict[str, int] = {}
    n_words = 0
    for line in map(str.strip, text.split("\n")):
        found = _mark(line)
        if found and found.lastgroup and not (found["alike"] and _IS_PAGE.match(line)):
            kind = re.sub(r"\d+", "#", line) if found["alike"] else found.lastgroup
            enough[kind] = _ENOUGH[found.lastgroup]
            if n_words - places.get(kind, -n_words) > _FEWEST_WORDS_BETWEEN or kind not in marks:
                marks.setdefault(kind, []).append(line)
            places[kind] = n_words
        n_words += len(line.split())
    many = (lines for kind, lines in marks.items() if len(lines) >= enough[kind])
    return next(((len(lines), lines[0][:60]) for lines in many), None)


def _may_have_marks(short: str) -> bool:
    """Return whether two of the short lines are marks of any kind; only in such texts words are counted."""
    marks = (True for line in _MAY_BE_A_MARK.findall(short) if _mark(line.rstrip()))
    return next(marks, False) and next(marks, False)


def _mark(line: str) -> re.Match[str] | None:
    """Return what of a line says that it is a mark, if it is one."""
    return _PATTERN.fullmatch(line) if 0 < len(line) < 150 and not line[0].islower() else None


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
