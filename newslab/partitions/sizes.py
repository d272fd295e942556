"""How much memory values take, which Dask asks to decide what it puts on disk."""

from __future__ import annotations

import sys

import pyarrow as pa
from scipy import sparse


class Sized:
    """A value made of arrays: it takes as much memory as all of them. Dask asks `sys.getsizeof`."""

    def __sizeof__(self) -> int:
        from dask.sizeof import sizeof

        return object.__sizeof__(self) + sum(sizeof(value) for value in vars(self).values())


def register_sizes() -> None:
    """Let Dask know the sizes of arrays that it takes for a few bytes: sparse ones, and those of Arrow."""
    from dask.sizeof import sizeof

    @sizeof.register(sparse.sparray)
    def _(array: sparse.sparray) -> int:
        return sum(part.nbytes for part in vars(array).values() if hasattr(part, "nbytes"))

    @sizeof.register(pa.Array)
    def _(array: pa.Array) -> int:
        return array.nbytes


if "dask" in sys.modules:  # as on each worker
    register_sizes()
