"""Plain text and Markdown; the encoding of a text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import yaml

from newslab.readers.exports import Archive, split_export
from newslab.readers.notes import KEPT, REPAIRED, Article, Note, UnreadableFile
from newslab.readers.values import as_text, without_surrogates

# Encodings --------------------------------------------------------------------------------------------------


def to_utf8(content: bytes, declared: str | None = None) -> tuple[bytes, list[Note]]:
    """Return a text as UTF-8 without a byte order mark, and without NUL.

    The encoding is that of the byte order mark; else UTF-16, if the NUL bytes say so; else UTF-8; else the
    one that the file itself has `declared`; else Windows-1252, and Latin-1 for what no other can hold. It is
    listed where it is not UTF-8.
    """
    marks = (mark for mark in _MARKS if content.startswith(mark))
    mark = next(marks, b"")
    content = content.removeprefix(mark)
    has_nul = b"\0" in content
    encoding = _MARKS.get(mark) or (has_nul and _utf_16(content)) or "utf-8"
    notes = []
    if encoding != "utf-8":
        content = content.decode(encoding, "replace").encode()
        notes.append(Note(f"not UTF-8; read as {encoding}", REPAIRED))
        has_nul = b"\0" in content
    if has_nul:
        n_nul = content.count(b"\0")
        content = content.translate(None, b"\0")
        notes.append(Note(f"NUL characters removed: {n_nul:,}", REPAIRED))
    if not _is_utf8(content):
        content, note = _recode(content, declared)
        notes.append(note)
    if _is_full_of_controls(content[:100_000]):  # what is no text does not begin as one for so long
        raise UnreadableFile(
            "it is full of control characters: a binary file, or a text to be saved as UTF-8 first"
        )
    return content, notes


def decode(content: bytes, declared: str | None = None) -> tuple[str, list[Note]]:
    """Return a text with every line ended by a line feed."""
    content, notes = to_utf8(content, declared)
    return content.decode().replace("\r\n", "\n").replace("\r", "\n"), notes


_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark is the beginning of this one
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def _is_full_of_controls(utf8: bytes) -> bool:
    """Tell what is no text by characters of which a text has next to none.

    Bytes by chance, read as latin-1, hold one in four; a text that was decoded wrongly before it was saved,
    one in thirty.
    """
    n_controls = len(utf8) - len(utf8.translate(None, _CONTROLS)) + len(_UPPER_CONTROLS.findall(utf8))
    return n_controls > 1 and n_controls > 1 + len(utf8.decode("utf-8", "ignore")) / 10


#: Control characters but tab and the ends of lines and pages: those of one byte, and those of two in UTF-8.
_CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F])
_UPPER_CONTROLS = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")


def _utf_16(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by its NUL bytes, which stand in the upper halves of characters.

    In most scripts the upper halves are of two values, one of them NUL. They are many in Chinese and
    Japanese, which as UTF-8 make no sense, and as UTF-16 do. In another text that holds a NUL neither is so.
    """
    if len(content) % 2:
        return None
    halves = np.frombuffer(content[:100_000], dtype=np.uint8).reshape(-1, 2)
    n_nul = (halves == 0).sum(axis=0)
    n_of_two = [np.sort(np.bincount(half))[-2:].sum() for half in halves.T]
    has_other_letters = not _is_utf8(content) and ((halves < 32) | (halves > 126)).mean() > 0.1
    for upper, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        is_regular = n_nul[upper] > 10 * n_nul[1 - upper] and n_of_two[upper] >= 0.8 * len(halves)
        start = content[:4000].decode(encoding, "replace")
        n_sensible = sum((each.isprintable() and each != "�") or each.isspace() for each in start)
        if (is_regular or has_other_letters) and n_sensible >= 0.98 * len(start):
            return encoding
    return None


def _is_utf8(content: bytes) -> bool:
    """Tell UTF-8; of much content without making a string of it, which takes up to four times the room."""
    if content.isascii():
        return True
    if len(content) < 1_000_000:
        try:
            content.decode()
        except UnicodeDecodeError:
            return False
        return True
    ends = np.array([0, len(content)], dtype=np.int64)
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, pa.py_buffer(ends), pa.py_buffer(content)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _recode(content: bytes, declared: str | None) -> tuple[bytes, Note]:
    """Return as UTF-8 what is not, and the note that says how it was read."""
    text = content.decode("utf-8", "replace")
    n_bad = text.count("\N{REPLACEMENT CHARACTER}")
    n_good = len(text) - len(text.encode("ascii", "ignore")) - n_bad
    if n_good >= n_bad:  # A few bytes are damaged. In another encoding hardly one would be right by chance.
        return text.encode(), Note(f"not UTF-8 in places, each now �: {n_bad:,}", REPAIRED)
    for encoding in (declared, "windows-1252", "latin-1"):
        try:
            text = content.decode(encoding or "ascii")
        except (UnicodeDecodeError, LookupError):
            continue
        return text.encode("utf-8", "replace"), Note(f"not UTF-8; read as {encoding}", REPAIRED)
    raise AssertionError("latin-1 has a character for every byte")


# Pages ------------------------------------------------------------------------------------------------------


def read_text(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a plain text: an article, or an export of many."""
    text, notes = decode(content)
    found, more = split_export(text, archives)
    return found, notes + more


def read_markdown(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    r"""Read Markdown: its front matter, the first heading as the title, and of links the words shown.

    The values of the front matter are read as they are written, and lists of them joined by commas. What it
    holds beside title, author, date and source is listed; one that cannot be read is text.

    Examples
    --------
    >>> read_markdown(b"---\nauthor: Ana Roy\n---\n# The flood\n\nIt [rose](https://example.org).")
    (Article(text='It rose.', title='The flood', author='Ana Roy', date=None, source=None), [])
    """
    text, notes = decode(content)
    values: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        values, more = _front_matter(front[1])
        notes += more
        text = text[front.end() :] if values else text
    found, more = split_export(text, archives)
    notes += more
    if isinstance(found, pd.DataFrame):
        return found, notes
    text = _PICTURE.sub("", text)
    text = _LINK.sub(r"\1", text)
    if heading := _HEADING.match(text):
        text = text[heading.end() :]
        values.setdefault("title", heading[1])
    known = {name: values[name] for name in ("title", "author", "date", "source") if name in values}
    return Article(text, **known), notes


def _front_matter(front: str) -> tuple[dict[str, str], list[Note]]:
    """Return what the front matter of a page says, by its names; nothing where it is none."""
    try:
        found = _FrontMatter(front).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        cause = str(error).splitlines()[0] if str(error) else "it is nested too deep"
        return {}, [Note(f"front matter that cannot be read, and is taken for text: {cause}", KEPT)]
    if not isinstance(found, dict):
        return {}, []
    texts = {str(name): as_text(value) for name, value in found.items()}
    values = {name: without_surrogates(text) for name, text in texts.items() if text}
    notes = []
    if values != {name: text for name, text in texts.items() if text}:
        notes.append(Note("half of a pair of surrogates, which is no character, is now �", REPAIRED))
    if others := [name for name in values if name not in ("title", "author", "date", "source")]:
        notes.append(Note(f"of its front matter not read: {', '.join(map(repr, others))[:300]}", KEPT))
    return values, notes


class _FrontMatter(yaml.BaseLoader):
    """YAML whose values are text as written, or missing; nothing in it can stand for something else."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node:
        """Compose a node, if it is no alias: a few that name each other hold more than any memory."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it holds an alias (*)")
        return super().compose_node(parent, index)


_FrontMatter.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL)?"), [*"~nN", ""]
)
_FrontMatter.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r"\s*# +([^\n]*[^\n#\s])[ #]*(?:\n+|$)")
#: A bracket opens no second one within, so that no place of a text is looked at more than twice.
_ADDRESS = r"\((?:[^()\n]|\([^()\n]*+\))*+\)"
_PICTURE = re.compile(rf"!\[[^\[\]\n]*+\]{_ADDRESS}")
_LINK = re.compile(rf"\[([^\[\]\n]*+)\]{_ADDRESS}")
