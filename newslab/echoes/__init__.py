"""What articles share word for word: copies of one text."""

from newslab.echoes.copies import group_copies
from newslab.echoes.passages import shared_passages

__all__ = ["group_copies", "shared_passages"]
