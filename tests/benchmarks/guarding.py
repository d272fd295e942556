"""What it costs to read foreign formats in a second process: CPU of both beside reading them in this one.

    .venv/bin/python tests/benchmarks/guarding.py                           10,000 small files of each format
    .venv/bin/python tests/benchmarks/guarding.py --files 1000 --only .html .xlsx

Both are measured in turn, twice; the better of each counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutations import GOOD

import newslab as nl
from newslab.readers import formats, guard

GUARDED = [".xlsx", ".xls", ".ods", ".docx", ".parquet", ".rtf", ".html", ".rss", ".eml", ".pdf"]


def worked() -> float:
    """Return the seconds of work of this process and its worker."""
    seconds = time.process_time()
    if guard._worker is not None and guard._worker.is_ready():
        times = guard._worker._watched.cpu_times()
        seconds += times.user + times.system
    return seconds


def seconds_of(folder: Path) -> float:
    nl.read_articles(next(folder.iterdir()))  # what is started and loaded once counts for none
    before = worked()
    nl.read_articles(folder)
    return worked() - before


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--only", nargs="*", default=GUARDED)
    arguments = parser.parse_args()
    print("| format | files | guarded | in one process | ratio |\n|---|---|---|---|---|")
    for ending in arguments.only:
        with tempfile.TemporaryDirectory() as root:
            for number in range(arguments.files):
                (Path(root) / f"{number:05}{ending}").write_bytes(GOOD[ending])
            guarded, plain = [], []
            for _ in range(2):
                guarded.append(seconds_of(Path(root)))
                with patch.object(formats, "_is_foreign", lambda ending, content: False):
                    plain.append(seconds_of(Path(root)))
        ms = [1000 * min(seconds) / arguments.files for seconds in (guarded, plain)]
        print(
            f"| {ending} | {arguments.files:,} | {ms[0]:.2f} ms | {ms[1]:.2f} ms | {ms[0] / ms[1]:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
