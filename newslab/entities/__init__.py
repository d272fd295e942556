"""The names of people, places and organisations in articles, and which of them are one person."""

from newslab.entities.persons import full_names
from newslab.entities.table import Names, find_names, names

__all__ = ["Names", "find_names", "full_names", "names"]
