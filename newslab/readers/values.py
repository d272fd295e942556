"""Values of objects -> the text of cells: what an object means, and what of it is left in parts."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from newslab.readers.usual_names import MEANINGS, meaning_of_name

#: How deep objects are taken apart, and into how many parts; a dictionary of words is no row of columns.
_DEEPEST, _MOST_PARTS = 5, 100


def as_text(value: object) -> str | None:
    r"""Write a value as the text of a cell.

    Paragraphs are parted by a blank line, other lists by commas; an object is what it means, as in
    ``{"name": "Wire"}``, and else JSON.

    Examples
    --------
    >>> as_text(["Ana Roy", "Max Ode"]), as_text([{"firstname": "Ana", "lastname": "Roy"}])
    ('Ana Roy, Max Ode', 'Ana Roy')
    >>> as_text(["The river rose.", "It fell at noon."])
    'The river rose.\n\nIt fell at noon.'
    """
    return _text(value, 0)


def _text(value: object, depth: int) -> str | None:
    if isinstance(value, str):
        return value
    if depth > _DEEPEST * 4:
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, (list, tuple, np.ndarray)):
        are_blocks = any(isinstance(each, dict) and _text_of_block(each) for each in value)
        if are_blocks and any(isinstance(each, str) for each in value):
            return _text_of_pieces(list(value), depth)
        if are_blocks:  # others, such as pictures, are no text
            value = [each for each in value if not isinstance(each, dict) or _text_of_block(each)]
        parts = [part for each in value if (part := _text(each, depth + 1))]
        return ("\n\n" if are_blocks or _are_paragraphs(parts) else ", ").join(parts)
    if isinstance(value, dict):
        if all(part is None for part in value.values()):
            return None
        meaning = _text_of_block(value) or _meaning(value, depth)
        return json.dumps(value, ensure_ascii=False, default=str) if meaning is None else meaning
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or pd.isna(value):
        return None
    return str(value)


def _are_paragraphs(parts: list[str]) -> bool:
    """Distinguish paragraphs from names by their length, or by the ends of their sentences."""
    n_sentences = sum(_SENTENCE.search(part) is not None for part in parts)
    return any(len(part) > 120 for part in parts) or 0 < len(parts) <= 2 * n_sentences


_SENTENCE = re.compile(r"\w\W+\w+\W+\w.*\w\w[.!?…。！？]['\"”’»)]*\s*$", re.DOTALL)


def _text_of_block(value: dict, depth: int = 0) -> str | None:
    """Return the text of a paragraph that is an object, such as ``{"type": "p", "text": "It rose."}``, of one
    whose `data` are such an object, or of one that holds its pieces: ``{"children": [{"text": "It"}, …]}``.
    """
    if "type" in value and isinstance(value.get("data"), dict):
        value = value["data"]
    texts = [part for name, part in value.items() if meaning_of_name(name) == "text" or name in _PIECES]
    is_block = all(meaning_of_name(name) in ("text", None) for name in value)
    if not is_block or len(texts) != 1:
        return None
    if isinstance(texts[0], list) and depth < _DEEPEST and ("type" in value or value.keys() & _PIECES):
        return _text_of_pieces(texts[0], depth + 1)
    return texts[0] if isinstance(texts[0], str) else None


_PIECES = {"children", "spans", "nodes"}


def _text_of_pieces(pieces: list, depth: int) -> str | None:
    """Return the text of paragraphs, a blank line between them, or of the pieces of one: as they are."""
    pieces = [each for each in pieces if isinstance(each, (str, dict))]
    parts = [each if isinstance(each, str) else _text_of_block(each, depth) for each in pieces]
    types = {each.get("type", each.get("_type")) for each in pieces if isinstance(each, dict)}
    return ("" if types <= _INSIDE_PARAGRAPHS else "\n\n").join(filter(None, parts)) or None


_INSIDE_PARAGRAPHS = {
    None,
    "text",
    "span",
    "link",
    "a",
    "bold",
    "strong",
    "italic",
    "em",
    "hashtag",
    "mention",
}


def _meaning(value: dict, depth: int) -> str | None:
    """Return what an object means, or None where it has to be taken apart."""
    if any(meaning_of_name(name) == "text" for name in value):
        return None
    for name in MEANINGS:
        if name in value and (value[name] is None or not isinstance(value[name], list)):
            found = _text(value[name], depth + 1)
            return None if found is not None and found.startswith("{") else found
    first, last = (
        next((str(part) for name in names if (part := value.get(name))), "") for names in (_FIRST, _LAST)
    )
    return f"{first} {last}".strip() or None


_FIRST = ("firstname", "first_name", "firstName", "given", "givenName")
_LAST = ("lastname", "last_name", "lastName", "family", "familyName", "surname")


def parts_of(name: str, cells: list, depth: int = 0) -> Iterator[tuple[str, list]]:
    """Yield columns in place of one that holds objects: what they mean, and each part, as ``name.part``.

    Where they have too many different parts, the column stays as it is.

    Examples
    --------
    >>> dict(parts_of("source", [{"uri": "wire.example", "title": "The Wire"}, None]))
    {'source': ['The Wire', None], 'source.uri': ['wire.example', None]}
    """
    if not any(isinstance(cell, dict) for cell in cells):
        yield name, cells
        return
    names = dict.fromkeys(part for cell in cells if isinstance(cell, dict) for part in cell)
    if depth == _DEEPEST or len(names) > _MOST_PARTS:
        yield name, cells
        return
    meanings = [_meaning(cell, depth) if isinstance(cell, dict) else cell for cell in cells]
    used = {name for cell in cells if isinstance(cell, dict) for name in [_used(cell)]}
    if any(meaning is not None for meaning in meanings):
        yield name, meanings
        names = {part: None for part in names if used != {part}}
    for part in names:
        within = [cell.get(part) if isinstance(cell, dict) else None for cell in cells]
        yield from parts_of(f"{name}.{part}", within, depth + 1)


def _used(value: dict) -> str | None:
    """Return the name of the part by which an object is read."""
    return next((name for name in MEANINGS if name in value), None)


def is_object(value: object, text: str | None) -> bool:
    """Return whether the text of a value is JSON because nothing says what it means."""
    return isinstance(value, (dict, list)) and text is not None and ('{"' in text or "[[" in text)


def unpacked(text: str) -> object:
    """Return the list or the object that a cell of text was made from, by JSON or by Python; else the text.

    Examples
    --------
    >>> unpacked("['Ana Roy', 'Max Ode']"), unpacked("[sic] it rose")
    (['Ana Roy', 'Max Ode'], '[sic] it rose')
    """
    if len(text) > 1_000_000 or not _PACKED.fullmatch(text):
        return text
    for parse in (json.loads, ast.literal_eval):
        try:
            found = parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
        return found if isinstance(found, (list, dict)) else text
    return text


_PACKED = re.compile(r"\s*(?:\[\s*(?:['\"{].*)?\]|\{\s*(?:['\"].*)?\})\s*", re.DOTALL)


def without_surrogates(text: str) -> str:
    """Replace halves of surrogate pairs, which are no characters, and which no file could hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


_SURROGATE = re.compile("[\ud800-\udfff]")
