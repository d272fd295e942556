"""Articles to tokens: integer codes for the words of all articles, and back to where each word stands."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newslab.arrays import blocks_of, fill_parallel, map_parallel
from newslab.articles import check_articles
from newslab.english import STOP_WORDS
from newslab.tokens.folding import fold_words
from newslab.tokens.rules import Segmenter, WordRules, folded_aliases
from newslab.tokens.sentences import sentence_starts
from newslab.tokens.splitting import find_words
from newslab.tokens.stopwords import stop_words_for
from newslab.tokens.writing import are_accents_kept, kept_apart, shown_forms

# Articles are split in blocks of so many bytes of text, few enough for all that is made of them to stay in
# the processor's cache.
BLOCK_BYTES = 1 << 20
# Their words are coded at most so many blocks at a time, which leaves few vocabularies to merge.
BLOCKS_AT_ONCE = 32


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words of a table of articles, as integers; made by `tokenize`.

    Attributes
    ----------
    codes : ndarray of int32
        One entry a token, in the order of the articles: the place of its term in `vocabulary`.
    offsets : ndarray of int64
        The tokens of article ``i`` are ``codes[offsets[i]:offsets[i + 1]]``.
    vocabulary : Index of str
        The terms, each once, in the order in which they first occur.
    articles : DataFrame
        The table that the tokens were made from.
    stop_words : collection of str
        The function words, which similarity, distinctive terms and collocates leave out.
    sentences : ndarray of int64
        The tokens of sentence ``i`` are ``codes[sentences[i]:sentences[i + 1]]``; none crosses the end of an
        article. Where it is not given, each article is one sentence.
    shown : Index of str
        Each term as it is mostly written: *Straße*, where the term is *strasse*. Where it is not given, the
        terms themselves.
    rules : WordRules
        By which a text becomes terms.
    spellings : dict of str to int
        British spellings in the articles, folded, and the codes of their terms, which are American.
    """

    codes: np.ndarray
    offsets: np.ndarray
    vocabulary: pd.Index
    articles: pd.DataFrame
    stop_words: Collection[str] = STOP_WORDS
    sentences: np.ndarray = None  # type: ignore[assignment]  # filled in after the start, as `shown` is
    shown: pd.Index = None
    rules: WordRules = field(default_factory=WordRules)
    spellings: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.sentences is None:
            object.__setattr__(self, "sentences", self.offsets)
        if self.shown is None:
            object.__setattr__(self, "shown", self.vocabulary)

    def __repr__(self) -> str:
        n_articles, n_terms = len(self.offsets) - 1, len(self.vocabulary)
        return f"<Tokens: {len(self.codes):,} tokens of {n_terms:,} terms in {n_articles:,} articles>"

    @property
    def n_words(self) -> np.ndarray:
        """The number of tokens of each article (int64)."""
        return np.diff(self.offsets)

    @property
    def stem(self) -> Callable[[str], str] | None:
        """What reduced each word to its stem, if anything did."""
        return self.rules.stem

    def words_of(self, text: str) -> list[str]:
        """Return the terms of a text, made by the same rules as those of the articles."""
        return self.rules.words_of(text)

    def is_among(self, words: Collection[str]) -> np.ndarray:
        """Return for each term of the vocabulary whether it is one of some words, or the stem of one.

        A term in capitals that is kept apart (*US*, *IT*) is none of words in small letters.
        """
        return self.vocabulary.isin([self.rules.fold(word) for word in words])

    def article_of(self, positions: np.ndarray) -> np.ndarray:
        """Return the row of the article in which each token stands, by the tokens' places in `codes`."""
        return np.searchsorted(self.offsets, positions, side="right") - 1

    def spans(self, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where tokens stand in the text of their articles.

        Parameters
        ----------
        positions : array of int
            Places in `codes`.

        Returns
        -------
        starts, ends : ndarray of int64
            In characters: ``text[start:end]`` is the token as the article writes it.
        """
        positions = np.asarray(positions, np.int64)
        starts, ends = np.empty_like(positions), np.empty_like(positions)
        if not len(positions):
            return starts, ends
        # The characters are not kept with the tokens, which would take more memory than the codes: the few
        # articles asked for are split again.
        order = np.argsort(positions, kind="stable")
        positions = positions[order]
        rows = np.unique(self.article_of(positions))
        n_read = 0
        for texts in _blocks(_texts(self.articles.iloc[rows])):
            block = rows[n_read : n_read + len(texts)]
            n_read += len(texts)
            here = slice(*np.searchsorted(positions, self.offsets[[block[0], block[-1] + 1]]))
            row = np.searchsorted(block, self.article_of(positions[here]))
            n_before = np.concatenate([[0], np.cumsum(self.n_words[block])])
            word = n_before[row] + positions[here] - self.offsets[block][row]
            data, text_starts = _joined(texts)
            word_starts, word_ends = self._edges(data, text_starts, texts)
            characters = np.cumsum((data & 0xC0) != 0x80, dtype=np.int32) - 1
            first = characters[text_starts[row]]
            starts[order[here]] = characters[word_starts[word]] - first
            ends[order[here]] = characters[word_ends[word]] - first
        return starts, ends

    def _edges(
        self, data: np.ndarray, text_starts: np.ndarray, texts: pa.Array
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return at which bytes of some joined texts words start and end."""
        if self.rules.segment is None:
            found = find_words(data, text_starts)
            return found.starts, found.ends
        edges = [
            (start + len(text[:a].encode()), start + len(text[:b].encode()))
            for text, start in zip(texts.to_pylist(), text_starts.tolist(), strict=True)
            for a, b in self.rules.spans(text)
        ]
        starts, ends = np.array(edges, np.int64).reshape(-1, 2).T
        return starts, ends

    def matches(self, first: np.ndarray, n_words: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Return where runs of tokens are in the text of their articles, and what is written there.

        Parameters
        ----------
        first, n_words : array of int
            The place in `codes` of the first token of each run, and how many tokens it has, at least one.

        Returns
        -------
        start, end : ndarray of int64
            In characters of the article's text.
        text : list of str
            ``text[start:end]`` of each run.
        """
        starts, ends = self.spans(np.append(first, first + n_words - 1))
        start, end = starts[: len(first)], ends[len(first) :]
        rows, row_of = np.unique(self.article_of(first), return_inverse=True)
        texts = self.articles["text"].iloc[rows].tolist()
        places = zip(row_of.tolist(), start.tolist(), end.tolist(), strict=True)
        return start, end, [texts[row][a:b] for row, a, b in places]


#: Every function that reads words takes a table of articles, or its tokens.
Articles: TypeAlias = pd.DataFrame | Tokens


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
    dotted initialisms (*U.S.*), numbers (*12,500*), *AT&T* and hashtags are one word, addresses and handles
    are none. Other spellings of a word are one term: of case, apostrophes, possessives, elided articles
    (*l'Iran*), accents, and of British and American English; docs/languages.md lists all. Each term is shown
    as it is mostly written. In scripts without spaces between words (Chinese, Japanese but for Katakana,
    Thai, Lao, Burmese and Khmer) each character is a word, and a search term of several is found as a phrase,
    unless the text has spaces between its words.

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
        such column, English. ``language=[]`` takes no list.
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
        Every function that takes articles takes it in their place.

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
    check_articles(articles, *([] if where == "text" else [where]))
    if where != "text":
        articles = articles.assign(text=articles[where])
    left_out = _left_out(articles, language, stop_words)
    rules = WordRules(_stemmer(stem) if isinstance(stem, str) else stem, bool(accents), segment=segment)
    coded = _coded(_texts(articles), rules, accents, aliases)
    # Arrow keeps what it has freed for later, which is more than the codes take.
    pa.default_memory_pool().release_unused()
    return Tokens(
        codes=coded.codes,
        offsets=coded.offsets,
        vocabulary=pd.Index(coded.terms.to_pandas(), dtype="str"),
        articles=articles,
        stop_words=frozenset(map(replace(coded.rules, stem=None).fold, left_out)),
        sentences=coded.sentences,
        shown=pd.Index(coded.shown.to_pandas(), dtype="str"),
        rules=coded.rules,
        spellings=coded.spellings,
    )


def as_tokens(articles: Articles) -> Tokens:
    """Return tokens as they are, and articles tokenised."""
    return articles if isinstance(articles, Tokens) else tokenize(articles)


def _left_out(
    articles: pd.DataFrame, language: str | Collection[str] | None, stop_words: str | Collection[str]
) -> frozenset[str]:
    """Return the words of `language` and `stop_words` together, as they are written."""
    if not isinstance(stop_words, str):
        return stop_words_for(articles, language).union(stop_words)
    if language is not None:
        raise ValueError(
            f"stop_words={stop_words!r} names a language, and so does language={language!r}; languages go "
            "together as language=[…, …], and words of your own are a list, stop_words=[…]"
        )
    return stop_words_for(articles, stop_words)


def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer  # NLTK takes seconds to load, and few calls stem

    if language not in SnowballStemmer.languages:
        raise ValueError(
            f"stem must be one of Snowball's languages, {SnowballStemmer.languages}, not {language!r}"
        )
    stem = SnowballStemmer(language).stem
    # The ending of Arabic that folding has written as another letter.
    return (lambda word: stem(re.sub("ه$", "ة", word))) if language == "arabic" else stem


def _texts(articles: pd.DataFrame) -> pa.Array:
    """Return the texts of articles as an Arrow array; a missing one is empty."""
    texts = articles["text"]
    if texts.isna().all():  # in a column of no type as well
        return pa.array([""] * len(texts), pa.large_string())
    try:
        array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        # Half of a surrogate pair, which UTF-8 cannot hold; one character for one keeps the positions.
        array = pa.array(
            [t.encode("utf-8", "replace").decode() if isinstance(t, str) else t for t in texts],
            pa.large_string(),
            from_pandas=True,
        )
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        wrong = next(key for key, text in texts.items() if not isinstance(text, str) and not pd.isna(text))
        raise TypeError(
            f"the text of article {wrong!r} is a {type(texts[wrong]).__name__}, not a str; "
            "articles.astype({'text': 'str'}) makes it one"
        ) from None
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return pc.fill_null(array, "")


def _blocks(texts: pa.Array) -> Iterator[pa.Array]:
    """Cut an array of texts into blocks of some `BLOCK_BYTES` each: at least one, if an empty one."""
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    for first, last in blocks_of(np.concatenate([[0], np.cumsum(lengths)]), BLOCK_BYTES):
        yield texts[first:last]


def _joined(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return the UTF-8 of texts, a line break before each and behind the last, and where each text begins."""
    broken = pc.binary_join_element_wise(
        pa.scalar("", pa.large_string()), texts, pa.scalar("\n", pa.large_string())
    )
    _, offsets, data = broken.buffers()
    offsets = np.frombuffer(offsets, np.int64)[: len(texts) + 1]
    return np.append(np.frombuffer(data, np.uint8)[: offsets[-1]], np.uint8(ord("\n"))), offsets[:-1] + 1


@dataclass(frozen=True, eq=False)
class _Coded:
    """What `Tokens` are made of."""

    codes: np.ndarray
    offsets: np.ndarray
    sentences: np.ndarray
    terms: pa.Array
    shown: pa.Array
    rules: WordRules
    spellings: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class _Batch:
    """The words of some texts: a code for each, the words as written by their codes, how many each text has,
    and the places of those that begin a sentence.
    """

    codes: np.ndarray
    written: pa.Array
    n_words: np.ndarray
    sentences: np.ndarray


def _coded(texts: pa.Array, rules: WordRules, accents: bool | None, aliases: Mapping | None) -> _Coded:
    """Return the codes of all words, where those of each text and sentence begin, and the terms."""
    batches = map_parallel(lambda blocks: _encode(blocks, rules), _batches(list(_blocks(texts))))
    merged = pa.chunked_array([batch.written for batch in batches]).combine_chunks().dictionary_encode()
    written = merged.dictionary
    # From the code of a word in its batch to its place among all words as written.
    placed = np.split(merged.indices.to_numpy(), np.cumsum([len(batch.written) for batch in batches])[:-1])
    n, n_first = np.zeros((2, len(written)), np.int64)
    for batch, place in zip(batches, placed, strict=True):
        n[place] += np.bincount(batch.codes, minlength=len(place))
        n_first[place] += np.bincount(batch.codes[batch.sentences], minlength=len(place))

    rules = replace(rules, accents=are_accents_kept(written, n) if accents is None else accents)
    rules = replace(rules, aliases=folded_aliases(aliases, replace(rules, stem=None)))
    term, terms, spellings = _terms(written, n, rules)
    codes = fill_parallel(
        [len(batch.codes) for batch in batches],
        lambda batch: term[placed[batch]][batches[batch].codes],
        np.int32,
    )
    offsets = np.concatenate([[0], *(batch.n_words for batch in batches)]).cumsum().astype(np.int64)
    before = np.cumsum([0, *(len(batch.codes) for batch in batches)])
    starts = [batch.sentences + first for batch, first in zip(batches, before, strict=False)]
    sentences = np.append(np.concatenate(starts), offsets[-1]).astype(np.int64)
    shown = shown_forms(written, term, n, n - n_first)
    return _Coded(codes, offsets, sentences, terms, shown, rules, spellings)


def _terms(written: pa.Array, n: np.ndarray, rules: WordRules) -> tuple[np.ndarray, pa.Array, dict[str, int]]:
    """Return the term that each word as written stands for, by its place among all, the terms, and those of
    British spellings.
    """
    folded, spelled = fold_words(written, accents=rules.accents)
    if rules.aliases:
        others, names = (
            pa.array(list(words), folded.type) for words in zip(*rules.aliases.items(), strict=True)
        )
        folded = pc.coalesce(names.take(pc.index_in(folded, others)), folded)
    coded = folded.dictionary_encode()
    is_apart = pa.array(kept_apart(written, coded.indices.to_numpy(), n))
    apart = pc.utf8_upper(folded.filter(is_apart))
    if rules.stem:
        words = pa.array(map(rules.stem, coded.dictionary.to_pylist()), folded.type)
        folded = words.take(coded.indices)
    coded = pc.replace_with_mask(folded, is_apart, apart).dictionary_encode()
    term = coded.indices.to_numpy().astype(np.int32)
    return term, coded.dictionary, {british: int(term[place]) for place, british in spelled.items()}


def _encode(blocks: list[pa.Array], rules: WordRules) -> _Batch:
    """Return the words of some blocks of texts."""
    read = [_words(texts) if rules.segment is None else _segmented(texts, rules) for texts in blocks]
    n_words, words, sentences = zip(*read, strict=True)
    encoded = pa.chunked_array(words).dictionary_encode().combine_chunks()
    before = np.cumsum([0, *map(len, words)])
    starts = [starts + first for starts, first in zip(sentences, before, strict=False)]
    return _Batch(
        encoded.indices.to_numpy(), encoded.dictionary, np.concatenate(n_words), np.concatenate(starts)
    )


def _words(texts: pa.Array) -> tuple[np.ndarray, pa.Array, np.ndarray]:
    """Return the number of words of each text, all the words as they are written, and which of them begin a
    sentence.
    """
    data, text_starts = _joined(texts)
    found = find_words(data, text_starts)
    first_words = np.searchsorted(found.starts, text_starts)
    n_words = np.diff(first_words, append=len(found.starts))
    # The bytes of the words, close together, are with their ends an Arrow array of strings.
    letters = data.compress(found.inside)
    ends = np.zeros(len(found.starts) + 1, np.int32)
    np.cumsum(found.ends - found.starts, out=ends[1:])
    words = pa.StringArray.from_buffers(len(found.starts), pa.py_buffer(ends), pa.py_buffer(letters))
    return n_words, words, np.union1d(found.sentences, first_words[n_words > 0])


def _segmented(texts: pa.Array, rules: WordRules) -> tuple[np.ndarray, pa.Array, np.ndarray]:
    """Return the same of words that the user's own function finds."""
    n_words: list[int] = []
    words: list[str] = []
    starts: list[int] = []
    for text in texts.to_pylist():
        spans = rules.spans(text)
        starts += [len(words) + first for first in sentence_starts(text, spans)]
        words += [text[start:end] for start, end in spans]
        n_words.append(len(spans))
    return np.array(n_words, np.int64), pa.array(words, pa.string()), np.array(starts, np.int64)


def _batches(blocks: list[pa.Array]) -> Iterator[list[pa.Array]]:
    """Cut a list of blocks into lists of at most `BLOCKS_AT_ONCE`, so many that each core has its share."""
    n = min(BLOCKS_AT_ONCE, -(-len(blocks) // (2 * (os.cpu_count() or 1))))
    return (blocks[first : first + n] for first in range(0, len(blocks), n))
