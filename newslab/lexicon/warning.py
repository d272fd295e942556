"""A warning where the words of a lexicon are English and the articles are not."""

from __future__ import annotations

from newslab.partitions import warn
from newslab.tokens import Tokens
from newslab.tokens.stopwords import code_of

# A lexicon is in English where this many of its first words are in an English dictionary, and more than in
# one of the language of the articles. Fewer words say nothing.
FEWEST, FIRST, MOST = 10, 200, 0.6


def warn_of_language(tokens: Tokens, patterns: list[str]) -> None:
    """Warn where the words of patterns are English, and articles are in another language."""
    if len(patterns) < FEWEST:
        return
    if "language" in tokens.articles.columns:
        names = tokens.articles["language"].dropna().astype("str")
        others = names[names.map({name: code_of(name) not in ("en", None) for name in names.unique()})]
        codes, are_all = (
            {code_of(name) or name for name in others.unique()},
            len(others) == len(tokens.articles),
        )
    else:
        codes, are_all = {tokens.language} - {"en"}, True
    words = [word for word in map(str.lower, patterns) if word.isascii() and word.isalpha()][:FIRST]
    if not codes or len(words) < FEWEST or not _are_english(words, sorted(codes)):
        return
    # No number: each partition of a corpus would have its own, and say the same thing again.
    warn(
        f"the lexicon is in English, and {'all' if are_all else 'some'} articles are in another language "
        f"({', '.join(sorted(codes))}), in which its words are hardly found; give a lexicon of that "
        "language, or leave these articles out",
        stacklevel=4,
    )


def _are_english(words: list[str], codes: list[str]) -> bool:
    from simplemma import is_known  # its dictionaries take a while to load, and English articles need none

    def share(code: str) -> float:
        try:
            return sum(is_known(word, lang=code) for word in words) / len(words)
        except ValueError:  # a language without a dictionary
            return 0

    english = share("en")
    return english >= MOST and all(english > share(code) for code in codes)
