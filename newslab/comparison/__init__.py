"""One source against the others: how much each wrote, which terms mark it, and which it leaves out."""

from newslab.comparison.distinctive import distinctive_terms
from newslab.comparison.omission import exclusive_terms, omitted_terms
from newslab.comparison.profiles import source_profiles

__all__ = ["distinctive_terms", "exclusive_terms", "omitted_terms", "source_profiles"]
