"""Which files there are to read: in folders, in archives, in a list of paths."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newslab.readers import ARCHIVES, DEPTH_LIMIT, PAGE_LIMIT, PAGES, TABLES, UnreadableFile, too_long

#: The endings of tars that are packed, which are read as they are.
_PACKED_TAR = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")

#: Files that describe their folder, and are no articles of it.
_TELLS_OF_FOLDER = ("readme.md", "readme.txt", "license.md", "license.txt")

#: Files that systems and editors leave behind; nobody means them when they name a folder.
_LEFT_BEHIND = ("desktop.ini", "thumbs.db", "__macosx")


class File(NamedTuple):
    """A file to read: its path below what was named, its ending, the folder that may name its source, and
    what reads its bytes.
    """

    origin: str
    ending: str
    folder: str | None
    read: Callable[[], bytes]

    @property
    def size(self) -> int:
        """How many bytes it has on disk; 0 where it is inside an archive or cannot be read."""
        path = self.read.args[0] if isinstance(self.read, partial) else None
        return os.path.getsize(path) if path is not None and os.path.exists(path) else 0


def unpacked(files: Iterable[File]) -> Iterator[File]:
    """Yield files, and those in archives in their place."""
    for file in files:
        yield from _unpacked(file)


def find_files(path: str | os.PathLike | list[str | os.PathLike]) -> Iterator[File]:
    """Yield every file that `path` names, in order, archives as they are; one that cannot be opened says why
    when it is read.

    Files of a folder or an archive are sorted by path, those of a list are in its order. `origin` is relative
    to the folder, or to the folder that all paths of the list share.
    """
    if not isinstance(path, list):
        root = _existing(path)
        yield from _files_below(root, "" if root.is_dir() else _clean(root.name))
        return
    roots = [_existing(each) for each in path]
    base = os.path.commonpath([root.parent for root in roots]) if roots else ""
    seen = set()
    for root in roots:
        for file in _files_below(root, _clean(root.relative_to(base).as_posix())):
            again = file.origin in seen
            yield file._replace(read=_refusal("named twice, and read once")) if again else file
            seen.add(file.origin)


def _existing(path: str | os.PathLike) -> Path:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(
            "path must name a file, a folder or an archive, as text or pathlib.Path, or be a list of such; "
            f"not {type(path).__name__}"
        )
    if path == "":
        raise ValueError("path is empty; write '.' to read the current folder")
    absolute = Path(os.path.abspath(Path(path).expanduser()))
    if absolute.exists():
        return absolute
    if absolute.is_symlink():
        raise FileNotFoundError(f"{absolute} is a link, and what it leads to is not there")
    nearest = next(parent for parent in absolute.parents if parent.exists())
    if set(str(path)) & set("*?["):
        raise FileNotFoundError(
            f"there is no {absolute}; path takes no patterns, but the list of what they match: "
            f"read_articles(sorted(Path({str(nearest)!r}).glob({str(absolute.relative_to(nearest))!r})))"
        )
    raise FileNotFoundError(f"there is no {absolute}; check the spelling below {nearest}, which is there")


def _files_below(root: Path, name: str) -> Iterator[File]:
    if not root.is_dir():
        ending = _ending(name)
        read = _unknown(ending) if root.is_file() else _refusal("not a regular file")
        yield File(name, ending, None, read or partial(_read, root))
        return
    for parts, cause in sorted(_paths_below(root)):
        path = os.path.join(root, *parts)
        origin = _clean("/".join([name, *parts] if name else parts) or root.name)
        folder = _clean(parts[0]) if len(parts) > 1 else None
        ending = _ending(path)
        read = _refusal(cause) if cause else _unknown(ending) or partial(_read, path)
        yield File(origin, ending, folder, read)


def _clean(name: str) -> str:
    """Return a name as text: one that is not UTF-8 has substitutes that no table can hold."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _paths_below(root: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the parts of each path below a folder, in any order, and why it is not read, if it is not."""
    folders: list[tuple[str, ...]] = [()]
    while folders:
        parts = folders.pop()
        try:
            entries = list(os.scandir(os.path.join(root, *parts)))
        except OSError:
            yield parts, "a folder that cannot be opened"
            continue
        for entry in entries:
            path = (*parts, entry.name)
            if _is_left_behind(entry.name):
                continue
            if entry.is_symlink():
                yield path, "a link that is not followed; name what it leads to in a list of paths"
            elif entry.is_dir():
                folders.append(path)
            elif not entry.is_file():
                yield path, "not a regular file"
            elif entry.name.lower() in _TELLS_OF_FOLDER:
                yield path, "it describes its folder; give it another name if it is an article"
            else:
                yield path, ""


def _read(path: str | os.PathLike) -> bytes:
    """Read a file up to the length it had when it was opened, so that one still written to has an end."""
    with open(path, "rb", opener=_without_waiting) as file:
        status = os.fstat(file.fileno())
        size = status.st_size
        if not stat.S_ISREG(status.st_mode):  # a pipe may have taken its place
            raise UnreadableFile("not a regular file")
        if size > PAGE_LIMIT and _ending(path) in PAGES:
            raise UnreadableFile(too_long(size))
        content = file.read(size)
        now = os.fstat(file.fileno()).st_size
    if now != size:
        raise UnreadableFile(
            f"it went from {size:,} to {now:,} bytes while it was read; read it again when it is whole"
        )
    return content


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; of a pipe, do not wait until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unknown(ending: str) -> Callable[[], bytes] | None:
    """Return what refuses a file whose ending is not known, or None."""
    if ending in PAGES or ending in TABLES or ending in ARCHIVES:
        return None
    kind = f"a file ending in {ending}" if ending else "a file without an ending"
    return _refusal(f"{kind}; newslab reads {', '.join([*PAGES, *TABLES, *ARCHIVES])}")


def _unpacked(file: File) -> Iterator[File]:
    """Yield the file, or the files in it where it is an archive."""
    if file.ending not in ARCHIVES:
        yield file
        return
    reader = ARCHIVES[file.ending]
    try:
        members = [(name, _parts_of(name), read) for name, read in reader(file.read(), file.origin)]
    except (UnreadableFile, OSError) as error:
        yield file._replace(read=_refusal(str(error)))
        return
    members = [member for member in members if not any(map(_is_left_behind, member[1]))]
    if not members:
        yield file._replace(read=_refusal("an archive without files"))
    inside = []
    for name, parts, read in members:
        if fault := _fault_of_path(name, parts):
            yield file._replace(read=_refusal(fault))
        else:
            inside.append((parts, read))
    # A folder that holds the whole archive is its wrapping, and names no source.
    tops = {parts[0] if len(parts) > 1 else None for parts, _ in inside}
    depth = 1 if len(tops) == 1 and None not in tops else 0
    for parts, read in sorted(inside, key=lambda member: member[0]):
        origin = "/".join([file.origin, *parts])
        folder = parts[depth] if len(parts) > depth + 1 else file.folder
        ending = _ending(origin)
        if ending in ARCHIVES:
            read = _refusal("an archive inside an archive; unpack the outer one, and read the folder")
        yield File(origin, ending, folder, _unknown(ending) or read)


def _parts_of(name: str) -> tuple[str, ...]:
    """Return the folders and the name of a member of an archive, which may hold either slash."""
    return tuple(part for part in re.split(r"[/\\]", name) if part not in ("", "."))


def _fault_of_path(name: str, parts: tuple[str, ...]) -> str:
    """Say why a member cannot be named by its path in the archive, if it cannot."""
    if not parts:
        return "it has a member without a name"
    if ".." in parts or re.match(r"[/\\]|[A-Za-z]:[/\\]", name):
        return f'its member "{name[:200]}" leads out of the archive'
    if len(parts) > DEPTH_LIMIT:
        return f'its member "{name[:80]}…" is {len(parts):,} folders deep, more than {DEPTH_LIMIT}'
    return ""


def _ending(name: str | os.PathLike) -> str:
    """Return the ending of a name, in lower case: ``.txt``; that of a packed tar is ``.tar``."""
    lower = os.fspath(name).lower()
    return ".tar" if lower.endswith(_PACKED_TAR) else os.path.splitext(lower)[1]


def _is_left_behind(name: str) -> bool:
    is_hidden = name.startswith((".", "~$")) and name != ".."
    return is_hidden or name.lower() in _LEFT_BEHIND


def _refusal(cause: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise UnreadableFile(cause)

    return read
