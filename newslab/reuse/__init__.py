"""What articles share word for word: passages, how much they reuse, copies of one text, boilerplate."""

from newslab.reuse.copies import drop_copies, group_copies
from newslab.reuse.lines import drop_repeated_lines, repeated_lines
from newslab.reuse.matrix import reuse_matrix
from newslab.reuse.passages import shared_passages

__all__ = [
    "drop_copies",
    "drop_repeated_lines",
    "group_copies",
    "repeated_lines",
    "reuse_matrix",
    "shared_passages",
]
