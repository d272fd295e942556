"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import yaml

from newslab.readers.encodings import decode
from newslab.readers.exports import Archive, split_export
from newslab.readers.notes import KEPT, REPAIRED, Article, Note, UnreadableFile
from newslab.readers.objects import Doubled, object_of, read_jsonl
from newslab.readers.separated import read_csv
from newslab.readers.usual_names import are_names, meaning_of_name
from newslab.readers.values import as_text, without_surrogates


def read_text(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a plain text: an article, an export of many, or a table that is named as a text."""
    text, notes = decode(content)
    if table := _table_in(text):
        return table[0], [*notes, *table[1], Note("a table, in spite of its ending; read as such", REPAIRED)]
    found, more = split_export(text, archives)
    if isinstance(found, Article) and not more and (headed := _with_head(text)):
        found, more = headed
    return found, notes + more


def _with_head(text: str) -> tuple[Article, list[Note]] | None:
    """Return a text below lines such as "Title: River rises" as an article, with what these lines say.

    Two of them at least name title, source, date or author, and one the title or the source. What else they
    say is listed.
    """
    head: dict[str, str] = {}
    others: list[str] = []
    place = 0
    while label := _LABEL.match(text, place):
        meaning = meaning_of_name(label[1])
        if meaning == "text":
            place = label.start(2)
            break
        if meaning in ("title", "source", "date", "author") and meaning not in head:
            head[meaning] = label[2].strip()
        elif label[0].startswith("\n") and head:  # after a blank line, a text may begin so
            break
        else:
            others.append(label[1])
        place = label.end()
    if len(head) < 2 or not head.keys() & {"title", "source"} or not text[place:].strip():
        return None
    notes = [Note(f"of its head not read: {', '.join(map(repr, others))[:300]}", KEPT)] if others else []
    return Article(text[place:].strip(), **{name: value or None for name, value in head.items()}), notes


#: A line with a label, after blank lines.
_LABEL = re.compile(r"\s*^([^\W\d_][\w /-]{1,25}?)[ \xa0]?:[ \t]*([^\n]*)(?:\n|\Z)", re.MULTILINE)


def _table_in(text: str) -> tuple[pd.DataFrame, list[Note]] | None:
    """Return the table that a text is: objects, or lines of cells below the names of columns, one of them
    that of texts.
    """
    lines = text[:_TWO_LINES].lstrip("\n").split("\n", 2)
    for separator in "\t;,|" if len(lines) > 1 and lines[1] else "":
        if separator not in lines[0]:
            continue
        names = lines[0].split(separator)
        is_filled = lines[1].count(separator) >= len(names) - 1
        if is_filled and are_names(names) > 1 and "text" in map(meaning_of_name, names):
            return read_csv(text.encode(), separator=separator)
    if _OBJECTS.match(text):
        try:
            table, notes = read_jsonl(text.encode())
        except UnreadableFile:
            return None
        return (table, notes) if "text" in map(meaning_of_name, table) else None
    return None


_TWO_LINES = 10_000
_OBJECTS = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"]*"\s*:')


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
    if _TOML.match(text):
        notes.append(Note("front matter in TOML (+++), which is not read, is taken for text", KEPT))
    if front := _FRONT_MATTER.match(text):
        found_values, more = _front_matter(front[1])
        notes += more
        if found_values is not None:
            values, text = found_values, text[front.end() :]
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


def _front_matter(front: str) -> tuple[dict[str, str] | None, list[Note]]:
    """Return what the front matter of a page says, by its names; None where it is no front matter."""
    try:
        found = _FrontMatter(front).named_values()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        is_deep = isinstance(error, RecursionError) or not str(error)
        cause = "it is nested too deep" if is_deep else str(error).splitlines()[0]
        return None, [Note(f"front matter that cannot be read, and is taken for text: {cause}", KEPT)]
    if found is None:
        return None, []
    texts = {name: as_text(value) for name, value in found.items()}
    values = {name: without_surrogates(text) for name, text in texts.items() if text}
    notes = []
    if isinstance(found, Doubled):
        notes.append(
            Note("front matter that gives a name twice; the later one has a number after it", REPAIRED)
        )
    if values != {name: text for name, text in texts.items() if text}:
        notes.append(Note("half of a pair of surrogates, which is no character, is now �", REPAIRED))
    if others := [name for name in values if name not in ("title", "author", "date", "source")]:
        notes.append(Note(f"of its front matter not read: {', '.join(map(repr, others))[:300]}", KEPT))
    return values, notes


class _FrontMatter(yaml.BaseLoader):
    """YAML whose values are text as written, or missing; nothing in it is an alias or a tag."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node:
        """Compose a node, if it is no alias: a few that name each other hold more than any memory."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it holds an alias (*)")
        return super().compose_node(parent, index)

    def named_values(self) -> dict[str, Any] | None:
        """Return the values by their names, None where it holds none, such as a line of words."""
        whole = self.get_single_node()
        if not isinstance(whole, yaml.MappingNode):
            return None
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in whole.value):
            raise yaml.YAMLError("it has a list in the place of a name")
        return object_of([(key.value, self.construct_object(value, deep=True)) for key, value in whole.value])


_FrontMatter.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL)?\Z"), [*"~nN", ""]
)
_FrontMatter.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?:\n|$)")
_HEADING = re.compile(r"\s*# +([^\n]*[^\n#\s])[ #]*(?:\n+|$)")
#: A bracket opens no second one within, so that no place of a text is looked at more than twice.
_ADDRESS = r"\((?:[^()\n]|\([^()\n]*+\))*+\)"
_PICTURE = re.compile(rf"!\[[^\[\]\n]*+\]{_ADDRESS}")
_LINK = re.compile(rf"\[([^\[\]\n]*+)\]{_ADDRESS}")
