"""Good files of each format changed at random: whether any brings more than articles and refusals.

    .venv/bin/python tests/benchmarks/damaged_files.py                 20,000 of each, 5,000 of binary ones
    .venv/bin/python tests/benchmarks/damaged_files.py --texts 1000 --binaries 500 --only .rtf .docx
    .venv/bin/python tests/benchmarks/damaged_files.py --first 20000   other changes than the first 20,000

"longest" is the most seconds of CPU, of this process and its worker, that one file took; "memory" the most
that both processes together held; "broke" how often the worker had to be restarted. What raised anything
else is written to build/mutations/.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutations import BINARY, GOOD, mutated, outcome

from newslab.readers import guard


def held() -> float:
    """Return the memory of this process and its worker, in MB."""
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(process.memory_info().rss for process in processes) / 1e6


def worked() -> float:
    """Return the seconds of work of this process and its worker."""
    seconds = time.process_time()
    if guard._worker is not None and guard._worker.is_ready():
        times = guard._worker._watched.cpu_times()
        seconds += times.user + times.system
    return seconds


def try_format(ending: str, numbers: range) -> None:
    """Read mutations of one format, and print what came of them."""
    outcomes: Counter[str] = Counter()
    longest, memory, faults, workers = 0.0, 0.0, 0, set()
    for number in numbers:
        content = mutated(GOOD[ending], random.Random(f"{ending}{number}"))
        worker, before, start = guard._worker, worked(), time.perf_counter()
        try:
            outcomes[outcome(ending, content).split(":")[0]] += 1
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            faults += 1
            folder = Path("build/mutations")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}{ending}").write_bytes(content)
            print(f"  {number}{ending}: {type(error).__name__}: {error}", flush=True)
        # A worker that was stopped took at least the time that passed.
        same = worker is guard._worker and (worker is None or worker.is_ready())
        longest = max(longest, worked() - before if same else min(time.perf_counter() - start, 9.9))
        workers.add(id(guard._worker))
        if number % 20 == 0 or not same:
            memory = max(memory, held())
    print(
        f"| {ending} | {len(numbers):,} | {outcomes['read']:,} | {outcomes['refused']:,} | {faults} "
        f"| {longest:.1f} s | {memory:,.0f} MB | {len(workers) - 1} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--binaries", type=int, default=5_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=list(GOOD))
    arguments = parser.parse_args()
    print("| format | tried | read | refused | faults | longest | memory | broke |")
    print("|---|---|---|---|---|---|---|---|")
    for ending in arguments.only:
        n = arguments.binaries if ending in BINARY else arguments.texts
        try_format(ending, range(arguments.first, arguments.first + n))


if __name__ == "__main__":
    main()
