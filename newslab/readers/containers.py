"""Archives: .zip, .gz and .tar, read in memory, with limits to what they may hold. No file is written."""

from __future__ import annotations

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
    # A folder ends in a slash and is empty; what ends in a slash and is not, was a file all the same.
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


#: What the kinds of packing raise.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 0x1:
        raise UnreadableFile("it is encrypted; unpack the archive with its password, and read the folder")
    try:
        return archive.read(member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise UnreadableFile(f"damaged inside the archive: {error}") from None


def read_gz(content: bytes, name: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of the file in a gz, which is that of the archive without its ending, and a reader."""
    yield name.rpartition("/")[2][: -len(".gz")], lambda: _unpacked(content)


def _unpacked(content: bytes) -> bytes:
    limit = limits.bytes_limit(len(content))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"not a whole gz archive: {error}") from None
    if len(unpacked) > limit:
        fault = f"it would unpack from {len(content):,} to over {limit:,} bytes; {limits.REMEDY}"
        raise UnreadableFile(fault)
    return unpacked


def read_tar(content: bytes, name: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file in a tar, packed or not, and a function that reads it."""
    files: dict[str, bytes] = {}
    n_bytes = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
            # One after the other: to find the next file, a packed tar is unpacked up to it.
            for member in archive:
                n_bytes += member.size
                limits.check_unpacked(len(content), n_bytes)
                if len(files) == limits.FILES_LIMIT:
                    raise UnreadableFile(f"it holds more than {limits.FILES_LIMIT:,} files; {limits.REMEDY}")
                part = archive.extractfile(member) if member.isfile() else None
                if part is not None:
                    files[member.name] = part.read()
    except UnreadableFile:
        raise
    except (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise UnreadableFile(f"not a whole tar archive: {error}") from None
    for path in sorted(files):
        yield path, partial(files.__getitem__, path)
