"""Articles in partitions: the one module that knows Dask.

A Dask DataFrame of articles is a list of tables, its partitions, of which only a few are in memory at a time.
What is done with each is a pure function of it; what comes of all is joined, one below the other, or added
up. Both are done in steps of a few at a time, where the partitions are. Everything else of newslab knows
partitions by the names of this module alone.
"""

from newslab.partitions.exchange import (
    brought_together,
    exchanged,
    in_slices,
    of_all_pairs,
    of_pairs,
    summed_by_key,
    totals_of,
)
from newslab.partitions.kept import Kept, each_of, of_none
from newslab.partitions.sizes import Sized
from newslab.partitions.tables import (
    Each,
    added,
    as_articles,
    as_pandas,
    columns_of,
    computed,
    in_memory,
    is_partitioned,
    joined,
    kept,
    lazy_table,
    map_rows,
    map_table,
    on_each,
    one_below_the_other,
    quietly,
    refuse_partitions,
    rows_of,
    side_by_side,
    tables_of,
    warn,
)

__all__ = [
    "Each",
    "Kept",
    "Sized",
    "added",
    "as_articles",
    "as_pandas",
    "brought_together",
    "columns_of",
    "computed",
    "each_of",
    "exchanged",
    "in_memory",
    "in_slices",
    "is_partitioned",
    "joined",
    "kept",
    "lazy_table",
    "map_rows",
    "map_table",
    "of_all_pairs",
    "of_none",
    "of_pairs",
    "on_each",
    "one_below_the_other",
    "quietly",
    "refuse_partitions",
    "rows_of",
    "side_by_side",
    "summed_by_key",
    "tables_of",
    "totals_of",
    "warn",
]
