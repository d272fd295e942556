"""What all charts share: axes, named rows, legend and title, and text drawn as it is written."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from math import ceil

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from newslab.charts._groups import GREY

#: Light fills that carry dark numbers, for labels and other things that are not sources: after Paul Tol's
#: "light", moved apart until any two differ by 20 for colour-blind readers too.
FILLS = ("#89A2E4", "#E6814B", "#EEDD88", "#D996BB", "#98DCFF", "#4AB080", "#ADC31A", "#E3EBEA")
FAINT, INK = "#DDDDDD", "#333333"
#: Inches that one line of small print needs, and the height beyond which a figure no longer grows.
LINE, TALLEST = 0.18, 16.0

#: Common fonts for the scripts that matplotlib's own lacks, and the one that draws a box for anything else.
FALLBACK_FONTS = (
    *("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali"),
    *("Noto Sans CJK SC", "Noto Sans SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Source Han Sans SC"),
    *("WenQuanYi Zen Hei", "Droid Sans Fallback", "PingFang SC", "Hiragino Sans GB", "Apple SD Gothic Neo"),
    *("Microsoft YaHei", "Malgun Gothic", "Yu Gothic", "Nirmala UI", "Arial Unicode MS"),
    *("Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Ethiopic", "Noto Sans Thai", "Noto Sans Lao"),
    *("Noto Sans Khmer", "Noto Sans Myanmar", "Thonburi", "Leelawadee UI", "Myanmar Text", "Ebrima"),
    "Last Resort High-Efficiency",
)


def display_names(titles: pd.Series) -> list:
    """Return the titles, and the name in the index where there is none."""
    return titles.astype(object).where(titles.notna(), titles.index.to_series()).tolist()


def check_table(table: pd.DataFrame, function: str, *columns: str) -> pd.DataFrame:
    """Return `table` unchanged if it has the `columns` of the table that `function` returns."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"the chart draws a table made by newslab.{function}, not {type(table).__name__}")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(
            f"the table has no column {', '.join(map(repr, missing))}; newslab.{function} makes one to draw"
        )
    return table


def as_written() -> dict:
    """Return the arguments that draw a text as it is written: no formulas, and a font for every script."""
    installed = set(font_manager.fontManager.get_font_names())
    return {
        "parse_math": False,
        "family": [*rcParams["font.family"], *(font for font in FALLBACK_FONTS if font in installed)],
    }


def shorten(text: object, width: int = 40) -> str:
    """Return `text` on one line and no wider than `width` letters, a Chinese character counting as two."""
    text = " ".join(str(text).split())
    used = 0
    for i, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return text[: max(i - 1, 1)].rstrip() + "…"
    return text


def shorten_middle(name: object, width: int = 18) -> str:
    """Return an id of at most `width` letters, cut in the middle: its ends distinguish it from others."""
    name = str(name)
    return name if len(name) <= width else f"{name[: width // 2 - 1]}…{name[-(width // 2) :]}"


def shorten_all(names: Sequence[object], width: int = 40) -> list[str]:
    """Return `names` as `shorten` does, but those that would look the same cut in the middle.

    Where they look the same even so, they are shown from the first word in which they differ.
    """
    plain = [" ".join(str(name).split()) for name in names]
    short = {name: shorten(name, width) for name in plain}
    for group in _alike(short):
        short |= {name: shorten_middle(name, width) for name in group}
    for group in _alike(short):
        letters = enumerate(zip(*group, strict=False))
        n_shared = next((i for i, each in letters if len(set(each)) > 1), len(min(group)))
        head = width // 3
        for name in group:
            differs = max(name.rfind(" ", 0, n_shared) + 1, head)
            short[name] = shorten(f"{name[:head].rstrip()}…{name[differs:]}", width)
    return [short[name] for name in plain]


def _alike(short: Mapping[str, str]) -> list[list[str]]:
    """Return the names that are shown by the same short form, a list for each form of several."""
    by_form: dict[str, list[str]] = {}
    for name, form in short.items():
        by_form.setdefault(form, []).append(name)
    return [group for group in by_form.values() if len(group) > 1]


def ink_on(color: Sequence[float]) -> str:
    """Return black or white, whichever stands out more on a colour by the contrast ratio of WCAG 2.1."""
    return "black" if (luminance(color) + 0.05) ** 2 > 1.05 * 0.05 else "white"


def ink_of(color: str) -> tuple[float, ...]:
    """Return a colour in which text is legible on white: darkened to the 4.5 to 1 that WCAG 2.1 asks for."""
    ink: tuple[float, ...] = to_rgb(color)
    while 1.05 / (luminance(ink) + 0.05) < 4.5:
        ink = tuple(0.95 * part for part in ink)
    return ink


def luminance(color: Sequence[float]) -> float:
    """Return the relative luminance of WCAG 2.1, from 0 for black to 1 for white."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def new_axes(
    ax: Axes | None, *, height: float, legend: int = 0, width: float = 8.0, layout: str = "constrained"
) -> Axes:
    """Return `ax`, or the axes of a new figure of this size in inches, or taller for `legend` names."""
    if ax is None:
        height = max(height, 0.28 * legend + 0.8)
        _, ax = plt.subplots(figsize=(width, min(max(height, 2.4), TALLEST)), layout=layout)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
    ax.tick_params(color=GREY, labelcolor=INK, labelsize=9)
    ax.set_axisbelow(True)
    return ax


def inches(ax: Axes) -> tuple[float, float]:
    """Return the width and height of `ax` in inches, before a layout makes room for its labels."""
    box = ax.get_window_extent()
    return box.width / ax.figure.dpi, box.height / ax.figure.dpi


def with_interval(measure: str, table: pd.DataFrame) -> str:
    """Return the name of an axis, which mentions the interval only where there is one to draw."""
    has_interval = table[["low", "high"]].notna().all(axis=1).any()
    return f"{measure}, with 95 % interval" if has_interval else measure


def describe(ax: Axes, title: str, *, x: str = "", y: str = "", notes: Sequence[str] = ()) -> Axes:
    """Write the title and the names of the axes, and below them what is left out or cut, if anything is."""
    x = "\n".join([x, *notes] if x else notes)
    ax.set_title(textwrap.fill(title, 50), loc="left", fontsize=11, color=INK, **as_written())
    if x:
        ax.set_xlabel(x, fontsize=9, color=INK, **as_written())
    if y:
        ax.set_ylabel(y, fontsize=9, color=INK, **as_written())
    return ax


def name_rows(ax: Axes, names: Sequence[str], *, width: int = 40) -> None:
    """Name rows 0, 1, 2 … from the top down; where there is no room for all, say that only some are named."""
    step = max(1, ceil(len(names) * LINE / inches(ax)[1]))
    shown = shorten_all(names, width)[::step]
    ax.set_yticks(range(0, len(names), step), shown, **as_written())
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(names) - 0.5, -0.5)
    if step > 1:
        ax.set_ylabel(f"{len(names):,} rows, one in {step} named", fontsize=9, color=GREY)


def row_axes(
    ax: Axes | None, names: Sequence[str], *, row: float = 0.26, more: float = 1.0, legend: int = 0
) -> Axes:
    """Return axes with a named row for each of `names` from the top down, `row` inches each, and a grid."""
    ax = new_axes(ax, height=row * len(names) + more, legend=legend)
    name_rows(ax, names)
    ax.tick_params(axis="y", pad=7)  # a dot at zero covers no name
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.spines["left"].set_visible(False)
    return ax


def are_all_named(ax: Axes, n_rows: int) -> bool:
    """Say whether there was room for the name of every row, and so for what is written beside it."""
    return len(ax.get_yticks()) == n_rows


def add_legend(ax: Axes, handles: Sequence, names: Sequence[str]) -> None:
    """Put a legend right of the axes; where there is no room for all names, say how many more there are."""
    room = max(2, int(inches(ax)[1] / LINE) - 1)
    names = shorten_all(names, 28)
    if len(names) > room:
        handles = [*handles[: room - 1], Line2D([], [], linestyle="")]
        names = [*names[: room - 1], f"and {len(names) - room + 1:,} more"]
    legend = ax.legend(
        handles, names, loc="upper left", bbox_to_anchor=(1.02, 1), frameon=False, fontsize=9, borderaxespad=0
    )
    for text in legend.get_texts():
        text.set(color=INK, **as_written())


def say_nothing(ax: Axes | None, sentence: str) -> Axes:
    """Return axes that hold one plain sentence, because there is nothing to draw."""
    ax = new_axes(ax, height=2.4)
    ax.set_axis_off()
    ax.text(0.5, 0.5, sentence, transform=ax.transAxes, ha="center", va="center", color=INK, **as_written())
    return ax
