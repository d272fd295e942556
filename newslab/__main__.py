"""The command line: ``newslab report FOLDER``, and ``read``, ``save`` and ``lab``."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import newslab
from newslab import report as reports

#: Problems that `newslab read` prints; all of them are in `newslab.problems(articles)`.
MOST_PROBLEMS = 30
#: Exit codes: all is well; some of it failed; the call was wrong; it was interrupted.
DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 1 where some of it failed, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print("\nInterrupted; what was there before is as it was.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # what is printed is read no further, as by `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (OSError, ValueError, ImportError) as error:
        lines = [_printable(line) for line in str(error).splitlines()]
        print("newslab:", "\n".join(lines), file=sys.stderr)
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="newslab", description=newslab.__doc__)
    parser.add_argument("--version", action="version", version=f"newslab {newslab.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser("report", help="run the notebooks on a corpus into a folder of web pages")
    _add_subject(report)
    report.add_argument(
        "--out", metavar="DIR", help="where the report goes; else a folder beside you, with the date"
    )
    report.add_argument(
        "--under", metavar="DIR", help="a folder of reports: the last one of this corpus is replaced"
    )
    report.add_argument("--only", metavar="NUMBERS", default="", help="the notebooks to run, such as 03,05")
    report.set_defaults(run=_report)

    lab = commands.add_parser("lab", help="open a copy of the notebooks in JupyterLab")
    _add_subject(lab)
    lab.add_argument("--out", metavar="DIR", default="newslab-notebooks", help="where the copy goes")
    lab.add_argument("--no-open", action="store_true", help="make the copy, and do not start JupyterLab")
    lab.set_defaults(run=_lab)

    read = commands.add_parser("read", help="say what is read of a corpus, and what is wrong with it")
    read.add_argument("corpus", metavar="FOLDER")
    read.set_defaults(run=_read)

    save = commands.add_parser("save", help="read a corpus and save it as one table")
    save.add_argument("corpus", metavar="FOLDER")
    save.add_argument("file", metavar="FILE", help="a name that ends in .parquet, .csv or .jsonl")
    save.set_defaults(run=_save)

    again = commands.add_parser(
        "refresh", help="write the outputs of the sample into the notebooks themselves"
    )
    again.set_defaults(run=_refresh)
    return parser


def _add_subject(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "corpus", metavar="FOLDER", nargs="?", help="a folder or file of articles; else the sample"
    )
    parser.add_argument(
        "--lexicon", metavar="L", help="a lexicon of competing names: a file, or the name of one"
    )
    parser.add_argument("--word", metavar="W", help="the word whose neighbours are looked up")
    parser.add_argument("--codes", metavar="C", help="the sheet of a coded sample, filled in by people")


def _subject(options: argparse.Namespace) -> reports.Subject:
    """Return what the notebooks are run on, with whole paths, once it is known that it can be read."""
    found = reports.Subject(str(_existing(options.corpus))) if options.corpus else reports.sample()
    lexicon = options.lexicon or found.lexicon
    if lexicon:
        newslab.read_lexicon(lexicon)  # what is wrong with it is said before the first notebook runs
        lexicon = str(Path(lexicon).resolve()) if Path(lexicon).is_file() else lexicon
    codes = str(_existing(options.codes)) if options.codes else found.codes
    return found._replace(lexicon=lexicon, word=options.word or None, codes=codes)


def _existing(corpus: str) -> Path:
    path = Path(corpus).expanduser()
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {corpus}")
    return path.resolve()


def _report(options: argparse.Namespace) -> int:
    if options.out and options.under:
        raise ValueError("a report goes to --out or under --under, not to both")
    subject = _subject(options)
    numbers = [number for number in options.only.split(",") if number.strip()]
    reports.notebook_paths(numbers)
    if options.under:
        folder = reports.report_folder(subject, Path(options.under))
    else:
        name = Path(subject.corpus).stem
        folder = Path(options.out or f"newslab-{name}-{dt.date.today():%Y-%m-%d}")
    report = reports.build_report(
        subject, folder, only=numbers, replace=bool(options.under), say=lambda line: print(line, flush=True)
    )
    print(f"Open {report.folder / 'index.html'}")
    failed = [page for page in report.pages if page.error]
    if failed:
        print(f"{len(failed)} of {len(report.pages)} notebooks stopped before their end.", file=sys.stderr)
    return FAILED if failed else DONE


def _lab(options: argparse.Namespace) -> int:
    subject = _subject(options)
    folder = reports.copy_notebooks(Path(options.out), subject)
    print(f"A copy of the notebooks is in {folder}", flush=True)
    if options.no_open:
        return DONE
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(folder)])


def _read(options: argparse.Namespace) -> int:
    articles = newslab.read_articles(_existing(options.corpus))
    dates = articles["date"].dropna()
    when = f", from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}" if len(dates) else ""
    print(f"{len(articles):,} articles{when}; {articles['date'].isna().sum():,} without a date.")
    for source, n in articles["source"].fillna("(unknown)").value_counts(sort=True).items():
        print(f"{n:8,}  {_printable(source)}")
    problems = newslab.problems(articles)
    for outcome, rows in problems.groupby("outcome", sort=True):
        print(f"\n{len(rows):,} {outcome}:")
        for row in rows.head(MOST_PROBLEMS).itertuples():
            print(f"  {_printable(row.origin)}: {_printable(row.problem)}")
        if len(rows) > MOST_PROBLEMS:
            print(f"  and {len(rows) - MOST_PROBLEMS:,} more")
    if articles.empty:
        print("\nNo article could be read.", file=sys.stderr)
    return FAILED if articles.empty else DONE


def _printable(text: object) -> str:
    """Return a text on one line, without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(str(text).split()))


def _save(options: argparse.Namespace) -> int:
    from newslab.corpus.saving import check_path

    check_path(options.file)  # before a large corpus is read
    articles = newslab.read_articles(_existing(options.corpus))
    if articles.empty:
        print("No article could be read, and nothing was saved.", file=sys.stderr)
        return FAILED
    newslab.save_articles(articles, options.file)
    n_problems = len(newslab.problems(articles))
    print(f"{len(articles):,} articles saved to {options.file}; {n_problems:,} problems, see: newslab read")
    return DONE


def _refresh(options: argparse.Namespace) -> int:
    try:
        for path in reports.refresh():
            print(path.name, flush=True)
    except reports.NotebookError as error:
        print(f"newslab: {error}", file=sys.stderr)
        return FAILED
    return DONE


def command() -> None:
    """Run the command of this process, and end with its exit code."""
    sys.exit(main())


if __name__ == "__main__":
    command()
