"""What a notebook gave: its tables and charts as files of a report, and the description of each chart."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

CSV, ALT, SVG, PNG = "text/csv", "text/x-alt", "image/svg+xml", "image/png"
#: The first words of a SVG of matplotlib, which names the address of a document type that no reader needs.
DOCTYPE = "<!DOCTYPE svg"


def keep_files(notebook: NotebookNode, folder: Path, name: str) -> NotebookNode:
    """Write the tables and charts of a notebook into a folder, with a link below each of them.

    Tables become .csv files and, where there is a package that writes them, the sheets of one workbook;
    charts .svg and .png.
    """
    tables: dict[str, str] = {}
    n_charts = 0
    for cell in _code_cells(notebook):
        outputs: list[NotebookNode] = []
        for output in cell.outputs:
            outputs.append(output)
            data = output.get("data", {})
            files: dict[str, bytes] = {}
            if CSV in data:
                stem = f"{name}-table-{len(tables) + 1}"
                tables[f"table {len(tables) + 1}"] = data[CSV]
                files[f"{stem}.csv"] = data[CSV].encode("utf-8-sig")
            elif PNG in data:
                n_charts += 1
                files[f"{name}-chart-{n_charts}.png"] = base64.b64decode(data[PNG])
                if SVG in data:
                    files[f"{name}-chart-{n_charts}.svg"] = _without_doctype(data[SVG]).encode()
            if files:
                folder.mkdir(exist_ok=True)
                for file, content in files.items():
                    folder.joinpath(file).write_bytes(content)
                outputs.append(_links(folder.name, list(files)))
        cell.outputs = outputs
    if tables and find_spec("xlsxwriter"):
        _write_workbook(tables, folder / f"{name}.xlsx")
    return notebook


def without_files(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with its tables and charts in the form alone that its reader sees.

    The description of a chart becomes its alternative text.
    """
    for cell in _code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            description = data.pop(ALT, None)
            data.pop(CSV, None)
            data.pop(SVG, None)
            if description and PNG in data:
                output.metadata = NotebookNode({PNG: {"alt": description}})
    return notebook


def _code_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    return (cell for cell in notebook.cells if cell.cell_type == "code")


def _links(folder: str, files: list[str]) -> NotebookNode:
    links = [
        f'<a href="{html.escape(folder)}/{html.escape(file)}" download>{Path(file).suffix[1:].upper()}</a>'
        for file in files
    ]
    markup = f'<p class="files">{" · ".join(links)}</p>'
    return nbformat.v4.new_output("display_data", {"text/html": markup})


def _without_doctype(svg: str) -> str:
    before, found, after = svg.partition(DOCTYPE)
    return before + after.partition(">")[2].lstrip() if found else svg


def _write_workbook(tables: dict[str, str], path: Path) -> None:
    """Write tables, given as csv, into one workbook: no cell becomes a formula or a link."""
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=options) as workbook:
        for sheet, csv in tables.items():
            table = pd.read_csv(io.StringIO(csv), dtype_backend="numpy_nullable")
            table.to_excel(workbook, sheet_name=sheet, index=False)
