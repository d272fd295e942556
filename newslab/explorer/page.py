"""The file: what the page shows, packed so that no text of an article can be read as HTML or as script.

The data are JSON, compressed, in Base64, an alphabet without a bracket. The script of the page sets texts as
texts, never as HTML. And the page allows, by its Content-Security-Policy, its own script alone, by the
script's digest, and no connection to anywhere.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from newslab.charts._groups import Look
from newslab.explorer.charts import SHAPES
from newslab.explorer.views import View

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script type="application/octet-stream" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""
POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def write_page(
    path: Path, shown: pd.DataFrame, sources: Mapping[str, Look], views: Sequence[View], *, title: str
) -> None:
    """Write the page for the articles `shown` into a file."""
    script = page_script()
    page = PAGE.format(
        policy=POLICY.format(digest=base64.b64encode(sha256(script.encode()).digest()).decode()),
        title=html.escape(title),
        style=_asset("page.css"),
        body=_asset("page.html").format(title=html.escape(title)),
        data=pack(_contents(shown, sources, views)),
        script=script,
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def page_script() -> str:
    """Return the script of the page: Vega, Vega-Lite and vega-embed as vl-convert ships them, and our own."""
    try:
        import altair
        import vl_convert
    except ImportError as error:
        raise ImportError(
            f'the page needs {error.name}, which is not installed: pip install "newslab[explore]"'
        ) from None
    version = altair.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
    script = vl_convert.javascript_bundle(_asset("page.js"), vl_version=version)
    # In a page these would end the script, or begin a comment in which its end is not seen.
    return script.replace("</script", r"<\/script").replace("<!--", r"<\!--")


def pack(contents: Mapping[str, Any]) -> str:
    """Return JSON values as compressed Base64."""
    text = json.dumps(contents, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode("ascii")


def _contents(shown: pd.DataFrame, sources: Mapping[str, Look], views: Sequence[View]) -> dict[str, Any]:
    dates = shown["date"].dt.strftime("%Y-%m-%d %H:%M").str.removesuffix(" 00:00")
    return {
        "articles": _columns(shown.assign(date=dates)),
        "sources": _legend(sources),
        "views": [
            {
                "name": view.name,
                "says": view.says,
                "columns": view.columns,
                "charts": [
                    {
                        "title": chart.title,
                        "spec": chart.spec,
                        "points": _columns(chart.points),
                        "legend": _legend(chart.legend),
                    }
                    for chart in view.charts
                ],
                "lines": {
                    str(key): _columns(lines[["article", "start", "length"]])
                    for key, lines in view.lines.assign(
                        length=view.lines["end"] - view.lines["start"]
                    ).groupby("key", sort=False)
                },
            }
            for view in views
        ],
    }


def _legend(looks: Mapping[str, Look]) -> dict[str, dict[str, str]]:
    return {name: {"color": look.color, "shape": SHAPES[look.marker]} for name, look in looks.items()}


def _columns(table: pd.DataFrame) -> dict[str, list]:
    """Return the columns of a table as lists, missing values as None."""
    return {name: table[name].astype(object).where(table[name].notna(), None).tolist() for name in table}
