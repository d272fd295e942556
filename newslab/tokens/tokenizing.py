"""Articles to tokens, by the options that say what a word is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newslab.articles import check_articles
from newslab.partitions import is_partitioned, map_rows, refuse_partitions
from newslab.tokens.coding import Coding, WordCounts, arrow_texts, decide_terms, read_words
from newslab.tokens.languages import detect_languages, language_of
from newslab.tokens.partitioned import Decided, tokenize_partitions
from newslab.tokens.rules import Segmenter, WordRules
from newslab.tokens.stopwords import lists, stop_words_for, stop_words_of
from newslab.tokens.tokens import Articles, Tokens

# How many of the commonest words show in which language the articles are.
COMMON = 500


def tokenize(
    articles: pd.DataFrame,
    *,
    stem: str | Callable[[str], str] | None = None,
    language: str | Collection[str] | None = None,
    stop_words: str | Collection[str] = (),
    accents: bool | None = None,
    aliases: Mapping[str, str | Collection[str]] | None = None,
    segment: Segmenter | None = None,
    where: str = "text",
) -> Tokens:
    """Split the text of articles into words, once for all functions that read words.

    A word is a run of letters and digits in any script, with the apostrophe inside it. Hyphens separate;
    dotted initialisms (*U.S.*), numbers (*12,500*, *12 500*), *AT&T*, *C++* and hashtags are one word,
    addresses and handles are none. Other spellings of a word are one term: of case, apostrophes, possessives,
    elided articles (*l'Iran*), accents, and of British and American English; docs/languages.md lists all.
    Each term is shown as it is mostly written. In scripts without spaces between words (Chinese, Japanese but
    for Katakana, Thai, Lao, Burmese and Khmer) each character is a word, and a search term of several is
    found as a phrase, unless the text has spaces between its words.

    Parameters
    ----------
    articles : DataFrame
        One row an article, with a column `text`; a missing text counts as an empty one.
    stem : str or callable, optional
        A language of NLTK's Snowball stemmer, such as ``"english"``, to count *withdraw*, *withdraws* and
        *withdrawing* as one; or a function of your own from a folded word to its stem. It is called once for
        each distinct word. The Arabic stemmer takes off article and conjunctions too.
    language : str or collection of str, optional
        Whose function words similarity, distinctive terms and collocates leave out: a language by its name or
        code, such as ``"german"`` or ``"de"``; docs/languages.md has all. Of several languages, the lists are
        taken together. By default the languages in the column `language` of the articles; where there is no
        such column, the language that the commonest words are of, English where they show none.
        ``language="detect"`` finds the language of each article and gives the tokens' articles that column
        (needs ``newslab[language]``). ``language=[]`` takes no list.
    stop_words : collection of str, optional
        Words of your own to leave out as well: they are added to the list of the language. With
        ``language=[]``, they alone are left out. A str names a language, as `language` does.
    accents : bool, optional
        Whether accents of Latin letters tell words apart, as *schon* and *schön*. By default they do where
        words in small letters have more accents than there are English function words, so that in English
        articles *Erdoğan* and *Erdogan* are one term.
    aliases : dict, optional
        From a word to other spellings of it, which count as the same term:
        ``{"Zelensky": ["Zelenskyy", "Zelenskiy"], "Kyiv": "Kiev"}``.
    segment : callable, optional
        What cuts a text into words, in place of the rules above: a function from a text to its words, as the
        text writes them, such as ``jieba.cut``.
    where : str, default "text"
        The column whose words are read; ``"title"`` for the headlines.

    Returns
    -------
    Tokens
        Every function that takes articles takes it in their place. Those of a Dask DataFrame keep the words
        with its workers.

    Raises
    ------
    TypeError
        Where `articles` is not a DataFrame.
    ValueError
        Where there is no column `text`, a text is not a str, the index is not unique, `stem` is no language
        of NLTK's, there are no stop words of `language`, or `aliases` has a phrase.

    Warns
    -----
    UserWarning
        Where the column `language` names a language without a list.

    Notes
    -----
    Where a column has the language of each article, each language may have tokens of its own:
    ``{name: tokenize(some, language=name) for name, some in articles.groupby("language")}``. A word that is a
    function word of one language and none of another, as *die*, then counts in the other.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Iran’s forces left.", "The U.S. said Iran-backed forces left"]})
    >>> tokens = tokenize(articles)
    >>> tokens
    <Tokens: 10 tokens of 7 terms in 2 articles>
    >>> " ".join(tokens.vocabulary[tokens.codes])
    'iran forces left the us said iran backed forces left'
    >>> " ".join(tokens.shown)
    'Iran forces left The US said backed'
    >>> sorted(tokenize(articles, language=[], stop_words=["said", "the"]).stop_words)
    ['said', 'the']
    """
    check_articles(articles, *([] if where == "text" else [where]), in_partitions=True)
    if where != "text":
        articles = articles.assign(text=articles[where])
    if language == "detect":
        articles, language = map_rows(articles, detect_languages), None
    rules = WordRules(_stemmer(stem) if isinstance(stem, str) else stem, bool(accents), segment=segment)

    def decide(counts: WordCounts, of_articles: pd.DataFrame) -> Decided:
        coding = decide_terms(counts, rules, accents, aliases)
        spoken = _language(coding)
        left_out = _left_out(of_articles, language, stop_words, spoken)
        return Decided(coding, frozenset(map(replace(coding.rules, stem=None).fold, left_out)), spoken)

    if is_partitioned(articles):
        return tokenize_partitions(articles, rules, decide)
    words = read_words(arrow_texts(articles), rules)
    tokens = decide(words.counts, articles).tokens_of(articles, words)
    # Arrow keeps what it has freed for later, which is more than the codes take.
    pa.default_memory_pool().release_unused()
    return tokens


def as_tokens(articles: Articles, *, in_partitions: bool = False) -> Tokens:
    """Return tokens as they are, and articles tokenised; for a function that takes partitions, those too."""
    if not in_partitions:
        refuse_partitions(articles)
    return articles if isinstance(articles, Tokens) else tokenize(articles)


def _left_out(
    articles: pd.DataFrame,
    language: str | Collection[str] | None,
    stop_words: str | Collection[str],
    spoken: str,
) -> frozenset[str]:
    """Return the words of `language` and `stop_words` together, as they are written."""
    if not isinstance(stop_words, str):
        return stop_words_for(articles, language, spoken).union(stop_words)
    if language is not None:
        raise ValueError(
            f"stop_words={stop_words!r} names a language, and so does language={language!r}; languages go "
            "together as language=[…, …], and words of your own are a list, stop_words=[…]"
        )
    return stop_words_of(stop_words)


def _language(coded: Coding) -> str:
    """Return the code of the language that the commonest words are of."""
    n = coded.n
    common = np.argpartition(n, -COMMON)[-COMMON:] if len(n) > COMMON else np.arange(len(n))
    words = pd.Index(pc.utf8_lower(coded.shown.take(pa.array(common))).to_pylist(), dtype="str")
    return language_of(words, n[common], lists)


def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer  # NLTK takes seconds to load, and few calls stem

    if language not in SnowballStemmer.languages:
        raise ValueError(
            f"stem must be one of Snowball's languages, {SnowballStemmer.languages}, not {language!r}"
        )
    stem = SnowballStemmer(language).stem
    # The ending of Arabic that folding has written as another letter.
    return (lambda word: stem(re.sub("ه$", "ة", word))) if language == "arabic" else stem
