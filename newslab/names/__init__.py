"""The names of people, places and organisations in articles, found by their capitals."""

from newslab.names.table import Names, find_names, names

__all__ = ["Names", "find_names", "names"]
