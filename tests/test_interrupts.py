"""Ctrl-C ends the work of a cluster, as it ends that of one process."""

import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("distributed")

N_PARTITIONS = 60
SCRIPT = f"""
import pathlib, signal, sys, time, uuid
import dask.dataframe as dd
import pandas as pd
from dask.distributed import Client, LocalCluster
import newslab

FOLDER = pathlib.Path(sys.argv[1])

def slow(table):
    if len(table):
        (FOLDER / uuid.uuid4().hex).touch()
        time.sleep(0.5)
    return table

def n_begun():
    return len(list(FOLDER.iterdir()))

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    names = [f"article {{i}}" for i in range({N_PARTITIONS})]
    articles = pd.DataFrame({{"source": "Wire", "text": "The war is over"}}, index=names)
    frame = dd.from_pandas(articles, npartitions={N_PARTITIONS}, sort=False)
    frame = frame.map_partitions(slow, meta=frame._meta)
    options = {{"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}}
    with LocalCluster(**options) as cluster, Client(cluster):
        try:
            newslab.frame_rates(frame, {{"war": ["war"]}})
        except KeyboardInterrupt:
            begun = n_begun()
            time.sleep(3)
            print(begun, n_begun())
"""


def test_ctrl_c_ends_the_work_on_a_cluster(tmp_path):
    script, folder = tmp_path / "script.py", tmp_path / "begun"
    script.write_text(SCRIPT)
    folder.mkdir()
    command = [sys.executable, "-W", "ignore", str(script), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 240
        while not any(folder.iterdir()) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=240)
    begun, later = map(int, output.split() or pytest.fail(errors))
    assert begun < N_PARTITIONS
    assert later - begun <= 2  # one that each worker had begun to take
