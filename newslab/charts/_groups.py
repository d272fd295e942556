"""The groups of a table, such as its sources: which are drawn, in which order, in which colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import pandas as pd
from matplotlib.colors import is_color_like, to_hex

from newslab.articles import UNKNOWN
from newslab.checks import listed

#: Blue, vermillion, green, purple, orange and sky blue after Okabe & Ito (2008), with a violet and a brown.
#: Any two, and any one and the grey, differ by 20 or more (CIE 1976) for readers with any of three kinds of
#: colour blindness; theirs differ by 16. Their yellow is too pale for thin lines on white.
PALETTE = ("#005394", "#CC5600", "#219457", "#B972B4", "#E29C00", "#3BB6F8", "#8000C0", "#804020")
#: Six after Paul Tol's "muted" colours, as far apart, for groups that are not sources: no source is taken for
#: one of them.
GROUP_PALETTE = ("#332288", "#CB6678", "#117733", "#882255", "#4CB8AB", "#999933")
GREY = "#8A8A8A"
#: For what is neither a source nor one of several groups.
NEUTRAL = "#44546A"
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----", "++++")
#: Any salt would do; this one gives the outlets of the sample, and many that are studied together, colours
#: that differ.
SALT = b"292867"

#: Group to colour, as every chart takes it.
Colors = Mapping[str, str]
#: The groups to draw, in their order.
Order = Sequence[str]
#: Group to the name that is shown.
Labels = Mapping[str, str]


class Look(NamedTuple):
    """How one group is drawn; two groups of one colour differ in marker and hatch."""

    color: str
    marker: str = MARKERS[0]
    hatch: str = HATCHES[0]


class Groups(NamedTuple):
    """The rows of a table that are drawn, and the groups they belong to."""

    table: pd.DataFrame
    #: The name of each row's group.
    of_row: pd.Series
    #: The look of each group, in the order in which to draw them.
    looks: dict[str, Look]
    #: What each group is called on the chart.
    labels: dict[str, str]

    def shown(self) -> list[str]:
        """Return what the groups are called, in their order."""
        return [self.labels[name] for name in self.looks]

    def first(self, n: int) -> Groups:
        """Return the first `n` groups alone."""
        names = list(self.looks)[:n]
        is_kept = self.of_row.isin(names)
        return self._replace(
            table=self.table[is_kept],
            of_row=self.of_row[is_kept],
            looks={name: self.looks[name] for name in names},
        )


def groups_of(
    table: pd.DataFrame,
    columns: Sequence[str],
    *,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
) -> Groups:
    """Group the rows of `table` by the values of `columns`, as the options of a chart ask.

    Parameters
    ----------
    columns
        A group of several columns is called by its values, ``Post / 2024``; without any, all rows are one.
    colors, order, labels
        As every chart takes them. Groups that `order` does not name are not drawn.
    """
    of_row = _names(table, columns)
    found = list(dict.fromkeys(of_row))
    if order is not None:
        names = check_order(order, found)
        is_drawn = of_row.isin(names)
        table, of_row = table[is_drawn], of_row[is_drawn]
    else:
        names = found
    looks = looks_of(found, is_source=list(columns) == ["source"], colors=colors)
    shown = {name: str((labels or {}).get(name, name)) for name in found}
    return Groups(table, of_row, {name: looks[name] for name in names}, shown)


def _names(table: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    if not columns:
        return pd.Series("all articles", index=table.index, dtype=object)
    first, *others = [label_values(table[column]) for column in columns]
    return first.str.cat(others, sep=" / ") if others else first


def check_order(order: Order, found: list[str]) -> list[str]:
    """Return the names of the groups to draw, each once, if all of them are among those `found`."""
    if isinstance(order, str):
        raise TypeError(f"order must be a list of the groups to draw, such as [{order!r}], not a str")
    names = [UNKNOWN if pd.isna(name) else str(name) for name in order]
    for name in names:
        if name not in found:
            raise ValueError(f"order names {name!r}, which the table does not hold; it holds {listed(found)}")
    return list(dict.fromkeys(names))


def looks_of(names: Iterable[str], *, is_source: bool, colors: Colors | None = None) -> dict[str, Look]:
    """Return the look of each group: the colour given, that of its name as a source, or the next one.

    A source has the same colour in every chart and process, whatever other sources are drawn. Where two
    groups of one chart share a colour, the second in the alphabet has another marker and hatch.
    """
    names = list(dict.fromkeys(names))
    given = check_colors(colors)
    plain = {name: _source_color(name) for name in names} if is_source else _colors_by_rank(names)
    color_of = {name: given.get(name, plain[name]) for name in names}
    laps: Counter[str] = Counter()
    looks = {}
    for name in sorted(names):
        lap = laps[to_hex(color_of[name])]
        laps[to_hex(color_of[name])] += 1
        looks[name] = Look(color_of[name], MARKERS[lap % len(MARKERS)], HATCHES[lap % len(HATCHES)])
    return {name: looks[name] for name in names}


def check_colors(colors: Colors | None) -> dict[str, str]:
    """Return the colours by the name of their group, if each is one that matplotlib knows."""
    if colors is None:
        return {}
    if not isinstance(colors, (Mapping, pd.Series)):
        raise TypeError(
            "colors must map groups to colours, such as source_colors(articles) or "
            f"{{'The Gazette': '#0072B2'}}, not {type(colors).__name__}"
        )
    given = {UNKNOWN if pd.isna(name) else str(name): color for name, color in dict(colors).items()}
    for name, color in given.items():
        if not is_color_like(color):
            raise ValueError(f"colors gives {name!r} the colour {color!r}, which matplotlib does not know")
    return given


def looks_of_rows(rows: pd.Index, colors: Colors | None) -> list[Look | None]:
    """Return the look of each row of a matrix; none for an article to which `colors` gives no colour."""
    names = label_values(rows.to_series())
    if rows.name == "source":
        looks = looks_of(names, is_source=True, colors=colors)
    else:
        looks = {name: Look(color) for name, color in check_colors(colors).items()}
    return [looks.get(name) for name in names]


def _source_color(name: str) -> str:
    return GREY if name == UNKNOWN else PALETTE[_slot(name)]


def _slot(name: str) -> int:
    """Return the place in the palette that a source's name leads to, in any process and on any machine."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4, salt=SALT).digest()
    return int.from_bytes(digest) % len(PALETTE)


def _colors_by_rank(names: list[str]) -> dict[str, str]:
    if len(names) == 1:
        return {names[0]: NEUTRAL}
    return {name: GROUP_PALETTE[rank % len(GROUP_PALETTE)] for rank, name in enumerate(names)}


def source_colors(articles: pd.DataFrame | Iterable[str]) -> dict[str, str]:
    """Return a colour for each source, to hand to every chart of a corpus as ``colors=``.

    A chart without ``colors=`` gives a source a colour that depends on its name alone: it is the same in
    every chart and on every machine, but two sources may share one (and then differ in marker or hatch).
    Here the sources of one corpus are given colours that differ, as far as there are any.

    Parameters
    ----------
    articles : DataFrame or iterable of str
        A table with a column `source`, or the names of sources; a missing one counts as ``(unknown)``, which
        is always grey.

    Returns
    -------
    dict of str to str
        The colour of each source as ``#RRGGBB``, the sources in alphabetical order. The eight colours are
        told apart by colour-blind readers; from the ninth source on they return, with another marker or
        hatch. A source has the colour that it has without ``colors=``, unless one before it in the alphabet
        has that; it then has the next that is free.

    Raises
    ------
    ValueError
        If the table has no column `source`.

    Examples
    --------
    >>> from newslab.charts import source_colors
    >>> colors = source_colors(["The Morning Wire", "Example Post", None])
    >>> list(colors)
    ['Example Post', 'The Morning Wire', '(unknown)']
    >>> colors["(unknown)"]
    '#8A8A8A'
    """
    if isinstance(articles, pd.DataFrame) and "source" not in articles.columns:
        raise ValueError(f"articles has no column 'source', only {listed(articles.columns)}")
    names = articles["source"].unique() if isinstance(articles, pd.DataFrame) else articles
    if isinstance(names, str):
        raise TypeError(f"source_colors takes a table or a list of names, such as [{names!r}], not a str")
    sources = {UNKNOWN if pd.isna(name) else str(name) for name in names}
    colors, free = {}, list(PALETTE)
    for name in sorted(sources - {UNKNOWN}):
        start = _slot(name)
        wish = next(color for color in (*PALETTE[start:], *PALETTE[:start]) if color in free)
        colors[name] = wish
        free.remove(wish)
        free = free or list(PALETTE)
    return colors | ({UNKNOWN: GREY} if UNKNOWN in sources else {})


def label_values(values: pd.Series) -> pd.Series:
    """Return `values` as text for a chart: dates without a time of day, missing ones as ``(unknown)``."""
    text = values.dt.strftime("%Y-%m-%d") if values.dtype.kind == "M" else values.astype("str")
    return text.astype(object).where(values.notna(), UNKNOWN)


def columns_before(table: pd.DataFrame, column: str) -> list[str]:
    """Return the columns in front of `column`: those the table was grouped by."""
    return list(table.columns[: table.columns.get_loc(column)])


def choose(
    table: pd.DataFrame, columns: Sequence[str], value: object, option: str
) -> tuple[pd.DataFrame, str]:
    """Return the rows of one group of `columns`, and its name: the only one there is, unless it is named."""
    of_row = _names(table, columns)
    found = list(dict.fromkeys(of_row))
    if value is None:
        if len(found) > 1:
            raise ValueError(
                f"the table holds several, and one chart draws one: choose {option}= one of {listed(found)}"
            )
        name = found[0]
    else:
        values = value if isinstance(value, tuple) and len(columns) > 1 else (value,)
        name = " / ".join(UNKNOWN if pd.isna(part) else str(part) for part in values)
        if name not in found:
            raise ValueError(f"{option} must be one of {listed(found)}, not {value!r}")
    return table[of_row == name].reset_index(drop=True), name
