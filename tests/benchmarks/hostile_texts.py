"""How long does every public function take on text in shapes that make programs slow?

    .venv/bin/python tests/benchmarks/hostile_texts.py                       100 KB: the goal is 2 s
    .venv/bin/python tests/benchmarks/hostile_texts.py --size 1000000        1 MB: the goal is 20 s
    .venv/bin/python tests/benchmarks/hostile_texts.py --only names quotes

Two articles hold such a text each, of half the size. Printed is for each function the slowest shape, in
seconds of CPU, and how much longer twice the text takes.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from test_contracts import CALLS
from test_linear_time import SHAPES, corpus


def repeated(text: str, size: int) -> str:
    """Return a text of `size` characters made of copies of another."""
    return (text * (size // len(text) + 1))[:size]


def seconds_of(function: Callable, articles: pd.DataFrame) -> float:
    start = time.process_time()
    with suppress(ValueError):  # words that are not there cannot be compared
        function(articles)
    plt.close("all")
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--only", nargs="*", default=list(CALLS))
    parser.add_argument("--every", type=int, default=1, help="try each n-th shape")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    shapes = dict(list(SHAPES.items())[:: arguments.every])
    print("| function | slowest shape | seconds | of twice the text |\n|---|---|---|---|")
    for name in arguments.only:
        function, _ = CALLS[name]
        seconds_of(function, corpus("It rose."))  # what is loaded once counts for none
        half = arguments.size // 2
        seconds = {
            shape: seconds_of(function, corpus(repeated(text, half))) for shape, text in shapes.items()
        }
        slowest = max(seconds, key=lambda shape: seconds[shape])
        twice = seconds_of(function, corpus(repeated(shapes[slowest], 2 * half)))
        print(
            f"| {name} | {slowest!r} | {seconds[slowest]:.2f} | {twice / seconds[slowest]:.1f} times |",
            flush=True,
        )


if __name__ == "__main__":
    main()
