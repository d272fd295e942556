"""Framing: which terms of a lexicon were found where; counts, rates and shares of competing labels."""

from newslab.framing.counting import count_terms, frame_rates, label_shares, pattern_counts
from newslab.framing.differences import rate_differences, share_differences
from newslab.framing.finding import find_terms
from newslab.framing.rivals import rival_terms
from newslab.framing.shift import word_shift
from newslab.framing.together import co_occurrences
from newslab.framing.tone import tone

__all__ = [
    "co_occurrences",
    "count_terms",
    "find_terms",
    "frame_rates",
    "label_shares",
    "pattern_counts",
    "rate_differences",
    "rival_terms",
    "share_differences",
    "tone",
    "word_shift",
]
