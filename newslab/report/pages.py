"""The web pages of a report: self-contained, with nothing from the network and no script but one.

That script sorts and searches tables. A page allows it by its digest, and no other.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from nbformat import NotebookNode

if TYPE_CHECKING:
    from newslab.report.building import Page

#: Characters from which a cell of text makes its column a wide one.
LONG = 40
#: A table of pandas, its rows, their cells, and what is no text.
TABLE = re.compile(r'<table border="1" class="dataframe\b.*?</table>', re.DOTALL)
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
EMPTY = re.compile(r"(<tbody>)\s*(</tbody>)")
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
HEADING = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
NUMBER = re.compile(r"\s*(?:[-+]?[\d.,]+(?:e[-+]?\d+)?|-?inf|NaN|NaT|None|&lt;NA&gt;|\.\.\.|)\s*")
DATE = re.compile(r"\s*(?:\d{4}-\d\d-\d\d(?: [\d:.]+)?|NaN|NaT|None|&lt;NA&gt;|\.\.\.|)\s*")

STYLE = """
:root { --jp-mirror-editor-keyword-color: #7a3e9d; --jp-mirror-editor-string-color: #448c27;
        --jp-mirror-editor-number-color: #9c5d27; --jp-mirror-editor-comment-color: #888; }
body { margin: 0; color: #222; background: #fff; font: 17px/1.55 Charter, Georgia, serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 80px; }
nav, footer, .corpus { color: #767676; font-size: 14px; }
a { color: #0b5394; }
h1 { margin: .6em 0 .4em; font-size: 34px; line-height: 1.2; }
h2 { margin: 1.6em 0 .4em; }
p, li { max-width: 42em; }
code, pre { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; }
details.code { margin: 14px 0 0; color: #767676; font-size: 13px; }
.highlight pre { margin: 4px 0 0; padding: 8px 12px; overflow-x: auto;
                 background: #f7f7f5; border-left: 3px solid #ddd; }
.jp-OutputArea-output { margin: 10px 0; overflow-x: auto; }
.jp-OutputArea-output pre, .findings { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
[data-mime-type$=stderr], .failed { padding: 8px 12px; background: #fdf3f0; }
img { max-width: 100%; height: auto; }
table { border: 0; border-collapse: collapse;
        font: 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; text-align: right; vertical-align: top;
         border: 0; border-bottom: 1px solid #e8e8e8; }
thead th { border-bottom: 1px solid #888; }
td:not(.text) { white-space: nowrap; }
.jp-RenderedMarkdown :is(th, td), .text, tbody th, .dataframe thead th.text { text-align: left; }
.dataframe:not(:has(thead [colspan])) thead tr + tr th { text-align: left; }
.dataframe tbody tr th { vertical-align: top !important; }
td.text, tbody th { white-space: normal; }
td.text { min-width: 6em; }
td.long { min-width: 18em; }
td.none { color: #767676; text-align: left; }
td.date { white-space: nowrap; }
tbody th { font-weight: 600; }
.table.tall { max-height: 36em; overflow: auto; }
.tall thead { position: sticky; top: 0; background: #fff; }
thead button { padding: 0; border: 0; background: none; color: inherit; font: inherit; font-weight: 600;
               text-align: inherit; cursor: pointer; }
thead button:hover { text-decoration: underline; }
thead button:empty::before { content: "#"; }
[aria-sort=ascending] button::after { content: " ▲"; content: " ▲" / ""; }
[aria-sort=descending] button::after { content: " ▼"; content: " ▼" / ""; }
.search { margin: 0 0 6px; font: 13px/1.4 system-ui, sans-serif; color: #666; }
.search input { font: inherit; color: inherit; background: none; border: 1px solid #999; border-radius: 4px;
                padding: 2px 8px; }
:focus-visible { outline: 3px solid #e08700; outline-offset: 1px; }
.files { margin: 2px 0 10px; font: 13px/1.4 system-ui, sans-serif; }
.passages { max-height: 36em; overflow-y: auto; }
.contents { padding: 0; list-style: none; }
.contents li { max-width: none; padding: 14px 0; border-top: 1px solid #ddd; }
.contents a { font-size: 21px; text-decoration: none; }
@media screen and (max-width: 600px) { body { font-size: 16px; } h1 { font-size: 26px; }
                                       main { padding: 12px 12px 40px; }
                                       table { width: max-content; max-width: 900px; }
                                       .jp-RenderedImage img { max-width: 680px; } }
@media screen and (prefers-color-scheme: dark) {
  :root { --jp-mirror-editor-keyword-color: #c9a0e8; --jp-mirror-editor-string-color: #9ccf83;
          --jp-mirror-editor-number-color: #e0a876; --jp-mirror-editor-comment-color: #999;
          --jp-mirror-editor-variable-color: #e4e4e4; --jp-content-font-color0: #e4e4e4;
          --jp-content-font-color1: #e4e4e4; --jp-ui-font-color0: #e4e4e4; --jp-ui-font-color1: #e4e4e4; }
  body { color: #e4e4e4; background: #16181c; }
  nav, footer, .corpus, details.code { color: #a8a8a8; }
  a { color: #8ab8ee; }
  th, td { border-color: #383c44; }
  .tall thead { background: #16181c; }
  .search, td.none { color: #a8a8a8; }
  .highlight pre { background: #20242b; border-color: #454b55; }
  [data-mime-type$=stderr], .failed { background: #3a2622; }
  .contents li { border-color: #383c44; }
  img { background: #fff; border-radius: 4px; }
}
@media print { main { max-width: none; } details.code, .files, .search { display: none; }
               .jp-OutputArea-output, .passages, .table.tall { max-height: none; overflow: visible; }
               table { font-size: 7pt; } th, td { padding: 2px 4px; }
               th, td:not(.text), td.date { white-space: normal; overflow-wrap: anywhere; }
               td.text, td.long { min-width: 0; }
               .tall thead { position: static; } img, tr { break-inside: avoid; } }
"""

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
"""
POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)

TEMPLATE = (
    "{% extends 'lab/base.html.j2' %}"
    "{% block header %}"
    "{{ resources.head }}<title>{{ resources.page.question | e }}</title>"
    + "<style>{{ resources.style }}{{ resources.inlining.css | join }}</style></head>"
    "{% endblock %}"
    "{% block body_header %}<body><main>{{ resources.links }}"
    "{% if resources.page.error %}<pre class='failed'>This notebook stopped before its end: "
    "{{ resources.page.error | e }}</pre>{% endif %}"
    "{% endblock %}"
    "{% block input_group %}<details class='code'><summary>Code</summary>"
    "{{ super() }}</details>{% endblock %}"
    "{% block data_png scoped %}<div class='jp-RenderedImage jp-OutputArea-output'>"
    "<img src=\"data:image/png;base64,{{ output.data['image/png'] | e }}\" "
    "alt=\"{{ (output | get_metadata('alt', 'image/png') or '') | e }}\"></div>{% endblock %}"
    "{% block body_footer %}{{ resources.links }}</main>"
    "<script>{{ resources.script }}</script></body>{% endblock %}"
    "{% block footer %}{{ super() }}</html>{% endblock %}"
)


def notebook_page(
    notebook: NotebookNode,
    page: Page,
    *,
    corpus: str,
    before: str | None,
    after: str | None,
    workbook: str | None = None,
) -> str:
    """Return the notebook as a web page, its code folded, with links to the pages beside it.

    `workbook` is the file that holds all its tables, if there is one.
    """
    from nbconvert import HTMLExporter

    links = ["<a href='index.html'>All questions</a>"]
    links += [f"<a href='{html.escape(before)}.html'>Previous</a>"] if before else []
    links += [f"<a href='{html.escape(after)}.html'>Next</a>"] if after else []
    links += [f"<a href='{html.escape(workbook)}' download>All tables (XLSX)</a>"] if workbook else []
    exporter = HTMLExporter(
        raw_template=TEMPLATE,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    resources = {
        "page": page,
        "head": _head(),
        "style": STYLE,
        "script": _script(),
        "links": f"<nav>{' · '.join([*links, f'corpus: {html.escape(corpus)}'])}</nav>",
    }
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    return TABLE.sub(_align_text, body)


def _script() -> str:
    """Return the script that sorts and searches tables."""
    return files(__package__).joinpath("tables.js").read_text(encoding="utf-8")


def _head() -> str:
    """Return the beginning of a page, which allows our own script alone."""
    digest = base64.b64encode(sha256(_script().encode()).digest()).decode()
    return HEAD.format(policy=POLICY.format(digest=digest))


def _align_text(table: re.Match[str]) -> str:
    """Return a table of pandas, its columns of text marked, which are aligned left, and those of dates.

    One without a row says so.
    """
    rows = [CELL.findall(row) for row in ROW.findall(table[0])]
    cells: dict[int, list[str]] = {}
    for row in rows:
        for column, cell in enumerate(row):
            # Columns are counted from the right: a cell of the index may reach over several rows.
            cells.setdefault(len(row) - column, []).append(cell)
    kinds = {place: _kind(column) for place, column in cells.items()}

    def mark(row: re.Match[str]) -> str:
        pattern = CELL if CELL.search(row[0]) else HEADING
        places = iter(range(len(pattern.findall(row[0])), 0, -1))
        return pattern.sub(lambda cell: _marked(cell[0], kinds.get(next(places), "")), row[0])

    width = len(HEADING.findall(ROW.findall(table[0])[0]))
    none = f'<tr><td class="none" colspan="{width}">no rows</td></tr>'
    return EMPTY.sub(rf"\1{none}\2", ROW.sub(mark, table[0]))


def _kind(column: list[str]) -> str:
    """Return the class of the cells of a column: of dates, of other text, or none where all are numbers."""
    if all(NUMBER.fullmatch(cell) for cell in column):
        return ""
    if all(DATE.fullmatch(cell) for cell in column):
        return "text date"
    return "text long" if any(len(cell) > LONG for cell in column) else "text"


def _marked(cell: str, kind: str) -> str:
    return re.sub("<t[dh]", lambda start: f'{start[0]} class="{kind}"', cell, count=1) if kind else cell


def index_page(pages: Sequence[Page], *, corpus: str, explorer: str | None = None) -> str:
    """Return the index: every page by its question, with what was found, or why it stopped.

    `explorer` is the name of the page that answers to clicks, or a sentence that says why there is none.
    """
    entries = "\n".join(_entry(page) for page in pages)
    n_failed = sum(page.error is not None for page in pages)
    state = f" · {n_failed} of {len(pages)} notebooks stopped before their end" if n_failed else ""
    return f"""{_head()}<title>newslab: {html.escape(corpus)}</title>
<style>{STYLE}</style>
</head>
<body><main>
<h1>How do different outlets tell the same story?</h1>
<p class="corpus">Corpus: {html.escape(corpus)}{state}</p>
{_explorer_line(explorer)}<ol class="contents">
{entries}
</ol>
</main></body>
</html>
"""


def _entry(page: Page) -> str:
    failed = (
        f'<pre class="failed">Stopped before its end: {html.escape(page.error)}</pre>' if page.error else ""
    )
    found = f'<pre class="findings">{html.escape(page.findings)}</pre>' if page.findings else ""
    link = f'<a href="{html.escape(page.name)}.html">{html.escape(page.question)}</a>'
    return f"<li>{link}{failed}{found}</li>"


def _explorer_line(explorer: str | None) -> str:
    if explorer is None:
        return ""
    if explorer.endswith(".html"):
        link = f'<a href="{html.escape(explorer)}">Explore the articles</a>'
        return f"<p>{link}: one page on which every figure opens its lines in the articles.</p>\n"
    return f'<p class="corpus">{html.escape(explorer)}</p>\n'
