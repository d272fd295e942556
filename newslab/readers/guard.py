"""Files of other programs' formats are read in a process of their own, with limits of time and memory.

Their parsers are large and partly native: a damaged file can make one loop, fill the memory or end its
process. What happens in the worker costs this file and no other. It is started for the first such file,
serves all later ones, is restarted if it breaks, and ends with this process.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

import psutil
import pyarrow as pa
import pyarrow.ipc

from newslab.readers.exports import Archive
from newslab.readers.limits import memory_limit, seconds_limit
from newslab.readers.notes import Article, Note, UnreadableFile
from newslab.readers.worker import receive, send

#: An article or a table, and notes on what was wrong.
Answer: TypeAlias = tuple[Article | pa.Table, list[Note]]

#: How often the worker's time and memory are looked at, in seconds; and for how long it may be starting.
_INTERVAL = 0.05
_START = 120.0

_NO_PYTHON = f"no second Python could be started to read it ({sys.executable})"
_REMEDY = "it is damaged, or made to do harm; open it in its own program and save it again, as .txt or .csv"


def read_guarded(
    files: Sequence[tuple[str, bytes]], archives: Sequence[Archive] | None = None
) -> list[Answer | UnreadableFile]:
    """Read files, each an ending and a content, in the worker, by the readers for their endings.

    Each may be an export of one of `archives`. Small files are best read many at a time: what an errand to
    another process costs is more than what reading one does.
    """
    global _worker
    pages = _as_pages(archives)
    answers: list[Answer | UnreadableFile] = []
    while len(answers) < len(files):
        with _lock:
            try:
                if _worker is None or not _worker.is_ready():
                    _worker = _Worker()
                answers += _worker.ask(files[len(answers) :], pages)
            except UnreadableFile as error:  # no worker could be started
                answers.append(error)
            except BaseException:  # an interruption: half an answer may be on its way
                if _worker is not None:
                    _worker.stop()
                raise
    return answers


def _as_pages(archives: Sequence[Archive] | None) -> bytes:
    """Write descriptions of archives as JSON, or nothing where those that newslab knows are meant."""
    return b"" if archives is None else json.dumps([dict(archive.page) for archive in archives]).encode()


class _Worker:
    """The process, and the thread that watches over it."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._fault = ""
        self._seconds = 0.0  # of work, when it last answered
        self._limits: tuple[float, int] | None = None  # until when, in seconds of work, and bytes of memory
        self._process = _started()
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._ended = threading.Event()
        timer = threading.Timer(_START, self._process.kill)
        timer.daemon = True
        timer.start()
        number = receive(self._answers)
        timer.cancel()
        if number is None:
            self._process.kill()
            self._process.wait()
            raise UnreadableFile(f"{_NO_PYTHON}: it ended at once")
        # Its own number: in a virtual environment of Windows the process that was started is only a starter.
        self._watched = psutil.Process(int(number))
        threading.Thread(target=self._watch, daemon=True).start()

    def is_ready(self) -> bool:
        """Return whether it runs, and belongs to this process and not to one that this is a copy of."""
        return self._owner == os.getpid() and self._process.poll() is None and not self._ended.is_set()

    def ask(self, files: Sequence[tuple[str, bytes]], pages: bytes) -> list[Answer | UnreadableFile]:
        """Return what became of the first of these files, or of the first few."""
        answers: list[Answer | UnreadableFile] = []
        try:
            endings = json.dumps([ending for ending, _ in files]).encode()
            send(self._requests, endings, pages, *(content for _, content in files))
            self._message()
            for _, content in files:
                self._limits = self._seconds + seconds_limit(len(content)), memory_limit(len(content))
                answer = self._answer()
                if answer is None:
                    break
                answers.append(answer)
        except (OSError, EOFError, ValueError, TypeError, pa.ArrowException) as error:
            self.stop()
            cause = self._fault or f"the program that reads it broke down; {_REMEDY}"
            answers.append(error if isinstance(error, UnreadableFile) else UnreadableFile(cause))
        finally:
            self._limits = None
        return answers

    def _answer(self) -> Answer | UnreadableFile | None:
        """Return what became of a file, or None where it is to be asked for again."""
        found = None
        kind, *values = self._message()
        if kind == "article":
            found = Article(*values)
        elif kind == "table":
            found = pa.ipc.open_stream(self._answers).read_all()
        if found is not None:
            kind, *values = self._message()
        if kind == "later":
            return None
        if kind == "memory":
            return UnreadableFile(_too_much_memory(self._limits[1] if self._limits else 0))
        if kind == "unreadable":
            return UnreadableFile(values[0])
        return found, [Note(*value) for value in values]

    def _message(self) -> list:
        message = receive(self._answers)
        if message is None:
            raise EOFError
        self._seconds, *values = json.loads(message)
        return values

    def _watch(self) -> None:
        """Kill the process when it takes more time or memory than it may."""
        while not self._ended.wait(_INTERVAL):
            if (limits := self._limits) is None:
                continue
            try:
                times = self._watched.cpu_times()
                if times.user + times.system > limits[0]:
                    self._fault = f"not read in the time that its size allows; {_REMEDY}"
                elif self._watched.memory_info().rss > limits[1]:
                    self._fault = _too_much_memory(limits[1])
                if self._fault:
                    self._watched.kill()
                    return
            except psutil.Error:
                return

    def stop(self) -> None:
        """End the process."""
        self._ended.set()
        if self._owner != os.getpid():
            return
        with suppress(psutil.Error):
            self._watched.kill()
        self._process.kill()
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()
        self._process.wait()


def _started() -> subprocess.Popen:
    command = [sys.executable, "-P", str(Path(__file__).with_name("worker.py"))]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_search_path())},
            # An interruption from the keyboard is for this process, which then stops the worker.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except (OSError, ValueError, TypeError) as error:
        raise UnreadableFile(f"{_NO_PYTHON}: {error}") from None


def _search_path() -> list[str]:
    """Return where the worker finds what this process can import, but nothing beside the articles."""
    return [str(Path(__file__).parents[2]), *(path for path in sys.path if path)]


def _too_much_memory(n_bytes: int) -> str:
    return f"reading it takes more than {n_bytes / 1e6:,.0f} MB of memory; {_REMEDY}"


_worker: _Worker | None = None
_lock = threading.Lock()


@atexit.register
def _stop_worker() -> None:
    if _worker is not None:
        _worker.stop()
