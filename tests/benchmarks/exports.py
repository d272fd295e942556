"""Exports of archives beside their true counts: does every article come out, with its source, date and title?

    .venv/bin/python tests/benchmarks/exports.py FOLDER

FOLDER holds exports and a README.md with a table: names of files, separated by "·", in its first column; in
its last, how many articles each holds, separated alike, or one number for all. "listed" are articles that are
left out and listed. "head or foot" counts texts in which a line remains that an archive writes around its
articles."""

from __future__ import annotations

import argparse
import re
import warnings
from pathlib import Path

import newslab as nl

#: Lines that archives write above or below a text.
AROUND = re.compile(
    r"(?mi)^\s*(?:\d+ (?:of|von|de|van|di) \d+ documents?|end of document|load-date:.*|publication-type:.*"
    r"|(?:length|länge|longueur|lengte):.*|(?:byline|autor|auteur):.*|all rights reserved|©.*"
    r"|copyright \d{4}.*|document [a-z]{4,8}\d{10,}\w*|dokument [a-z]{4,8}\d{10,}\w*"
    r"|proquest document id:.*|full text:.*|numéro de document.*|ce certificat.*|search summary"
    r"|zusammenfassung der suche|このページの.*|(?:HD|PD|SN|LP|TD|AN|WC)\t.*)\s*$"
)


def true_counts(readme: str) -> dict[str, int | None]:
    """Return how many articles each file holds, None where the README gives no number."""
    counts: dict[str, int | None] = {}
    for row in re.findall(r"^\|(.*)\|\s*$", readme, re.MULTILINE):
        cells = [cell.strip() for cell in row.split("|")]
        numbers = [int(number) for number in re.findall(r"^\d+$|(?<=· )\d+|\d+(?= ·)", cells[-1])]
        for place, name in enumerate(re.findall(r"[\w.-]+\.\w+", cells[0])):
            counts[name] = numbers[place % len(numbers)] if numbers else None
    return counts


def measure(path: Path, n: int | None) -> str:
    """Read one file; return its row."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            articles = nl.read_articles(path)
    except ValueError as error:
        return f"| {path.name} | {str(error).splitlines()[-1].strip()} |"
    problems = nl.problems(articles)
    listed = int(((problems["outcome"] == "left out") & problems["row"].notna()).sum())
    known = articles[["source", "date", "title"]].notna().mean()
    remains = int(articles["text"].str.contains(AROUND).sum())
    cells = [path.name, len(articles), listed, "" if n is None else n, *(f"{share:.0%}" for share in known)]
    return f"| {' | '.join(map(str, [*cells, remains]))} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "README.md").is_file():
        parser.error(f"there is no README.md with true counts in {folder}")
    columns = ("file", "found", "listed", "true", "source", "date", "title", "head or foot")
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    for name, n in true_counts((folder / "README.md").read_text(encoding="utf-8")).items():
        path = folder / name
        print(measure(path, n) if path.is_file() else f"| {name} | missing |", flush=True)


if __name__ == "__main__":
    main()
