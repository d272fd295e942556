"""What articles share word for word: passages, copies of one text, and how much of it."""

from newslab.echoes.copies import group_copies
from newslab.echoes.passages import shared_passages
from newslab.echoes.reuse import reuse_matrix

__all__ = ["group_copies", "reuse_matrix", "shared_passages"]
