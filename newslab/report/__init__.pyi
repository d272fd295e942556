# The names of this package and where each is defined; `__init__.py` imports a name when it is first used.
from .building import (
    Page as Page,
    Report as Report,
    build_report as build_report,
    report_folder as report_folder,
)
from .notebooks import NotebookError as NotebookError, copy_notebooks as copy_notebooks, refresh as refresh
from .subject import Subject as Subject, notebook_paths as notebook_paths, sample as sample
