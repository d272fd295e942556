"""The process in which files of other programs' formats are parsed, so that a parser may fail in any way.

`guard` starts it and speaks to it: a request is the endings of some files, the descriptions of the archives
that they may be exports of, and their bytes; the answers, one a file, are an article or a table with
the notes on it, or why there is none. Nothing is pickled: answers are JSON and Arrow.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.ipc

from newslab.readers.columns import packed
from newslab.readers.exports import Archive
from newslab.readers.limits import memory_limit, seconds_limit
from newslab.readers.notes import Article, Note, UnreadableFile, cause_of
from newslab.readers.parquet import Stored, repaired

#: The packages of the formats, loaded before the time of the first file begins to count.
_PACKAGES = {
    ".html": ["trafilatura"],
    ".htm": ["trafilatura"],
    ".rtf": ["striprtf.striprtf"],
    ".xlsx": ["python_calamine"],
    ".xls": ["python_calamine"],
    ".ods": ["python_calamine"],
    ".rss": ["feedparser"],
    ".atom": ["feedparser"],
    ".xml": ["feedparser"],
    ".pdf": ["pypdf"],
    ".warc": ["warcio.archiveiterator", "trafilatura"],
    ".ris": ["rispy"],
    ".bib": ["bibtexparser.splitter"],
}

#: A worker that nobody stops any more stops itself after this multiple of the seconds that a file may take.
_PATIENCE = 20


def send(pipe: BinaryIO, *messages: bytes) -> None:
    """Write messages, each after its length."""
    for message in messages:
        pipe.write(len(message).to_bytes(8, "little"))
        pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """Read a message, or None where there is none any more."""
    length = pipe.read(8)
    if len(length) < 8:
        return None
    message = pipe.read(n := int.from_bytes(length, "little"))
    return message if len(message) == n else None


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)  # what a parser prints is no answer
    send(answers, str(os.getpid()).encode())
    while (head := receive(requests)) is not None:
        endings, pages = json.loads(head), receive(requests)
        contents = [content for _ in endings if (content := receive(requests)) is not None]
        if pages is None or len(contents) < len(endings):
            return
        files = list(zip(endings, contents, strict=True))
        for package in dict.fromkeys(package for ending in endings for package in _PACKAGES.get(ending, [])):
            with suppress(ImportError):
                import_module(package)
        _reply(answers, ["ready"])
        _limit_memory(max(memory_limit(len(content)) for content in contents))
        patience = _PATIENCE * sum(seconds_limit(len(content)) for content in contents)
        faulthandler.dump_traceback_later(patience, exit=True, file=nothing)
        _answer_all(answers, pages, files)
        _limit_memory(None)
        faulthandler.cancel_dump_traceback_later()


def _reply(answers: BinaryIO, values: list) -> None:
    """Send values with the seconds of work so far, by which the next file is given its time."""
    send(answers, json.dumps([time.process_time(), *values]).encode())


def _answer_all(answers: BinaryIO, pages: bytes, files: list[tuple[str, bytes]]) -> None:
    """Answer for each file; once the answers hold much, say "later" for the next, and forget the others."""
    from newslab.readers.exports import describe

    archives = [describe(page) for page in json.loads(pages)] if pages else None
    n_bytes = 0
    for ending, content in files:
        if n_bytes > _MUCH:
            _reply(answers, ["later"])
            return
        n_bytes += _answer(answers, ending, content, archives)


#: How many bytes of tables are answered at a time, so that a whole batch of them fits into any memory.
_MUCH = 20_000_000


def _answer(answers: BinaryIO, ending: str, content: bytes, archives: list[Archive] | None) -> int:
    """Send an article or a table, and then the notes on it, or the reason why it is not to be used.

    Return how many bytes a table took.
    """
    from newslab.readers.formats import FOREIGN_PAGES, FOREIGN_TABLES

    n_bytes = 0
    try:
        if ending in FOREIGN_PAGES:
            found, notes = FOREIGN_PAGES[ending](content, archives)
        else:
            found, notes = FOREIGN_TABLES[ending](content)
        if isinstance(found, Article):
            _reply(answers, ["article", *found])
        else:
            if isinstance(found, pd.DataFrame):
                table = packed(found)
                found = Stored(table.schema, ((batch, 0) for batch in table.to_batches()))
            n_bytes, more = _send_table(answers, found)
            notes = notes + more
        last = ["notes", *((note.problem, note.outcome, _plain(note.row)) for note in notes)]
    except UnreadableFile as error:
        last = ["unreadable", str(error)]
    except MemoryError:
        last = ["memory"]
    except BaseException as error:  # a panic of a parser written in Rust is no Exception
        last = ["unreadable", f"damaged; the program that reads it says {cause_of(error)}"]
    _reply(answers, last)
    return n_bytes


def _send_table(answers: BinaryIO, stored: Stored) -> tuple[int, list[Note]]:
    _reply(answers, ["table"])
    n_repaired = n_bytes = 0
    with pa.ipc.new_stream(answers, stored.schema) as stream:
        for batch, n in stored.batches:
            n_repaired += n
            n_bytes += batch.nbytes
            stream.write_batch(batch)
    return n_bytes, repaired(n_repaired)


def _plain(row: int | None) -> int | None:
    return None if row is None else int(row)


def _limit_memory(n_bytes: int | None) -> None:
    """Let the process take this many bytes more than it has, where the system can; None takes that back.

    An allocation beyond it then fails at once, before `guard` sees the memory filled.
    """
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = most
    if n_bytes is not None:
        with open("/proc/self/statm", "rb") as file:
            limit = int(file.read().split()[0]) * resource.getpagesize() + n_bytes
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    main()
