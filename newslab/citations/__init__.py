"""Which outlets and agencies articles lean on, by the names that articles give them."""

from newslab.citations.outlets import NamesOfSources, cited_outlets, names_of_source

__all__ = ["NamesOfSources", "cited_outlets", "names_of_source"]
