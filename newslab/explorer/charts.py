"""The charts of the page as Vega-Lite specifications, without their data.

A specification names columns of the points, and holds no text of the corpus: from the values of a sort or a
domain Vega-Lite makes expressions. So each point brings its `color` and `shape`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

#: The markers of matplotlib by the name that Vega has for them.
SHAPES = {
    "o": "circle",
    "s": "square",
    "^": "triangle-up",
    "D": "diamond",
    "v": "triangle-down",
    "P": "cross",
    "X": "triangle-right",
}
#: Pixels of a row of a chart that grows with its rows.
ROW = 14
#: The ticks of rates.
RATES = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]


def _spec(chart: alt.Chart | alt.LayerChart) -> dict:
    fitted = chart.properties(autosize={"type": "fit-x", "contains": "padding"})
    return fitted.to_dict(format="vega-lite", validate=True)


def _base(height: Any) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.NamedData("points"), width="container", height=height)


def _tooltip(*figures: str) -> list:
    import altair as alt

    titles = {"n": "uses", "rate": "per 1,000 words", "p_adjusted": "adjusted p", "share": "share"}
    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("source:N", title="source"),
        *(alt.Tooltip(f"{name}:Q", title=titles[name], format=".3~g") for name in figures),
    ]


def terms() -> dict:
    """Draw terms: their rate across, the signed evidence up."""
    import altair as alt

    base = _base(460).encode(
        x=alt.X("rate:Q", title="times per 1,000 words of the source")
        .scale(type="symlog", constant=0.2)
        .axis(values=RATES, format="~g", labelOverlap=True),
        y=alt.Y("evidence:Q", title="less often  ←  evidence (−log₁₀ p)  →  more often").axis(
            labelExpr="abs(datum.value)"
        ),
        color=alt.Color("color:N", scale=None),
    )
    sure = alt.datum.p_adjusted < 0.05
    points = base.mark_point(size=55, strokeWidth=1.4).encode(
        shape=alt.Shape("shape:N", scale=None),
        fillOpacity=alt.when(sure).then(alt.value(0.9)).otherwise(alt.value(0.05)),
        fill=alt.Fill("color:N", scale=None),
        tooltip=_tooltip("n", "rate", "p_adjusted"),
    )
    names = base.mark_text(align="left", dx=7, fontSize=11).encode(text="name:N", color=alt.value("#333"))
    zero = _base(460).mark_rule(color="#888").encode(y=alt.datum(0))
    return _spec(zero + points + names)


def intervals(group: str, value: str, title: str, *, is_share: bool = False) -> dict:
    """Draw a figure of each row and group as a point with its interval.

    Rows and groups are in the order of `row_rank` and `group_rank`: where Vega-Lite orders them as they
    appear, those without an interval would be last.
    """
    import altair as alt

    scale = alt.Scale(domain=[0, 1]) if is_share else alt.Scale(zero=True)
    by_row, by_group = (alt.EncodingSortField(field=f"{by}_rank", op="min") for by in ("row", "group"))
    base = _base(alt.Step(ROW, **{"for": "offset"})).encode(
        y=alt.Y("row:N", title=None, sort=by_row)
        .axis(grid=True, tickBand="extent")
        .scale(paddingInner=0.08, paddingOuter=0.04),
        yOffset=alt.YOffset(f"{group}:N", sort=by_group),
        color=alt.Color("color:N", scale=None),
    )
    lines = base.mark_rule(strokeWidth=2, opacity=0.7).encode(
        x=alt.X("low:Q", title=title, scale=scale), x2="high:Q"
    )
    points = base.mark_point(size=60, filled=True, opacity=1).encode(
        x=alt.X(f"{value}:Q", title=title, scale=scale),
        shape=alt.Shape("shape:N", scale=None),
        tooltip=_tooltip("n", value),
    )
    return _spec(lines + points)


def time_line() -> dict:
    """Draw each article at its date, a row for each story."""
    import altair as alt

    chart = _base(alt.Step(22)).mark_point(size=60, filled=True, opacity=0.85)
    return _spec(
        chart.encode(
            x=alt.X("date:T", title=None).axis(
                orient="top", labelOverlap="parity", labelSeparation=8, format="%-d %b %Y"
            ),
            y=alt.Y("story:N", title=None, sort=None).axis(grid=True),
            color=alt.Color("color:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            tooltip=_tooltip(),
        )
    )


def bars() -> dict:
    """Draw how often each person is quoted, stacked from the sources."""
    import altair as alt

    chart = _base(alt.Step(20)).mark_bar()
    return _spec(
        chart.encode(
            x=alt.X("n:Q", title="quotations").axis(
                tickMinStep=1, format="d", orient="top", labelOverlap="parity", labelFlush=False
            ),
            y=alt.Y("name:N", title=None, sort=None),
            color=alt.Color("color:N", scale=None),
            tooltip=_tooltip("n"),
        )
    )
