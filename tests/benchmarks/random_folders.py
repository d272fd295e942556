"""Folders made at random: whether every file of them is read or listed.

.venv/bin/python tests/benchmarks/random_folders.py                3,000 folders
.venv/bin/python tests/benchmarks/random_folders.py --folders 100 --first 5000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from folders import Folder
from test_accounts import faults_of


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folders", type=int, default=3_000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    n_files = n_words = n_faults = 0
    for seed in range(arguments.first, arguments.first + arguments.folders):
        with tempfile.TemporaryDirectory() as root:
            folder = Folder(Path(root), seed)
            n_files += len(folder.written)
            n_words += sum(len(file.words) for file in folder.written if file.is_good)
            for fault in faults_of(folder):
                n_faults += 1
                print(f"folder {seed}: {fault}", flush=True)
    print(f"{arguments.folders:,} folders, {n_files:,} files, {n_words:,} good articles: {n_faults} faults")


if __name__ == "__main__":
    main()
