"""A report: every notebook run on a corpus, a page for each, and an index that carries what was found."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from newslab.report.exploring import NAME as EXPLORER, write_explorer
from newslab.report.notebooks import (
    NotebookError,
    hide_paths,
    hide_paths_in,
    prepare_fonts,
    question_of,
    run,
    unused,
    with_subject,
)
from newslab.report.outputs import keep_files, without_files
from newslab.report.pages import index_page, notebook_page
from newslab.report.subject import Subject, notebook_paths, sample


class Page(NamedTuple):
    """What became of one notebook."""

    name: str
    question: str
    #: The lines under *What was found*.
    findings: str
    #: Why the notebook stopped before its end; None where it did not.
    error: str | None
    seconds: float


class Report(NamedTuple):
    """A report that was written."""

    folder: Path
    pages: list[Page]


def build_report(
    subject: Subject,
    folder: Path,
    *,
    only: Sequence[str] = (),
    replace: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Report:
    """Run the notebooks on a corpus and write a page for each, and an index, into a folder.

    Parameters
    ----------
    subject
        The corpus, and the lexicon and word for it.
    folder
        Where the report goes. It is made when all pages are there; until then, and if the run is
        interrupted, what is there stays.
    only
        The numbers of the notebooks to run, such as ``["03", "05"]``; all otherwise.
    replace
        What becomes of a folder that is already there: the report takes its place, or has a number at the end
        of its name.
    say
        Is given a line about each notebook when it has run.
    """
    paths = notebook_paths(only)
    prepare_fonts()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=folder.parent) as scratch:
        made = Path(scratch, "report")
        made.mkdir()
        pages = []
        for number, path in enumerate(paths, start=1):
            page, notebook = _run_one(path, subject)
            notebook = without_files(keep_files(notebook, made / "files", page.name))
            before = paths[number - 2].stem if number > 1 else None
            after = paths[number].stem if number < len(paths) else None
            has_workbook = (made / "files" / f"{page.name}.xlsx").exists()
            html = notebook_page(
                notebook,
                page,
                corpus=name_of(subject),
                before=before,
                after=after,
                workbook=f"files/{page.name}.xlsx" if has_workbook else None,
            )
            made.joinpath(f"{page.name}.html").write_text(html, encoding="utf-8")
            pages.append(page)
            failed = f", failed: {page.error}" if page.error else ""
            say(f"[{number}/{len(paths)}] {page.question} {page.seconds:.0f} s{failed}")
        explorer = None if only else write_explorer(subject, made)
        if explorer and explorer != EXPLORER:
            say(explorer)
        index = index_page(pages, corpus=name_of(subject), explorer=explorer)
        made.joinpath("index.html").write_text(index, encoding="utf-8")
        return Report(_put(made, folder, replace=replace), pages)


def _run_one(path: Path, subject: Subject) -> tuple[Page, NotebookNode]:
    """Run one notebook; what goes wrong is returned with the outputs up to there."""
    notebook = with_subject(nbformat.read(path, as_version=4), subject)
    start, error = time.perf_counter(), None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        try:
            done = run(notebook, Path(scratch))
        except NotebookError as failure:
            done, error = failure.notebook, str(failure)
    done = hide_paths(done, subject)
    if error is not None:
        error = hide_paths_in(error, subject)
    seconds = time.perf_counter() - start
    return Page(path.stem, question_of(done), findings_of(done), error, seconds), done


def findings_of(notebook: NotebookNode) -> str:
    """Return what is printed under the heading *What was found*."""
    is_under, lines = False, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.lstrip().startswith("#"):
            is_under = re.match(r"#+ *What was found\b", cell.source.lstrip()) is not None
        elif is_under:
            lines += [output["text"] for output in cell.get("outputs", []) if output.get("name") == "stdout"]
    return "".join(lines).strip()


def _put(made: Path, folder: Path, *, replace: bool) -> Path:
    """Move a report that is whole to its place, in which another one may be."""
    if folder.exists() and not replace:
        folder = unused(folder)
    earlier = made.with_name("earlier")
    if folder.exists():
        folder.rename(earlier)
    try:
        made.rename(folder)
    except OSError:
        if earlier.exists():
            earlier.rename(folder)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
    return folder


def name_of(subject: Subject) -> str:
    """Return what a corpus is called on the pages: the name of its file or folder, without the way there."""
    if subject.corpus == sample().corpus:
        return "the sample corpus of invented outlets"
    return Path(subject.corpus).resolve().name


def report_folder(subject: Subject, parent: Path) -> Path:
    """Return the folder of a corpus among the reports in `parent`: no two corpora share one."""
    if subject.corpus == sample().corpus:
        return parent / "sample"
    full = Path(subject.corpus).resolve()
    name = re.sub(r"[^\w.-]+", "-", full.stem).strip("-.") or "corpus"
    digest = sha256(str(full).encode("utf-8", "surrogatepass")).hexdigest()
    return parent / f"{name[:60]}-{digest[:6]}"
