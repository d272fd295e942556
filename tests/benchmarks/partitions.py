"""Measure the functions on a Dask DataFrame: seconds, and the most memory that a worker takes.

    python tests/benchmarks/partitions.py FOLDER --articles 100000 --workers 2 --gigabytes 3

makes parquet files of 12,500 articles each in FOLDER, where they are not there yet, and reads them on a
LocalCluster of workers with one thread and that much memory each. With ``--workers 0`` it reads them into
memory, for pandas.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
import psutil
import pyarrow.parquet as pq
from corpora import make_corpus
from dask.distributed import Client, LocalCluster

import newslab

A_FILE = 12_500
SEED_WORDS = ["eta*", "oin", "shr*", "tae", "ins*", "aet", "nio"]


def files_of(folder: Path, n_articles: int) -> list[Path]:
    """Return the files of a corpus, made where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{i:04}.parquet" for i in range(-(-n_articles // A_FILE))]
    for seed, file in enumerate(files):
        if not file.exists():
            articles = make_corpus(min(A_FILE, n_articles), seed=seed)
            names = pd.Index([f"{seed}-{i}" for i in range(len(articles))], name="article")
            newslab.save_articles(articles.set_axis(names), file)
    return files


class Peak:
    """The most memory that any of some processes has taken since it was asked, in gigabytes."""

    def __init__(self, pids: list[int]) -> None:
        self.processes = [psutil.Process(pid) for pid in pids]
        self.most = 0.0
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            for process in self.processes:
                with suppress(psutil.Error):  # of one that has ended
                    self.most = max(self.most, process.memory_info().rss / 1e9)
            time.sleep(0.2)

    def cpu(self) -> float:
        """Return the seconds of work of all."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes)


def written(table: object) -> object:
    """Write a table to parquet, lazy or not, and return what is written."""
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(table, pd.DataFrame):
            table.to_parquet(f"{folder}/table.parquet")
            return table
        table.to_parquet(folder)
        return range(sum(pq.read_metadata(file).num_rows for file in Path(folder).glob("*.parquet")))


def measure(articles: object, peak: Peak, options: argparse.Namespace) -> None:
    """Print the seconds and the peak of each function."""
    if options.tokens:
        made = []
        measure_one("tokenize", lambda: made.append(newslab.tokenize(articles)) or made[0].n_words, peak)
        articles = made[0]
    lexicon = {"one": SEED_WORDS[:3], "two": SEED_WORDS[3:]}
    labels = {"labels": {"thing": {"a": SEED_WORDS[:2], "b": SEED_WORDS[2:4]}}}
    calls = {
        "frame_rates": lambda: newslab.frame_rates(articles, lexicon),
        "label_shares": lambda: newslab.label_shares(articles, labels),
        "source_profiles": lambda: newslab.source_profiles(articles),
        "distinctive_terms": lambda: newslab.distinctive_terms(articles),
        "find_terms": lambda: newslab.find_terms(articles, lexicon),
        "collocates": lambda: newslab.collocates(articles, "oin"),
        "names": lambda: newslab.names(articles),
        "quotes": lambda: written(newslab.quotes(articles)),
        "similar_pairs": lambda: newslab.similar_pairs(articles, within_days=1),
        "group_copies": lambda: newslab.group_copies(articles),
    }
    for name, call in calls.items():
        if not options.only or name in options.only:
            measure_one(name, call, peak)


def measure_one(name: str, call: Callable[[], object], peak: Peak) -> None:
    """Print the seconds and the peak of a function."""
    peak.most, start, cpu = 0.0, time.perf_counter(), peak.cpu()
    n = len(call())
    seconds = time.perf_counter() - start
    print(f"| {name} | {n:,} | {seconds:.0f} | {peak.cpu() - cpu:.0f} | {peak.most:.1f} |", flush=True)


def main() -> None:
    """Measure on a cluster, or on pandas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gigabytes", type=float, default=3)
    parser.add_argument("--only", nargs="*", default=[], help="functions, if not all")
    parser.add_argument("--tokens", action="store_true", help="make tokens once, for all functions")
    parser.add_argument("--threads", action="store_true", help="Dask on two threads of this process")
    options = parser.parse_args()
    files = files_of(options.folder, options.articles)
    print("| function | rows | seconds | CPU seconds | GB |\n|---|---|---|---|---|")
    if options.threads:
        import dask

        with dask.config.set(scheduler="threads", num_workers=2):
            frame = dd.from_pandas(newslab.read_articles(files), npartitions=len(files), sort=False)
            measure(frame, Peak([psutil.Process().pid]), options)
    elif not options.workers:
        measure(newslab.read_articles(files), Peak([psutil.Process().pid]), options)
    else:
        limit = f"{options.gigabytes}GB"
        with (
            LocalCluster(
                options.workers, threads_per_worker=1, memory_limit=limit, dashboard_address=None
            ) as cluster,
            Client(cluster),
        ):
            peak = Peak([worker.pid for worker in cluster.workers.values()])
            measure(dd.read_parquet(files), peak, options)
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


if __name__ == "__main__":
    main()
