"""Reading beside the disk and pandas: how long, and in how much memory.

    .venv/bin/python tests/benchmarks/reading.py                      20,000 files and 200,000 rows
    .venv/bin/python tests/benchmarks/reading.py --files 100000 --rows 1000000

Every measurement runs in a process of its own. "memory" is the most that reading took on top of what the
process held before, over the size of the texts in UTF-8. Where other programs run, "of CPU" is the surer
figure; reading takes what two processors do at once twice."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute
from compare import peak_memory
from corpora import make_corpus

import newslab as nl
from newslab.readers import read_csv


def with_newslab(path):
    return nl.read_articles(path)["text"]


def with_newslab_as_it_is(path):
    return nl.read_articles(path, clean=False)["text"]


def with_the_reader_of_tables(path):
    return read_csv(path.read_bytes())[0]["text"]


def with_pandas(path):
    return pd.read_csv(path)["text"]


def with_python(path):
    return pd.Series([file.read_text(encoding="utf-8") for file in sorted(path.iterdir())], dtype="str")


PROGRAMS = {
    "files": [with_newslab, with_newslab_as_it_is, with_python],
    "articles.csv": [with_newslab, with_newslab_as_it_is, with_the_reader_of_tables, with_pandas],
    "rows.csv": [with_newslab, with_newslab_as_it_is, with_the_reader_of_tables, with_pandas],
}


def make(folder: Path, n_files: int, n_rows: int) -> None:
    """Make a folder of texts, a table of the same articles, and a table of many short rows."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = make_corpus(n_files).assign(id=range(n_files))
    short = articles["text"].str[:120]
    articles["text"] = articles["text"].str.replace(_FIVE_SENTENCES, "\\1\n\n", regex=True)
    files = folder / "files"
    files.mkdir(exist_ok=True)
    for number, text in enumerate(articles["text"]):
        (files / f"{number}.txt").write_text(text, encoding="utf-8")
    articles.to_csv(folder / "articles.csv", index=False)
    rows = pd.concat([short] * (n_rows // n_files + 1), ignore_index=True)[:n_rows]
    rows = pd.DataFrame({"id": range(n_rows), "source": "Wire", "date": "2024-12-07", "text": rows})
    rows["text"] = rows["id"].astype("str") + " " + rows["text"]
    rows.to_csv(folder / "rows.csv", index=False)


#: What makes a paragraph.
_FIVE_SENTENCES = r"((?:[^.]*\. ){5})"


def measure(program: str, path: Path) -> dict:
    """Read once, in this process."""
    nl.load_sample()  # so that what is only imported does not count
    before = peak_memory()
    start, start_cpu = time.perf_counter(), time.process_time()
    texts = globals()[program](path)
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    n_bytes = pa.compute.sum(pa.compute.binary_length(pa.array(texts))).as_py() / 1e9
    memory = (peak_memory() - before) / n_bytes
    return {"seconds": seconds, "cpu": cpu, "memory": memory, "n": len(texts), "gb": n_bytes}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmark/reading"))
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one[0], Path(arguments.one[1]))))
        return
    make(arguments.folder, arguments.files, arguments.rows)
    print("| what | read | articles | text | seconds | of CPU | memory |\n|---|---|---|---|---|---|---|")
    for what, programs in PROGRAMS.items():
        for program in programs:
            command = [sys.executable, __file__, "--one", program.__name__, str(arguments.folder / what)]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(run.stdout)
            print(
                f"| {what} | {program.__name__.replace('_', ' ')} | {found['n']:,} | {found['gb']:.2f} GB "
                f"| {found['seconds']:.2f} | {found['cpu']:.2f} | {found['memory']:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
