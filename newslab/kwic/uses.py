"""Where a word or phrase is used."""

from __future__ import annotations

import numpy as np

from newslab.lexicon import is_regex, longest_matches, match_patterns
from newslab.tokens import Tokens


def find_uses(tokens: Tokens, pattern: str | list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first token and the number of words of each use of a pattern, the longest where uses
    overlap.
    """
    patterns = [pattern] if isinstance(pattern, str) else list(pattern) if isinstance(pattern, list) else []
    if not all(isinstance(text, str) for text in patterns) or not patterns:
        raise ValueError(f"pattern must be a word or phrase to look for, or a list of some, not {pattern!r}")
    for text in filter(is_regex, patterns):
        raise ValueError(
            f"{text!r} is written as a regular expression, and would be found nowhere; in a pattern * is any "
            "letters and ? is one, as in 'regime*', and a list asks for several words: ['regime', 'rule']"
        )
    first, n_words, _ = match_patterns(tokens, patterns)
    chosen = longest_matches(first, n_words)
    return first[chosen], n_words[chosen]
