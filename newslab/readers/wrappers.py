"""Where in a JSON file its articles are: in a list, in a wrapper, or in a form that pandas writes."""

from __future__ import annotations

from collections.abc import Iterator

from newslab.dates import is_date
from newslab.readers.notes import LEFT_OUT, Note, UnreadableFile
from newslab.readers.usual_names import meaning_of_name

#: What an answer from a news service calls the list of its articles, or the object that holds the list.
_WRAPPERS = (
    "articles", "results", "docs", "documents", "data", "items", "news", "stories", "posts", "hits",
    "entries", "records", "rows", "edges", "content", "response", "result", "feed", "value", "list",
)  # fmt: skip

#: How deep articles are looked for.
_DEEPEST = 6


def rows_in(found: object) -> tuple[list, list[Note]]:
    """Return the articles of a file, as objects, and what else of it is left out.

    Examples
    --------
    >>> rows_in({"status": "ok", "response": {"docs": [{"text": "It rose."}]}})
    ([{'text': 'It rose.'}], [])
    >>> rows_in({"columns": ["id", "text"], "index": [0], "data": [[7, "It rose."]]})
    ([{'id': 7, 'text': 'It rose.'}], [])
    """
    if isinstance(found, list):
        if found and all(isinstance(row, list) for row in found):  # values without names
            return [{f"column {at}": cell for at, cell in enumerate(row, start=1)} for row in found], []
        return found, []
    if not isinstance(found, dict):
        raise UnreadableFile("JSON, but not a list of objects with named values")
    table = _table_of_pandas(found)
    if table is not None:
        return table, []
    lists = sorted(_lists_in(found, "", 0), key=lambda each: -each[0])
    if not lists or (_names_of(found) & {"text"}):
        return [_unwrapped(found)], []
    _, best, rows = lists[0]
    if _is_headed(found) and not any(_is_headed(row) for row in rows[:20]):  # paragraphs of one article
        return [_unwrapped(found)], []
    others = [(name, each) for score, name, each in lists[1:] if score >= _WITH_TEXT]
    by_name = {best: rows, **dict(others)}
    if others and not by_name.keys() & {*_WRAPPERS} and all(_are_alike(rows, each) for _, each in others):
        of_name = "date" if all(map(is_date, by_name)) else "list"
        return [{of_name: name, **row} for name, each in by_name.items() for row in each], []
    left_out = [
        Note(f"{len(each):,} objects in {name!r} are left out; its articles are those in {best!r}", LEFT_OUT)
        for name, each in others
    ]
    return [_out_of_node(row) for row in rows], left_out


def _are_alike(rows: list, others: list) -> bool:
    """Return whether two lists hold objects with the same names."""
    first, other = rows[0], others[0]
    return isinstance(first, dict) and isinstance(other, dict) and first.keys() == other.keys()


def _out_of_node(row: object) -> object:
    """Return the article that another object holds, as ``{"node": {…}}`` and ``{"_source": {…}}`` do."""
    if isinstance(row, dict) and isinstance(row.get("_source"), dict):
        return {**{name: part for name, part in row.items() if name != "_source"}, **row["_source"]}
    if isinstance(row, dict) and len(row) == 1:
        (inside,) = row.values()
        return inside if isinstance(inside, dict) and _names_of(inside) else row
    return row


# The forms of pandas.DataFrame.to_json ----------------------------------------------------------------------


def _table_of_pandas(found: dict) -> list[dict] | None:
    """Return the rows of a table that pandas wrote by columns, by rows, split, or with a schema."""
    names, data = found.get("columns"), found.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    values = list(found.values())
    if not values or not all(isinstance(value, dict) for value in values):
        return None
    is_plain = not any(
        isinstance(cell, dict) or _is_list_of_objects(cell) for value in values for cell in value.values()
    )
    are_alike = all(value.keys() == values[0].keys() for value in values)
    if is_plain and are_alike and any(map(meaning_of_name, found)) and not any(map(_names_of, values)):
        return [{name: found[name][key] for name in found} for key in values[0]]
    if not _names_of(found) and all(_is_headed(value) or "text" in _names_of(value) for value in values):
        keys = list(found)
        is_numbered = keys == [str(number) for number in range(len(keys))]
        return values if is_numbered else [{"key": key, **value} for key, value in found.items()]
    return None


# Wrappers ---------------------------------------------------------------------------------------------------

_WITH_NAMES, _WITH_TEXT = 10, 20


def _lists_in(found: dict, path: str, depth: int) -> Iterator[tuple[int, str, list]]:
    """Yield every list of objects inside an object, with a score that is higher for articles."""
    for name, value in found.items():
        where = f"{path}.{name}" if path else name
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists_in(value, where, depth + 1)
        elif _is_list_of_objects(value):
            meanings = set().union(*(_names_of(row) for row in value[:20] if isinstance(row, dict)))
            score = _WITH_TEXT if meanings & {"text", "summary"} else 0
            score += _WITH_NAMES if len(meanings) > 1 else 0
            # Of lists like each other, that with a known name and fewest wrappings.
            score += (5 if name in _WRAPPERS else 0) - depth
            yield score, where, value


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _unwrapped(found: dict) -> dict:
    """Return the object that is the article, in place of the wrapper it is in."""
    for _ in range(_DEEPEST):
        if _names_of(found) & {"text", "title", "date"}:
            break
        inside = [value for value in found.values() if isinstance(value, dict)]
        with_names = [value for value in inside if _names_of(value, deep=True) & {"text", "title", "summary"}]
        if not with_names:
            break
        found = with_names[0]
    return found


def _is_headed(value: object) -> bool:
    """Return whether an object has the title or the date of an article, as a value."""
    return isinstance(value, dict) and bool(_names_of(value) & {"title", "date"})


def _names_of(value: object, deep: bool = False) -> set[str]:
    """Return what the parts of an object are by their names; those that are objects count if `deep`, or where
    they are but a value in a wrapping, such as ``{"rendered": "…"}``.
    """
    if not isinstance(value, dict):
        return set()
    found = set()
    for name, part in value.items():
        meaning = meaning_of_name(name)
        if isinstance(part, dict):
            is_wrapper = any(map(_is_list_of_objects, part.values()))  # "data" is Italian for a date, too
            if len(part) <= 3 and meaning and not is_wrapper and not _names_of(part):
                found.add(meaning)
            elif deep or name in ("_source", "fields", "attributes", "doc", "article", "node"):
                found |= _names_of(part)
        elif isinstance(part, list):
            if meaning and part and isinstance(part[0], str):
                found.add(meaning)
        elif meaning and part is not None:
            found.add(meaning)
    return found
