"""The notebooks that travel with newslab: found, given a subject, run, and kept tidy."""

from __future__ import annotations

import ast
import asyncio
import atexit
import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from newslab.report.outputs import without_files
from newslab.report.subject import PACKAGE, Subject, notebook_paths

#: The tag of the one cell of a notebook that knows the subject of the corpus.
PARAMETERS = "parameters"
#: The cell of a copy that makes its tables like those of a report.
SORTABLE = """\
# The tables below can be sorted and searched, without a network.
import itables

itables.init_notebook_mode(connected=False)
# No text between two dollars is a formula.
itables.options.classes += " tex2jax_ignore mathjax_ignore"\
"""


def question_of(notebook: NotebookNode) -> str:
    """Return the notebook's first heading."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^#+ +(.+?)[ #]*$", text, flags=re.MULTILINE)
    return heading[1] if heading else "Untitled"


def with_subject(notebook: NotebookNode, subject: Subject) -> NotebookNode:
    """Return the notebook without outputs, its cell of parameters naming `subject`."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
        if PARAMETERS in cell.metadata.get("tags", []):
            cell.source = _assign(cell.source, subject._asdict())
    return notebook


def _assign(source: str, values: Mapping[str, object]) -> str:
    """Return Python source in which the names that it assigns have the values given, all else as it is."""
    lines = source.splitlines()
    for statement in reversed(ast.parse(source).body):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name in values:
                lines[statement.lineno - 1 : statement.end_lineno] = [f"{name} = {values[name]!r}"]
    return "\n".join(lines)


class NotebookError(Exception):
    """A cell failed; the message names the cell and the error. `notebook` has the outputs up to there."""

    def __init__(self, message: str, notebook: NotebookNode) -> None:
        super().__init__(message)
        self.notebook = notebook


def run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Run the cells in `folder`, in a fresh kernel of this very interpreter; the outputs go into `notebook`.

    Nothing of the user's Jupyter and IPython settings takes part.

    Raises
    ------
    NotebookError
        When a cell fails, or the kernel stops.
    """
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpecManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    class Client(NotebookClient):
        """A client that Ctrl-C ends: nbclient takes it for a kernel that died, and the report would go on."""

        async def async_start_new_kernel(self, **options: Any) -> None:
            with suppress(RuntimeError):  # Windows, and other threads, have no such handlers
                asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
            await super().async_start_new_kernel(**options)

    cells: list[NotebookNode] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        client = Client(
            notebook,
            km=AsyncKernelManager(
                kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
                connection_file=str(Path(scratch, "kernel.json")),
            ),
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=[
                "--log-level=ERROR",  # its warnings are about networks, and here is none
                "--IPKernelApp.exec_lines=from newslab.report.kernel import prepare",
                "--IPKernelApp.exec_lines=prepare()",
            ],
            coalesce_streams=True,
            record_timing=False,
            store_widget_state=False,
            on_cell_execute=lambda cell, cell_index: cells.append(cell),
        )
        try:
            return client.execute(env=_environment(scratch), cleanup_kc=True)
        except CellExecutionError as error:
            reason = f"{error.ename}: {error.evalue}"
            raise NotebookError(_failure(cells, reason), notebook) from error
        except DeadKernelError as error:
            reason = "Python stopped, often for want of memory"
            raise NotebookError(_failure(cells, reason), notebook) from error
        except RuntimeError as error:  # the kernel did not start
            atexit.unregister(client._cleanup_kernel)  # else nbclient ends it again at the exit
            reason = f"Python did not start: {error}"
            raise NotebookError(_failure(cells, reason), notebook) from error


def _environment(scratch: str) -> dict[str, str]:
    """Return the environment of a kernel: it finds this newslab, and none of the user's settings."""
    path = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "IPYTHONDIR": scratch, "TQDM_DISABLE": "1"}  # no page shows progress
    environment["PYTHONPATH"] = os.pathsep.join([str(PACKAGE.parent), *([path] if path else [])])
    environment.pop("MPLBACKEND", None)
    return environment


def _failure(cells: list[NotebookNode], reason: str) -> str:
    """Say which cell failed, and how."""
    return f"cell [{len(cells)}] failed:\n{_first_lines(cells[-1].source)}\n{reason}" if cells else reason


def _first_lines(source: str) -> str:
    lines = source.strip().splitlines()
    return "\n".join([f"    {line}" for line in lines[:6]] + ["    …"] * (len(lines) > 6))


def prepare_fonts() -> None:
    """Let matplotlib list a new machine's fonts here: its message about it does not belong on a page."""
    import matplotlib.font_manager  # noqa: F401


def hide_paths(notebook: NotebookNode, subject: Subject) -> NotebookNode:
    """Return the notebook with paths of this machine cut: of a path its end is shown."""
    names = _telling_names(subject)
    for cell in notebook.cells:
        cell.source = _replace_all(cell.source, names)
        for output in cell.get("outputs", []):
            for key in ("text", "evalue"):
                if key in output:
                    output[key] = _replace_all(output[key], names)
            if "traceback" in output:
                output["traceback"] = [_replace_all(line, names) for line in output["traceback"]]
            for kind, value in output.get("data", {}).items():
                if isinstance(value, str) and not kind.startswith("image/png"):
                    output["data"][kind] = _replace_all(value, names)
    return notebook


def hide_paths_in(message: str, subject: Subject) -> str:
    """Return the message with paths of this machine cut."""
    return _replace_all(message, _telling_names(subject))


def _telling_names(subject: Subject) -> dict[str, str]:
    """Return what to show in place of the paths of a run, the longest first."""
    names: dict[str, str] = {}
    for path in (subject.corpus, subject.lexicon, subject.codes):
        if path and Path(path).exists():
            full = Path(path).resolve()
            names |= {str(path): full.name, str(full): full.name, str(full.parent) + os.sep: ""}
    roots = [
        PACKAGE.parent,
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(tempfile.gettempdir()),
        Path.home(),
    ]
    numpy = find_spec("numpy")
    if numpy is not None and numpy.origin:
        roots.append(Path(numpy.origin).parents[1])
    names |= {str(root) + os.sep: "" for root in roots if len(str(root)) > 1}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def _replace_all(text: str, names: Mapping[str, str]) -> str:
    for path, name in names.items():
        text = text.replace(path, name).replace(path.replace("\\", "\\\\"), name)
    return text


def refresh(paths: Sequence[Path] | None = None) -> Iterator[Path]:
    """Run the notebooks on the sample and keep their outputs, without what changes from run to run.

    Gives each notebook when it is written.
    """
    for path in notebook_paths() if paths is None else paths:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        done = tidy(without_files(run(notebook, path.parent)))
        # Ends of lines are those of the repository on every system.
        path.write_text(nbformat.writes(done) + "\n", encoding="utf-8", newline="\n")
        yield path


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with only those metadata that are the same on every machine and in every run."""
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for cell in notebook.cells:
        cell.metadata = NotebookNode({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
    return notebook


def copy_notebooks(folder: Path, subject: Subject, *, only: Sequence[str] = ()) -> Path:
    """Write the notebooks into a new folder, ready to be run on `subject`, and return the folder.

    Where `folder` exists, it is left as it is, and the new one has a number at its end. Where itables is
    installed, the tables of the copy can be sorted and searched.
    """
    target = unused(folder)
    target.mkdir(parents=True)
    for path in notebook_paths(only):
        notebook = tidy(with_subject(nbformat.read(path, as_version=4), subject))
        if find_spec("itables"):
            notebook.cells.insert(1, nbformat.v4.new_code_cell(SORTABLE, id="sortable"))
        nbformat.write(notebook, target / path.name)
    return target


def unused(folder: Path) -> Path:
    """Return `folder`, or where it exists, one with the first free number at its end."""
    number, path = 1, folder
    while path.exists():
        number += 1
        path = folder.with_name(f"{folder.name}-{number}")
    return path
