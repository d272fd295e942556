"""Which files there are to read: in folders, in archives, in a list of paths."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from newslab.readers import ARCHIVES, PAGE_LIMIT, PAGES, TABLES, UnreadableFile, too_long

#: Files that tell of their folder, and are no articles of it.
_TELLS_OF_FOLDER = ("readme.md", "readme.txt", "license.md", "license.txt")

#: Files that systems and editors leave behind; nobody means them when they name a folder.
_LEFT_BEHIND = ("desktop.ini", "thumbs.db", "__macosx")


class File(NamedTuple):
    """A file to read: its path below what was named, the folder that may name its source, and its bytes."""

    origin: str
    folder: str | None
    read: Callable[[], bytes]

    @property
    def ending(self) -> str:
        """The ending of its name, in lower case: ``.txt``."""
        return _ending(self.origin)


def find_files(path: str | os.PathLike | list[str | os.PathLike]) -> Iterator[File]:
    """Yield every file that `path` names, in order; one that cannot be opened says why when it is read.

    Files of a folder or an archive are sorted by path, those of a list stand as listed. `origin` is relative
    to the folder, or to the folder that all paths of the list share.
    """
    if not isinstance(path, list):
        root = _existing(path)
        yield from _files_below(root, "" if root.is_dir() else root.name)
        return
    roots = [_existing(each) for each in path]
    base = os.path.commonpath([root.parent for root in roots]) if roots else ""
    seen = set()
    for root in roots:
        for file in _files_below(root, root.relative_to(base).as_posix()):
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
    nearest = next(parent for parent in absolute.parents if parent.exists())
    if set(str(path)) & set("*?["):
        raise FileNotFoundError(
            f"there is no {absolute}; path takes no patterns, but the list of what they match: "
            f"read_articles(sorted(Path({str(nearest)!r}).glob({str(absolute.relative_to(nearest))!r})))"
        )
    raise FileNotFoundError(f"there is no {absolute}; check the spelling below {nearest}, which is there")


def _files_below(root: Path, name: str) -> Iterator[File]:
    if not root.is_dir():
        yield from _unpacked(File(name, None, _reader(root, is_named=True)))
        return
    unreadable: list[OSError] = []
    found = []
    for folder, folders, names in os.walk(root, onerror=unreadable.append):
        folders[:] = [each for each in folders if not _is_left_behind(each)]
        links = [each for each in folders if os.path.islink(os.path.join(folder, each))]
        found += [Path(folder, each) for each in [*names, *links] if not _is_left_behind(each)]
    found += [Path(error.filename) for error in unreadable]
    places = [(path.relative_to(root).parts, path) for path in found]
    for parts, path in sorted(places):
        origin = "/".join([name, *parts] if name else parts)
        # Names that are not UTF-8 come from the system with stand-ins that no table can hold.
        origin = os.fsencode(origin).decode("utf-8", "replace")
        yield from _unpacked(File(origin, parts[0] if len(parts) > 1 else None, _reader(path)))


def _reader(path: Path, *, is_named: bool = False) -> Callable[[], bytes]:
    """Return what reads the file, or says why it is not read."""
    if path.is_symlink() and not is_named:
        return _refusal("a link that is not followed; name what it leads to in a list of paths")
    if not path.is_file():
        return _refusal("a folder that cannot be opened" if path.is_dir() else "not a regular file")
    if path.name.lower() in _TELLS_OF_FOLDER and not is_named:
        return _refusal("it tells of its folder; give it another name if it is an article")
    return _unknown_ending(path.name) or (lambda: _read(path))


def _read(path: Path) -> bytes:
    """Read a file as long as it was when it was opened, so that one which grows without end has an end."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > PAGE_LIMIT and _ending(path.name) in PAGES:
            raise UnreadableFile(too_long(size))
        content = file.read(size)
        now = os.fstat(file.fileno()).st_size
    if now != size:
        raise UnreadableFile(
            f"it went from {size:,} to {now:,} bytes while it was read; read it again when it is whole"
        )
    return content


def _unknown_ending(name: str) -> Callable[[], bytes] | None:
    known = [*PAGES, *TABLES, *ARCHIVES]
    ending = _ending(name)
    if ending in known:
        return None
    kind = f"a file ending in {ending}" if ending else "a file without an ending"
    return _refusal(f"{kind}; newslab reads {', '.join(known)}")


def _unpacked(file: File) -> Iterator[File]:
    """Yield the file, or the files in it where it is an archive."""
    if file.ending not in ARCHIVES:
        yield file
        return
    reader = ARCHIVES[file.ending]
    try:
        # Archives hold either slash, and the rules of Windows know both.
        members = [(PureWindowsPath(name), read) for name, read in reader(file.read(), file.origin)]
    except (UnreadableFile, OSError) as error:
        yield file._replace(read=_refusal(str(error)))
        return
    members = [member for member in members if not any(map(_is_left_behind, member[0].parts))]
    if not members:
        yield file._replace(read=_refusal("an archive without files"))
    inside = []
    for path, read in members:
        if path.anchor or ".." in path.parts:
            yield file._replace(read=_refusal(f'its member "{path.as_posix()}" leads out of the archive'))
        else:
            inside.append((path.parts, read))
    # A folder that holds the whole archive is its wrapping, and names no source.
    tops = {parts[0] if len(parts) > 1 else None for parts, _ in inside}
    depth = 1 if len(tops) == 1 and None not in tops else 0
    for parts, read in sorted(inside, key=lambda member: member[0]):
        origin = "/".join([file.origin, *parts])
        folder = parts[depth] if len(parts) > depth + 1 else file.folder
        if _ending(origin) in ARCHIVES:
            read = _refusal("an archive inside an archive; unpack the outer one, and read the folder")
        yield File(origin, folder, _unknown_ending(origin) or read)


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _is_left_behind(name: str) -> bool:
    is_hidden = name.startswith((".", "~$")) and name != ".."
    return is_hidden or name.lower() in _LEFT_BEHIND


def _refusal(cause: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise UnreadableFile(cause)

    return read
