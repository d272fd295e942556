"""In the kernel of a notebook: every table and chart is given in the further forms that a report keeps."""

from __future__ import annotations

import sys
import warnings

import matplotlib as mpl
import pandas as pd
from IPython.core.formatters import BaseFormatter
from IPython.core.getipython import get_ipython
from matplotlib.figure import Figure
from matplotlib_inline.backend_inline import set_matplotlib_formats
from traitlets import ObjectName, Unicode

from newslab.charts.alt import alt_text
from newslab.report.outputs import ALT, CSV


class _Csv(BaseFormatter):
    format_type = Unicode(CSV)
    print_method = ObjectName("_repr_csv_")


class _Alt(BaseFormatter):
    format_type = Unicode(ALT)

    def __call__(self, shown: object) -> str | None:  # matplotlib takes figures out of all tables of formats
        return "\n".join(filter(None, map(alt_text, shown.axes))) if isinstance(shown, Figure) else None


def prepare() -> None:
    """Let the kernel give tables as csv too, and charts as SVG, whose text is text, with a description."""
    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    formatters = shell.display_formatter.formatters
    csv = _Csv(parent=shell)
    csv.for_type(pd.DataFrame, lambda table: table.to_csv(lineterminator="\n"))
    formatters.update({CSV: csv, ALT: _Alt(parent=shell)})
    mpl.rcParams["svg.fonttype"] = "none"
    set_matplotlib_formats("png", "svg")
    warnings.showwarning = _note_once


# Readers of a page need what a warning says, once, and not the line of code that gave it.
_notes: set[str] = set()


def _note_once(message: Warning | str, *where: object, **more: object) -> None:
    if str(message) not in _notes:
        _notes.add(str(message))
        print(f"Note: {message}", file=sys.stderr)
