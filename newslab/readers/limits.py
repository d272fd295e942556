"""What a file may hold and cost: the same limits for every archive, document, spreadsheet and table."""

from __future__ import annotations

from newslab.readers.notes import UnreadableFile

#: A page holds one article, and nobody writes one of this many bytes.
PAGE_LIMIT = 20_000_000

#: No container may unpack to more bytes than this, or ten times its size if that is more; nor hold more
#: files, nor more cells.
UNPACKED_LIMIT = 2_000_000_000
FILES_LIMIT = 1_000_000
CELLS_LIMIT = 1_000_000_000

#: Text is packed to a fifth or a tenth. What would unpack to more than this many times its size is made to
#: fill a memory, unless it is small even so. The same holds of cells by bytes.
RATIO_LIMIT = 100
HARMLESS = 50_000_000
HARMLESS_CELLS = 5_000_000

#: The greatest depth of folders in an archive, and of lists or objects in an object.
DEPTH_LIMIT = 100

#: What the parser of another program's format may take: seconds of work, and bytes of memory.
SECONDS = 3.0
SECONDS_PER_BYTE = 20 / 1_000_000
MEMORY = 500_000_000
MEMORY_PER_BYTE = 50

#: What to do with a container that is refused.
REMEDY = "if it can be trusted, unpack it or save it as .csv, and read that in parts"


def bytes_limit(n_packed: int) -> int:
    """Return to how many bytes a container of `n_packed` bytes may unpack."""
    return min(max(UNPACKED_LIMIT, 10 * n_packed), max(HARMLESS, RATIO_LIMIT * n_packed))


def check_unpacked(n_packed: int, n_bytes: int) -> None:
    """Refuse a container that unpacks to too many bytes."""
    if n_bytes > bytes_limit(n_packed):
        raise UnreadableFile(f"it would unpack from {n_packed:,} to {n_bytes:,} bytes; {REMEDY}")


def check_cells(n_packed: int, n_cells: int) -> None:
    """Refuse a table of too many cells."""
    if n_cells > min(CELLS_LIMIT, max(HARMLESS_CELLS, RATIO_LIMIT * n_packed)):
        raise UnreadableFile(f"its {n_packed:,} bytes hold {n_cells:,} cells; {REMEDY}")


def seconds_limit(n_bytes: int) -> float:
    """Return for how many seconds the parser of another program's format may work on a file."""
    return SECONDS + SECONDS_PER_BYTE * n_bytes


def memory_limit(n_bytes: int) -> int:
    """Return how many bytes of memory such a parser may take for a file."""
    return MEMORY + MEMORY_PER_BYTE * n_bytes
