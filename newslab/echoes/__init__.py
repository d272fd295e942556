"""What articles share word for word: copies of one text."""

from newslab.echoes.copies import group_copies, without_copies

__all__ = ["group_copies", "without_copies"]
