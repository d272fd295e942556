"""One source against the others: how much each wrote, and which terms mark it."""

from newslab.comparison.distinctive import distinctive_terms
from newslab.comparison.profiles import source_profiles

__all__ = ["distinctive_terms", "source_profiles"]
