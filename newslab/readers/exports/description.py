"""A page of YAML that describes an archive -> the patterns that the splitter works with."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from newslab.rights import ALL_RIGHTS_RESERVED, END_OF_RIGHTS_RESERVED

#: What a description may say.
KEYS = {
    "name": "what the archive is called",
    "begins": "lines at which an article begins",
    "ends": "lines at which an article ends",
    "head": "what the lines above the first label are",
    "fields": "columns, each with the labels that lines of it begin with",
    "texts": "lines at which a text begins, where all texts follow a list of all heads",
    "always": "columns that are the same for all articles, such as the one outlet of an archive",
    "long_fields": "columns whose value may run over several paragraphs",
    "other_labels": "what any further label looks like",
    "elements": "columns, each with the ids or classes of the elements of a web page that hold it",
    "cut": "columns, each with the pattern of what is put into <column>_detail instead",
    "errors": "what the archive writes in place of an article",
}

#: A label that may as well be a sub-heading.
_WORD = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+")

_FOLDER = Path(__file__).with_name("archives")


@dataclass(frozen=True)
class Archive:
    """How the documents of one archive are read; made by `describe`."""

    name: str
    #: Each finds the place at which an article begins, or ends; named groups are columns.
    begins: tuple[re.Pattern[str], ...]
    ends: tuple[re.Pattern[str], ...]
    #: Any of them, without groups.
    mark: re.Pattern[str]
    head: tuple[re.Pattern[str], ...]
    #: A label at the beginning of a line.
    label: re.Pattern[str]
    column_of_label: Mapping[str, str]
    long_fields: frozenset[str]
    other_label: re.Pattern[str] | None
    #: Ids and classes of elements of a web page, each with its column.
    elements: Mapping[str, str] = field(default_factory=dict)
    error: re.Pattern[str] | None = None
    always: Mapping[str, str] = field(default_factory=dict)
    cut: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    #: Where the text of an article begins that is after the list of all.
    text_starts: tuple[re.Pattern[str], ...] = ()
    #: The page of which all this was made.
    page: Mapping[str, Any] = field(default_factory=dict)

    def column_of(self, label: re.Match[str]) -> str:
        """Return the column that a label names."""
        return self.column_of_label[_SPACED_COLON.sub(":", label[0])]

    @property
    def has_text_label(self) -> bool:
        """Whether a label says where the text begins."""
        return "text" in self.column_of_label.values()

    @property
    def headings(self) -> frozenset[str]:
        """Columns that a plain word such as "Notes" heads, as it may head a part of a text too."""
        words = {column for label, column in self.column_of_label.items() if _WORD.fullmatch(label)}
        return self.long_fields & words


@cache
def known_archives() -> tuple[Archive, ...]:
    """Return the archives that newslab knows, in the order of their names."""
    return tuple(describe(path) for path in sorted(_FOLDER.glob("*.yml")))


@cache
def any_mark() -> re.Pattern[str]:
    """Return the pattern of the marks of all archives that newslab knows."""
    starts = rf"\n[ \t]*(?:{'|'.join(archive.mark.pattern[_LINE_START:] for archive in known_archives())})"
    return re.compile(starts)


def describe(archive: str | os.PathLike | Mapping[str, Any]) -> Archive:
    r"""Return the archive that a name, the path of a page of YAML or a dict of the same describes.

    Raises
    ------
    TypeError
        Where `archive` is none of these, or the page holds no mapping.
    ValueError
        Where the name is not known, or the description cannot be used, with what to change.

    Examples
    --------
    >>> describe({"name": "Village News", "begins": r"=+ \d+ =+", "fields": {"title": "Title:"}}).name
    'Village News'
    """
    if isinstance(archive, Mapping):
        return _compile(dict(archive), "archive")
    if not isinstance(archive, (str, os.PathLike)):
        raise TypeError(
            "archive must be the name of an archive, the path of a description or a dict; "
            f"not {type(archive).__name__}"
        )
    path = Path(archive).expanduser()
    if path.suffix not in (".yml", ".yaml"):
        path = _FOLDER / f"{str(archive).lower().replace(' ', '-')}.yml"
        if not path.is_file():
            known = ", ".join(sorted(each.stem for each in _FOLDER.glob("*.yml")))
            raise ValueError(f"archive={str(archive)!r} is not known; known are {known}, or a page of YAML")
    try:
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not YAML in UTF-8: {error}") from None
    if not isinstance(page, dict):
        raise TypeError(f"{path} must hold a mapping such as 'name: …', not {type(page).__name__}")
    return _compile(page, str(path))


def _compile(page: dict[str, Any], where: str) -> Archive:
    unknown = [str(key) for key in page if key not in KEYS]
    if unknown:
        keys = "; ".join(f"{key}: {meaning}" for key, meaning in KEYS.items())
        raise ValueError(f"{where} has {', '.join(unknown)}; a description may have {keys}")
    begins, ends = _as_list(page, "begins", where), _as_list(page, "ends", where)
    if not begins + ends:
        raise ValueError(f"{where} must say how an article begins or ends: 'begins:' or 'ends:'")
    columns = {
        _SPACED_COLON.sub(":", label): column for label, column in _fields(page, "fields", where).items()
    }
    elements = {name: column for column, names in columns_of(page, "elements", where) for name in names}
    columns |= {f"<{column}>": column for column in elements.values() if column not in ("begin", "end")}
    other = page.get("other_labels")
    label = _labels(columns)
    patterns = _PATTERNS | {"label": label}
    # An element that begins an article is a mark like any other.
    begins += ["<begin>"] if "begin" in elements.values() else []
    whole_lines = partial(_lines, patterns=patterns, where=where)
    heads = [
        _compiled(each, _filled(each, patterns), where, "head") for each in _as_list(page, "head", where)
    ]
    marks = [re.sub(r"\?P<\w+>", "?:", pattern) for pattern in begins + ends]
    errors = _as_list(page, "errors", where)
    return Archive(
        name=str(page.get("name", Path(where).stem)),
        begins=whole_lines("begins", begins),
        ends=whole_lines("ends", ends),
        mark=whole_lines("begins", ["|".join(marks)])[0],
        head=tuple(heads),
        label=re.compile(label),
        column_of_label=columns,
        long_fields=frozenset(_as_list(page, "long_fields", where)),
        other_label=_compiled(str(other), str(other), where, "other_labels") if other else None,
        elements=elements,
        error=_compiled("|".join(errors), f"(?i:{'|'.join(errors)})", where, "errors") if errors else None,
        always={column: " ".join(texts) for column, texts in columns_of(page, "always", where)},
        cut={
            column: _compiled("|".join(texts), "|".join(texts), where, "cut")
            for column, texts in columns_of(page, "cut", where)
        },
        text_starts=whole_lines("texts", _as_list(page, "texts", where)),
        page=page,
    )


def _compiled(written: str, pattern: str, where: str, key: str) -> re.Pattern[str]:
    """Compile a pattern; one that is none is refused as the page writes it."""
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise ValueError(f"{where}: {key} has the pattern {written!r}, which is none: {error}") from None


def _as_list(page: Mapping[str, Any], key: str, where: str) -> list[str]:
    """Return what a key holds as a list of texts, of one text too."""
    value = page.get(key) or []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError(f"{where}: {key} must be a text or a list of texts ({KEYS[key]}); write it in '…'")
    return values


def columns_of(page: Mapping[str, Any], key: str, where: str) -> list[tuple[str, list[str]]]:
    """Return the columns under a key, each with its list of texts."""
    value = page.get(key) or {}
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {key} must name {KEYS[key]}, as in 'title: …'")
    return [(str(column), _as_list({key: texts}, key, where)) for column, texts in value.items()]


def _fields(page: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    return {label: column for column, labels in columns_of(page, key, where) for label in labels}


# Patterns ---------------------------------------------------------------------------------------------------


def _lines(
    key: str, written: list[str], *, patterns: Mapping[str, str], where: str
) -> tuple[re.Pattern[str], ...]:
    r"""Return patterns of whole lines.

    Each begins with the end of the line above, because Python finds a fixed first character far faster than
    the place after it; the splitter puts a line end before the first line.
    """
    return tuple(
        _compiled(each, rf"\n[ \t]*(?:{_filled(each, patterns)})[ \t]*(?=\n|\Z)", where, key)
        for each in written
    )


#: How many characters of such a pattern are the line end before it and its indentation.
_LINE_START = len(r"\n[ \t]*")


def _filled(pattern: str, patterns: Mapping[str, str]) -> str:
    """Put the patterns with a name, such as ``{date}``, in their places."""
    for name, meaning in patterns.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{meaning})")
    return pattern


def _labels(columns: Mapping[str, str]) -> str:
    """Return the pattern of a label at the beginning of a line.

    One that ends in a colon or a bracket may have its value after it. Another is alone in its line, or in a
    column of its own, so that a sentence may begin with the same word.
    """
    labels = sorted(columns, key=lambda label: (-len(label), label))  # the longest first
    # French has a space before the colon, and so may any label.
    closed = [
        rf"{re.escape(label[:-1])}[ \xa0]?:" if label.endswith(":") else re.escape(label)
        for label in labels
        if label.endswith(_CLOSED)
    ]
    others = [re.escape(label) for label in labels if not label.endswith(_CLOSED)]
    parts = [rf"(?:{'|'.join(closed)})"] if closed else []
    if others:
        parts.append(rf"(?:{'|'.join(others)})(?=[ \xa0]*(?:[\t|\n]|\Z)|\xa0|  )")
    return "|".join(parts) or r"(?!)"


_SPACED_COLON = re.compile("[ \xa0]:$")

#: The end of a label after which its value may follow at once.
_CLOSED = (":", "：", ">")

_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "mon tue tues wed thu thur thurs fri sat sun"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_RESERVED = rf"(?i:{ALL_RIGHTS_RESERVED})"
_COPYRIGHT = rf"(?:(?:Copyright|COPYRIGHT)\b|©|\([cC]\)(?= )|{_RESERVED})[^\n]*"

#: A day as most archives write it.
DATE = (
    r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?(?: de)? [^\W\d_]{3,}\.?(?: de)?,? \d{4}\b"
    r"|[^\W\d_]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\d{4}[-./]\d{1,2}[-./]\d{1,2}\b"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{4}\b|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
)

#: The word between two numbers where articles or pages are counted: "3 of 100".
OF = r"(?:of|von|de|van|di|sur|su|av|af|z|из|/)"

#: What a description may name in braces.
_PATTERNS = {
    "weekday": rf"(?i:{'|'.join(sorted(_WEEKDAYS.split(), key=len, reverse=True))})\b\.?",
    "date": DATE,
    "time": r"\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?(?: [A-Z]{2,4}(?:[+-]\d{1,2})?\b)?",
    "length": r"\d[\d.,'’\xa0 ]*(?:words?|Wörter|W.rter|Wort|mots?|woorden|woord|palabras?|parole"
    r"|palavras?|słów|слов\w*|ord|kelime|字|文字|語|단어)\b",
    "name": rf"{_NAME}(?: (?:{_NAME}|de|du|des|von|van|der|den|di|da|la|le|and|et|und|en|y|e|&|/)){{0,7}}",
    "copyright": _COPYRIGHT,
    # Lines up to the one that reserves all rights.
    "rights": rf"(?>\s*{_COPYRIGHT}\n(?:(?:[^\n]*\S[^\n]*\n){{0,4}}?[ \t]*"
    rf"(?:{_RESERVED}[^\n]*|(?i:{END_OF_RIGHTS_RESERVED}))\n)?)",
}

#: A paragraph that begins so says whose the article is.
COPYRIGHT = re.compile(_COPYRIGHT, re.IGNORECASE)

#: A value that says no more than that.
ONLY_COPYRIGHT = re.compile(rf"(?i:(?:©|\(c\)).*|copyright\b.*\d{{4}}.*)|(?i:{END_OF_RIGHTS_RESERVED})")
