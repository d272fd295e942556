"""The Lexicon: frames, the patterns that show them, and where these match."""

from newslab.lexicon.matching import longest_matches, match_patterns
from newslab.lexicon.patterns import is_regex, split_pattern
from newslab.lexicon.reading import Lexicon, LexiconLike, read_lexicon

__all__ = [
    "Lexicon",
    "LexiconLike",
    "is_regex",
    "longest_matches",
    "match_patterns",
    "read_lexicon",
    "split_pattern",
]
