"""The names of people, places and organisations in articles, and which of them are one person."""

from newslab.entities.persons import persons_of
from newslab.entities.table import Clauses, Names, find_names, names

__all__ = ["Clauses", "Names", "find_names", "names", "persons_of"]
