"""Arrays without any text: parallel blocks, products and sums of sparse rows, counting by sorting, groups."""

from newslab.arrays.blocks import blocks_of, concatenate_parallel, fill_parallel, map_parallel
from newslab.arrays.counting import are_covered, count_codes, count_numbers, ranges
from newslab.arrays.entries import Entries
from newslab.arrays.linkage import average_linkage
from newslab.arrays.products import hstack_parallel, row_products, sum_by_group

__all__ = [
    "Entries",
    "are_covered",
    "average_linkage",
    "blocks_of",
    "concatenate_parallel",
    "count_codes",
    "count_numbers",
    "fill_parallel",
    "hstack_parallel",
    "map_parallel",
    "ranges",
    "row_products",
    "sum_by_group",
]
