"""The process in which files of other programs' formats are parsed, so that a parser may fail in any way.

`guard` starts it and speaks to it: a request is the ending of a file, the descriptions of the archives it may
be an export of, and its bytes; the answer, an article or a table with the notes on it, or why there is none.
Nothing is pickled: answers are JSON and Arrow.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.ipc

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
    ".bib": ["bibtexparser.bparser", "bibtexparser.customization"],
}

#: A worker that nobody stops any more stops itself after this multiple of the seconds that a file may take.
_PATIENCE = 20


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write a message behind its length."""
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
    while (ending := receive(requests)) is not None:
        pages, content = receive(requests), receive(requests)
        if pages is None or content is None:
            return
        for package in _PACKAGES.get(ending.decode(), []):
            with suppress(ImportError):
                import_module(package)
        send(answers, b"ready")
        faulthandler.dump_traceback_later(_PATIENCE * seconds_limit(len(content)), exit=True, file=nothing)
        _limit_memory(memory_limit(len(content)))
        _answer(answers, ending.decode(), pages, content)
        _limit_memory(None)
        faulthandler.cancel_dump_traceback_later()


def _answer(answers: BinaryIO, ending: str, pages: bytes, content: bytes) -> None:
    """Send an article or a table, and then the notes on it, or the reason why it is not to be used."""
    from newslab.readers.exports import describe
    from newslab.readers.formats import FOREIGN_PAGES, FOREIGN_TABLES

    try:
        archives = [describe(page) for page in json.loads(pages)] if pages else None
        if ending in FOREIGN_PAGES:
            found, notes = FOREIGN_PAGES[ending](content, archives)
        else:
            found, notes = FOREIGN_TABLES[ending](content)
        if isinstance(found, Article):
            send(answers, json.dumps(["article", *found]).encode())
        else:
            if isinstance(found, pd.DataFrame):
                table = pa.Table.from_pandas(found)
                found = Stored(table.schema, ((batch, 0) for batch in table.to_batches()))
            notes = notes + _send_table(answers, found)
        last = ["notes", *((note.problem, note.outcome, _plain(note.row)) for note in notes)]
    except UnreadableFile as error:
        last = ["unreadable", str(error)]
    except MemoryError:
        last = ["memory"]
    except BaseException as error:  # a panic of a parser written in Rust is no Exception
        last = ["unreadable", f"damaged; the program that reads it says {cause_of(error)}"]
    send(answers, json.dumps(last).encode())


def _send_table(answers: BinaryIO, stored: Stored) -> list[Note]:
    send(answers, b'["table"]')
    n_repaired = 0
    with pa.ipc.new_stream(answers, stored.schema) as stream:
        for batch, n in stored.batches:
            n_repaired += n
            stream.write_batch(batch)
    return repaired(n_repaired)


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
