"""What articles share word for word: passages, how much of each other they reuse, and copies of one text."""

from newslab.reuse.copies import drop_copies, group_copies
from newslab.reuse.matrix import reuse_matrix
from newslab.reuse.passages import shared_passages

__all__ = ["drop_copies", "group_copies", "reuse_matrix", "shared_passages"]
