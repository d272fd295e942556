"""Stop words of other languages than English: NLTK's lists."""

from __future__ import annotations

from newslab.tokens.rules import split_words


def stop_words_of(language: str) -> frozenset[str]:
    """Return NLTK's stop words of a language that are one word by the rules of `tokenize`.

    Raises
    ------
    LookupError
        Where NLTK's lists are not on this machine; the message has the command that fetches them.
    ValueError
        Where NLTK has no list for the language.
    """
    from nltk.corpus.reader import WordListCorpusReader  # NLTK takes seconds to load, and few calls need it
    from nltk.corpus.util import LazyCorpusLoader

    lists = LazyCorpusLoader("stopwords", WordListCorpusReader, r"[a-z]+")
    try:
        languages = lists.fileids()
    except LookupError:
        raise LookupError(
            "NLTK's stop words are not on this machine: python -m nltk.downloader stopwords fetches them; "
            f"without stop_words={language!r}, a short English list is used"
        ) from None
    if language not in languages:
        raise ValueError(f"stop_words must be one of {', '.join(languages)}, or words, not {language!r}")
    split = map(split_words, lists.words(language))
    return frozenset(words[0] for words in split if len(words) == 1)
