"""Archives: .zip, .gz and .tar, read in memory, with limits to what they may hold. No file is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from newslab.readers import limits
from newslab.readers.notes import UnreadableFile


def read_zip(content: bytes, name: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file in a zip, and a function that reads it."""
    archive = check_archive(content)
    # A folder ends in a slash and is empty; what ends in a slash and is not, was a file.
    members = [each for each in archive.infolist() if each.file_size or not each.filename.endswith("/")]
    for member in sorted(members, key=lambda member: member.filename):
        yield member.filename, partial(_read_member, archive, member)


def check_archive(content: bytes) -> zipfile.ZipFile:
    """Open a zip, or refuse it where it is none, or would unpack to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise UnreadableFile(f"not a zip archive: {error}") from None
    if len(members) > limits.FILES_LIMIT:
        raise UnreadableFile(
            f"it holds {len(members):,} files, more than {limits.FILES_LIMIT:,}; {limits.REMEDY}"
        )
    limits.check_unpacked(len(content), sum(member.file_size for member in members))
    return archive


def is_small(content: bytes) -> bool:
    """Return whether all that a zip would unpack to is little enough to do no harm, whatever it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist()) <= _SMALL
    except _DAMAGE:
        return True  # it will not be opened


#: Elements of XML take up to some forty times their size.
_SMALL = 2_000_000

#: What a damaged archive raises, by its kind of packing; some name a size that no memory holds.
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, KeyError, OverflowError, RuntimeError, MemoryError),
)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 0x1:
        raise UnreadableFile("it is encrypted; unpack the archive with its password, and read the folder")
    try:
        return archive.read(member)
    except _DAMAGE as error:
        raise UnreadableFile(f"damaged inside the archive: {error}") from None


def read_gz(content: bytes, name: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of the file in a gz, which is that of the archive without its ending, and a reader."""
    yield name.rpartition("/")[2][: -len(".gz")], lambda: _unpacked(content, gzip.GzipFile, "gz")


def _unpacked(content: bytes, opened: Callable, kind: str) -> bytes:
    """Unpack a file, or refuse it where it would unpack to too much."""
    limit = limits.bytes_limit(len(content))
    file = io.BytesIO(content)
    try:
        with opened(fileobj=file) if opened is gzip.GzipFile else opened(file) as packed:
            unpacked = packed.read(limit + 1)
    except _DAMAGE as error:
        raise UnreadableFile(f"not a whole {kind} archive: {error}") from None
    if len(unpacked) > limit:
        fault = f"it would unpack from {len(content):,} to over {limit:,} bytes; {limits.REMEDY}"
        raise UnreadableFile(fault)
    return unpacked


#: How a tar begins that is packed, and what unpacks it.
_PACKED = {b"\x1f\x8b": gzip.GzipFile, b"BZh": bz2.BZ2File, b"\xfd7zXZ\0": lzma.LZMAFile}


def read_tar(content: bytes, name: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file in a tar, packed or not, and a function that reads it."""
    n_packed = len(content)
    for start, opened in _PACKED.items():
        if content.startswith(start):  # before tarfile, which takes what its headers say to memory
            content = _unpacked(content, opened, "tar")
            break
    members: list[tarfile.TarInfo] = []
    n_bytes = 0
    try:
        archive = tarfile.open(fileobj=io.BytesIO(content), mode="r:")  # noqa: SIM115  # its members are read later
        for member in archive:
            if member.size < 0:  # it leads back, and round and round
                raise UnreadableFile(f'its member "{member.name[:80]}" says it is of less than no size')
            n_bytes += member.size
            limits.check_unpacked(n_packed, n_bytes)
            if len(members) == limits.FILES_LIMIT:
                raise UnreadableFile(f"it holds more than {limits.FILES_LIMIT:,} files; {limits.REMEDY}")
            if not member.isdir():
                members.append(member)
    except UnreadableFile:
        raise
    except _DAMAGE as error:
        raise UnreadableFile(f"not a whole tar archive: {error}") from None
    for member in sorted(members, key=lambda member: member.name):
        yield member.name, partial(_read_part, archive, member)


def _read_part(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """Read a file in a tar, or the one that it is a second name of."""
    if not (member.isreg() or member.islnk()):
        raise UnreadableFile("a link that is not followed" if member.issym() else "not a regular file")
    try:
        part = archive.extractfile(member)
        return part.read() if part is not None else b""
    except _DAMAGE as error:
        raise UnreadableFile(f"damaged inside the archive: {error}") from None
