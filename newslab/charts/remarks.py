"""Chart of remarks: which sources carry the same remark, whole, cut or reworded."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newslab.charts._groups import Colors, Groups, Labels, Order, groups_of
from newslab.charts._style import (
    FAINT,
    INK,
    add_legend,
    as_written,
    check_table,
    describe,
    name_rows,
    new_axes,
    say_nothing,
    shorten,
    shorten_all,
)
from newslab.checks import check_count

#: The forms of a quotation, the fullest first, and which part of its mark is filled.
FORMS: dict[str, Literal["full", "left", "none"]] = {"whole": "full", "cut": "left", "reworded": "none"}
#: Sources that have room for a column each.
MOST_COLUMNS = 30


def plot_remarks(
    table: pd.DataFrame,
    *,
    top: int = 15,
    colors: Colors | None = None,
    order: Order | None = None,
    labels: Labels | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw who carries which remark, and in which form.

    Parameters
    ----------
    table : DataFrame
        The table of `remarks`: remark, source, person, form.
    top : int, default 15
        How many remarks: the first of the table, which most articles carry.
    colors : mapping of str to str, optional
        The colour of each source, such as `source_colors` returns; its own otherwise.
    order : sequence of str, optional
        Which sources to draw, from the left; all, by name, otherwise.
    labels : mapping of str to str, optional
        What to call sources on the chart.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row a remark, with the person who made it, and a column a source. A circle is a quotation of it:
        filled where it is whole, half filled where it is cut, empty where it is reworded; the fullest form
        where a source carries it several times. Remarks and sources left out are counted in the line below.

    Raises
    ------
    ValueError
        If a column is missing, or `order` names a source that the table does not hold.

    Examples
    --------
    >>> import pandas as pd
    >>> from newslab.charts import plot_remarks
    >>> table = pd.DataFrame(
    ...     {"remark": "It was not wasted", "source": ["Wire", "Post"], "person": "Leaf",
    ...      "form": ["whole", "cut"]}
    ... )
    >>> ax = plot_remarks(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Leaf: “It was not wasted”']
    """
    check_table(table, "remarks", "remark", "source", "person", "form")
    check_count("top", top)
    if table.empty:
        return say_nothing(ax, "No remark is in several articles.")
    groups = groups_of(table, ["source"], colors=colors, order=order, labels=labels)
    columns = _columns(groups, keep_all=order is not None)
    remarks = groups.table["remark"].unique()[:top]
    is_drawn = groups.table["remark"].isin(remarks) & groups.of_row.isin(columns)
    quoted = groups.table[is_drawn].assign(source=groups.of_row[is_drawn])
    names = [_name_of(quoted[quoted["remark"] == remark], remark) for remark in remarks]
    shown = shorten_all([groups.labels[name] for name in columns], 28)
    height = 0.3 * len(names) + 0.1 * max(map(len, shown)) + 1.2
    ax = new_axes(ax, height=height, width=min(max(7 + 0.3 * len(columns), 8), 14), legend=len(FORMS))
    name_rows(ax, names, width=58)
    ax.hlines(range(len(names)), -0.5, len(columns) - 0.5, color=FAINT, lw=0.6)
    for column, name in enumerate(columns):
        of_source = quoted[quoted["source"] == name]
        rows = {remark: set(forms) for remark, forms in of_source.groupby("remark")["form"]}
        for row, remark in enumerate(remarks):
            _draw_form(ax, column, row, rows.get(remark, set()), groups.looks[name].color)
    ax.set_xticks(range(len(columns)), shown, rotation=90, **as_written())
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="x", length=0)
    style: dict[str, Any] = {"marker": "o", "linestyle": "", "color": INK, "markerfacecoloralt": "white"}
    add_legend(ax, [Line2D([], [], fillstyle=fill, **style) for fill in FORMS.values()], list(FORMS))
    n_remarks = groups.table["remark"].nunique()
    notes = [f"the first {len(names)} of {n_remarks:,} remarks"] if n_remarks > len(names) else []
    n_more = len(groups.looks) - len(columns)
    notes += [f"the {len(columns)} sources with the most remarks; {n_more} left out"] if n_more else []
    return describe(ax, "Who carries which remark", notes=notes)


def _columns(groups: Groups, *, keep_all: bool) -> list[str]:
    """Return the sources to draw: as they are ordered, or by name and no more than there is room for."""
    if keep_all:
        return list(groups.looks)
    n_remarks = groups.table["remark"].groupby(groups.of_row).nunique()
    return sorted(n_remarks.sort_values(ascending=False, kind="stable").index[:MOST_COLUMNS])


def _name_of(quoted: pd.DataFrame, remark: str) -> str:
    """Return a remark in quotation marks, after the person to whom most articles give it, if any does."""
    persons = quoted["person"].dropna()
    said = f"“{remark.strip()}”"
    return f"{shorten(persons.mode().iloc[0], 20)}: {said}" if len(persons) else said


def _draw_form(ax: Axes, x: int, y: int, forms: set[str], color: str) -> None:
    """Draw the fullest of the forms in which a source carries a remark, if it does."""
    for form, fill in FORMS.items():
        if form in forms:
            style: dict[str, Any] = {"markersize": 8, "markerfacecoloralt": "white", "linestyle": ""}
            ax.plot(x, y, "o", color=color, fillstyle=fill, **style)
            return
