"""Run the notebooks: into web pages under build/, or to refresh the outputs they keep."""

from __future__ import annotations

import argparse
import html
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).resolve().parent
ROOT = NOTEBOOKS.parent
BUILD = ROOT / "build"
SAMPLE = "data/sample, the sample corpus of invented outlets"


class NotebookError(Exception):
    """A cell failed; the message names the notebook, the cell and the error."""


def main() -> None:
    """Read the command line and run every notebook, in order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", help="a folder or file of articles to use in place of the sample")
    parser.add_argument(
        "--refresh", action="store_true", help="write the sample's outputs into the notebooks"
    )
    arguments = parser.parse_args()
    if arguments.refresh and arguments.corpus:
        parser.error("the notebooks keep the outputs of the sample: --refresh takes no --corpus")
    corpus = Path(arguments.corpus).expanduser().resolve() if arguments.corpus else None
    if corpus and not corpus.exists():
        parser.error(f"there is no file or folder {corpus}")

    prepare_fonts()
    try:
        refresh() if arguments.refresh else build(corpus)
    except NotebookError as error:
        sys.exit(f"\n{error}")


def build(corpus: Path | None) -> None:
    """Write a page of every notebook and an index page into build/."""
    BUILD.mkdir(exist_ok=True)
    for page in BUILD.glob("*.html"):
        page.unlink()
    name = str(corpus) if corpus else SAMPLE
    questions = {}
    for path in in_order():
        notebook = nbformat.read(path, as_version=4)
        page = BUILD / f"{path.stem}.html"
        try:
            execute(notebook, path, corpus=corpus)
        except NotebookError as error:
            write_page(notebook, page, corpus=name)
            raise NotebookError(
                f"{error}\n\nThe page up to this cell, with the whole traceback: {page}"
            ) from error
        write_page(notebook, page, corpus=name)
        questions[page.name] = question(notebook)
    index = BUILD / "index.html"
    index.write_text(index_page(questions, corpus=name), encoding="utf-8")
    print(f"Open {index}")


def refresh() -> None:
    """Run the notebooks on the sample and keep their outputs, without what changes from run to run."""
    for path in in_order():
        notebook = nbformat.read(path, as_version=4)
        execute(notebook, path)
        tidy(notebook)
        # Ends of lines are those of the repository on every system.
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def in_order() -> Iterator[Path]:
    """Give the notebooks in the order of their numbers, reporting progress on the way."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    for number, path in enumerate(paths, start=1):
        start = time.perf_counter()
        print(f"[{number}/{len(paths)}] {path.stem} ", end="", flush=True)
        yield path
        print(f"{time.perf_counter() - start:.0f} s", flush=True)


def execute(notebook: NotebookNode, path: Path, *, corpus: Path | None = None) -> None:
    """Run the cells in a fresh kernel of this very interpreter, in the notebook's folder.

    The outputs go into `notebook`. Nothing of the user's Jupyter and IPython settings takes part.

    Raises
    ------
    NotebookError
        When a cell fails.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name in ("NEWSLAB_CORPUS", "MPLBACKEND"):
        environment.pop(name, None)
    if corpus:
        environment["NEWSLAB_CORPUS"] = str(corpus)

    cells = []
    with tempfile.TemporaryDirectory() as scratch:
        environment["IPYTHONDIR"] = scratch
        client = NotebookClient(
            notebook,
            km=AsyncKernelManager(
                kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
                connection_file=os.path.join(scratch, "kernel.json"),
            ),
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--log-level=ERROR"],  # its warnings are about networks, and here is none
            coalesce_streams=True,
            record_timing=False,
            store_widget_state=False,
            on_cell_execute=lambda cell, cell_index: cells.append(cell),
        )
        try:
            client.execute(env=environment, cleanup_kc=True)
        except CellExecutionError as error:
            raise NotebookError(failure(path, cells, f"{error.ename}: {error.evalue}")) from error
        except DeadKernelError as error:
            raise NotebookError(failure(path, cells, "Python stopped, often for want of memory")) from error


def failure(path: Path, cells: list[NotebookNode], error: str) -> str:
    """Say which cell of which notebook failed, and how."""
    source = cells[-1].source.strip().splitlines()
    shown = [f"    {line}" for line in source[:6]] + ["    …"] * (len(source) > 6)
    return "\n".join([f"{path.name}, cell [{len(cells)}] failed:", *shown, error])


def tidy(notebook: NotebookNode) -> None:
    """Keep of the metadata what is the same on every machine and in every run."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for cell in notebook.cells:
        cell.metadata = NotebookNode({key: cell.metadata[key] for key in ("tags",) if key in cell.metadata})


def question(notebook: NotebookNode) -> str:
    """Return the notebook's first heading."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^#+ +(.+?)[ #]*$", text, flags=re.MULTILINE)
    return heading[1] if heading else "Untitled"


def prepare_fonts() -> None:
    """Let matplotlib list a new machine's fonts here: its message about it does not belong on a page."""
    import matplotlib.font_manager  # noqa: F401


# The pages stand alone: style within, no scripts, nothing from the network.

STYLE = """
:root { --jp-mirror-editor-keyword-color: #7a3e9d; --jp-mirror-editor-string-color: #448c27;
        --jp-mirror-editor-number-color: #9c5d27; --jp-mirror-editor-comment-color: #888; }
body { margin: 0; color: #222; background: #fff; font: 17px/1.55 Charter, Georgia, serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 20px 80px; }
nav, footer, .corpus { color: #767676; font-size: 14px; }
a { color: #0b5394; }
h1 { margin: .6em 0 .4em; font-size: 34px; line-height: 1.2; }
h2 { margin: 1.6em 0 .4em; }
p, li { max-width: 42em; }
code, pre { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; }
.highlight pre { margin: 14px 0 0; padding: 8px 12px; overflow-x: auto;
                 background: #f7f7f5; border-left: 3px solid #ddd; }
.jp-OutputArea-output { margin: 10px 0; overflow-x: auto; }
.jp-OutputArea-output pre { margin: 0; }
[data-mime-type$=stderr] { padding: 8px 12px; background: #fdf3f0; }
img { max-width: 100%; height: auto; }
table { border: 0; border-collapse: collapse;
        font: 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; text-align: right; vertical-align: top;
         border: 0; border-bottom: 1px solid #e8e8e8; }
thead th { border-bottom: 1px solid #888; }
.jp-RenderedMarkdown :is(th, td) { text-align: left; }
.contents { padding: 0; list-style-position: inside; }
.contents li { padding: 14px 0; border-top: 1px solid #ddd; color: #767676; font-size: 21px; }
.contents a { padding-left: 8px; text-decoration: none; }
@media print { main { max-width: none; } }
"""

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
"""

PAGE = (
    "{% extends 'lab/base.html.j2' %}"
    "{% block header %}"
    + HEAD
    + "<title>{{ resources.question | e }}</title>"
    + "<style>{{ resources.style }}{{ resources.inlining.css | join }}</style></head>"
    "{% endblock %}"
    "{% block body_header %}<body><main>"
    "<nav><a href='index.html'>All questions</a> · corpus: {{ resources.corpus | e }}</nav>"
    "{% endblock %}"
    "{% block body_footer %}</main></body>{% endblock %}"
    "{% block footer %}{{ super() }}</html>{% endblock %}"
)


def write_page(notebook: NotebookNode, page: Path, *, corpus: str) -> None:
    """Write the notebook as a web page."""
    exporter = HTMLExporter(
        raw_template=PAGE,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    body, _ = exporter.from_notebook_node(
        notebook, resources={"question": question(notebook), "corpus": corpus, "style": STYLE}
    )
    page.write_text(body, encoding="utf-8")


def index_page(questions: dict[str, str], *, corpus: str) -> str:
    """Return the index: every page by its question."""
    entries = "\n".join(
        f'<li><a href="{html.escape(page)}">{html.escape(text)}</a></li>' for page, text in questions.items()
    )
    return f"""{HEAD}<title>newslab</title>
<style>{STYLE}</style>
</head>
<body><main>
<h1>How do different outlets tell the same story?</h1>
<p class="corpus">Corpus: {html.escape(corpus)}</p>
<ol class="contents">
{entries}
</ol>
</main></body>
</html>
"""


if __name__ == "__main__":
    main()
