"""What articles share word for word: passages, how much of each other they reuse, and copies of one text."""

from newslab.echoes.copies import group_copies, without_copies
from newslab.echoes.passages import shared_passages
from newslab.echoes.reuse import reuse_matrix

__all__ = ["group_copies", "reuse_matrix", "shared_passages", "without_copies"]
