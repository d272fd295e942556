"""Every use of a word in its context, and the words that occur beside it."""

from newslab.kwic.collocates import collocates
from newslab.kwic.concordance import concordance

__all__ = ["collocates", "concordance"]
