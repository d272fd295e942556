"""Atomic writing of files: a file is complete or it does not appear, whatever stops the writing."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # on Windows, which removes no file that is open
    fcntl = None  # type: ignore[assignment]  # a module, where there is one


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` when all is written.

    On Linux it gets a name, hidden and in the same folder, only to be put in place at once: of a process that
    is killed before, nothing stays. Elsewhere it has the name from the start. A file that a killed process
    left under such a name is removed when the next one is written to that folder.
    """
    _remove_abandoned(path.parent)
    part = path.with_name(f".{secrets.token_hex(8)}.newslab-part")
    try:
        with _open_nameless(path.parent) or open(part, "xb") as file:
            with suppress(OSError):  # of a file system without locks
                _lock(file)
            yield file
            file.flush()
            os.fsync(file.fileno())
            is_nameless = not part.exists()
            written = Path(f"/proc/self/fd/{file.fileno()}") if is_nameless else part
            if path.exists():
                shutil.copymode(path, written)
            if is_nameless:
                os.link(written, part, src_dir_fd=file.fileno())  # without a descriptor it links the link
            if fcntl is None:
                file.close()
            os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _open_nameless(folder: Path) -> BinaryIO | None:
    """Open a new file without a name, which is gone when it is closed; None where the system has no such."""
    if not (hasattr(os, "O_TMPFILE") and os.path.isdir("/proc/self/fd")):
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    except OSError:
        return None


def _remove_abandoned(folder: Path) -> None:
    for part in folder.glob(".*.newslab-part"):
        with suppress(OSError):  # where the process that writes it lives
            if not stat.S_ISREG(part.lstat().st_mode):  # a pipe would be waited for
                continue
            if fcntl is not None:
                with open(part, "rb") as file:
                    _lock(file)
            part.unlink()


def _lock(file: BinaryIO) -> None:
    """Lock a file for as long as it is open, or its process lives."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
