"""The notebooks on a corpus: as a report of web pages, as a copy to work in, or with their outputs refreshed.

A report is a folder with an index and a page for each notebook. The notebooks run one after the other, each
in a kernel of its own; one that fails is reported on the index and costs the others nothing. The folder
takes its place when all pages are written, so that an earlier report stays until then.
"""

from newslab.report.building import Page, Report, build_report, report_folder
from newslab.report.notebooks import Subject, copy_notebooks, notebook_paths, refresh

__all__ = [
    "Page",
    "Report",
    "Subject",
    "build_report",
    "copy_notebooks",
    "notebook_paths",
    "refresh",
    "report_folder",
]
