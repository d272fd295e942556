"""Articles to tokens: integer codes for the words of all articles, and back to where each word stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newslab.arrays import blocks_of, fill_parallel, map_parallel
from newslab.articles import check_articles
from newslab.english import STOP_WORDS
from newslab.tokens.splitting import fold_lines, split_words, word_edges
from newslab.tokens.stopwords import stop_words_of

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
    stem : callable or None
        What reduced each word to its stem, if anything did.
    stop_words : collection of str
        The function words, which similarity, distinctive terms and collocates leave out.
    """

    codes: np.ndarray
    offsets: np.ndarray
    vocabulary: pd.Index
    articles: pd.DataFrame
    stem: Callable[[str], str] | None = None
    stop_words: Collection[str] = STOP_WORDS

    def __repr__(self) -> str:
        n_articles, n_terms = len(self.offsets) - 1, len(self.vocabulary)
        return f"<Tokens: {len(self.codes):,} tokens of {n_terms:,} terms in {n_articles:,} articles>"

    @property
    def n_words(self) -> np.ndarray:
        """The number of tokens of each article (int64)."""
        return np.diff(self.offsets)

    def words_of(self, text: str) -> list[str]:
        """Return the terms of a text, made by the same rules as those of the articles."""
        words = split_words(text)
        return [self.stem(word) for word in words] if self.stem else words

    def is_among(self, words: Collection[str]) -> np.ndarray:
        """Return for each term of the vocabulary whether it is one of some words, or the stem of one."""
        return self.vocabulary.isin([self.stem(word) for word in words] if self.stem else list(words))

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
        rows, row_of = np.unique(self.article_of(positions), return_inverse=True)
        first_token = np.concatenate([[0], np.cumsum(self.n_words[rows])])
        wanted = first_token[row_of] + positions - self.offsets[rows][row_of]
        tokens_before = 0
        for texts in _blocks(_texts(self.articles.iloc[rows])):
            data, text_starts = _joined(texts)
            word_starts, word_ends, _ = word_edges(data)
            here = (wanted >= tokens_before) & (wanted < tokens_before + len(word_starts))
            word = wanted[here] - tokens_before
            characters = np.cumsum((data & 0xC0) != 0x80) - 1
            text = np.searchsorted(text_starts, word_starts[word], side="right") - 1
            first = characters[text_starts[text]]
            starts[here] = characters[word_starts[word]] - first
            ends[here] = characters[word_ends[word]] - first
            tokens_before += len(word_starts)
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
    stop_words: str | Collection[str] | None = None,
) -> Tokens:
    """Split the text of articles into words, once for all functions that read words.

    A word is a run of letters and digits in any script, with the apostrophe inside it. Case is folded, curly
    and straight apostrophes are one, the possessive 's is dropped, hyphens separate and dotted initialisms
    are one word. In scripts without spaces between words (Chinese, Japanese but for Katakana, Thai, Lao,
    Burmese and Khmer) each character is a word, and a search term of several is found as a phrase.

    Parameters
    ----------
    articles : DataFrame
        One row an article, with a column `text`; a missing text counts as an empty one.
    stem : str or callable, optional
        A language of NLTK's Snowball stemmer, such as ``"english"``, to count *withdraw*, *withdraws* and
        *withdrawing* as one; or a function of your own from a folded word to its stem. It is called once for
        each distinct word.
    stop_words : str or collection of str, optional
        The function words, which similarity, distinctive terms and collocates leave out: a language of NLTK's
        lists, such as ``"french"``, or words of your own; by default a short English list.

    Returns
    -------
    Tokens
        Every function that takes articles takes it in their place.

    Raises
    ------
    TypeError
        Where `articles` is not a DataFrame or a text is not a str.
    ValueError
        Where there is no column `text`, the index is not unique, or NLTK does not know the language.
    LookupError
        Where NLTK's stop words are not on this machine; the message has the command that fetches them.

    Notes
    -----
    Where a column tells the language of each article, each language has tokens of its own:
    ``{name: tokenize(some, stem=name, stop_words=name) for name, some in articles.groupby("language")}``.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Iran’s forces left.", "The U.S. said Iran-backed forces left"]})
    >>> tokens = tokenize(articles)
    >>> tokens
    <Tokens: 10 tokens of 7 terms in 2 articles>
    >>> " ".join(tokens.vocabulary[tokens.codes])
    'iran forces left the us said iran backed forces left'
    """
    check_articles(articles)
    if isinstance(stop_words, str):
        stop_words = stop_words_of(stop_words)
    stem_word = _stemmer(stem) if isinstance(stem, str) else stem
    codes, offsets, terms = _coded(_texts(articles), stem_word)
    # Arrow keeps what it has freed for later, which is more than the codes take.
    pa.default_memory_pool().release_unused()
    return Tokens(
        codes=codes,
        offsets=offsets,
        vocabulary=pd.Index(terms.to_pandas(), dtype="str"),
        articles=articles,
        stem=stem_word,
        stop_words=STOP_WORDS if stop_words is None else stop_words,
    )


def as_tokens(articles: Articles) -> Tokens:
    """Return tokens as they are, and articles tokenised."""
    return articles if isinstance(articles, Tokens) else tokenize(articles)


def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer  # NLTK takes seconds to load, and few calls stem

    if language not in SnowballStemmer.languages:
        raise ValueError(
            f"stem must be one of Snowball's languages, {SnowballStemmer.languages}, not {language!r}"
        )
    return SnowballStemmer(language).stem


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


def _coded(texts: pa.Array, stem: Callable[[str], str] | None) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Return the codes of all words, where those of each text begin, and the terms by their codes."""
    codes, n_words, written = zip(*map_parallel(_encode, _batches(list(_blocks(texts)))), strict=True)
    merged = pa.chunked_array(written).combine_chunks().dictionary_encode()
    terms = _fold(merged.dictionary)
    if stem:
        terms = pa.array(map(stem, terms.to_pylist()), pa.string())
    terms = terms.dictionary_encode()
    # From the place of a word in its batch to its place among all words as written, to that of its term.
    term_of = np.split(
        terms.indices.to_numpy()[merged.indices.to_numpy()], np.cumsum([*map(len, written)])[:-1]
    )
    placed = fill_parallel([*map(len, codes)], lambda batch: term_of[batch][codes[batch]], np.int32)
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(n_words))]).astype(np.int64)
    return placed, offsets, terms.dictionary


def _encode(blocks: Iterable[pa.Array]) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Return a code for each word, the number of words of each text, and the words as written, by their
    codes.
    """
    n_words, words = zip(*map(_words, blocks), strict=True)
    encoded = pa.chunked_array(words).dictionary_encode().combine_chunks()
    return encoded.indices.to_numpy(), np.concatenate(n_words), encoded.dictionary


def _words(texts: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """Return the number of words of each text, and all the words as they are written."""
    data, text_starts = _joined(texts)
    starts, ends, inside = word_edges(data)
    n_words = np.diff(np.searchsorted(starts, text_starts), append=len(starts))
    # The bytes of the words, close together, are with their ends an Arrow array of strings.
    letters = data.compress(inside)
    word_ends = np.zeros(len(starts) + 1, np.int32)
    np.cumsum(ends - starts, out=word_ends[1:])
    return n_words, pa.StringArray.from_buffers(len(starts), pa.py_buffer(word_ends), pa.py_buffer(letters))


def _fold(words: pa.Array) -> pa.Array:
    """Fold words, those of ASCII letters and digits alone by the short way."""
    is_hard = pc.invert(pc.match_substring_regex(words, "^[A-Za-z0-9]*$"))
    hard = words.filter(is_hard)
    # The last line is empty, so that all others end in a line break.
    lines = pa.ListArray.from_arrays(
        pa.array([0, len(hard) + 1], pa.int32()), pa.concat_arrays([hard, pa.array([""])])
    )
    folded = fold_lines(pc.binary_join(lines, "\n")[0].as_py())
    folded = pc.split_pattern(pa.scalar(folded), "\n").values[: len(hard)]
    return pc.replace_with_mask(pc.ascii_lower(words), is_hard, folded)


def _batches(blocks: list[pa.Array]) -> Iterator[list[pa.Array]]:
    """Cut a list of blocks into lists of at most `BLOCKS_AT_ONCE`, so many that each core has its share."""
    n = min(BLOCKS_AT_ONCE, -(-len(blocks) // (2 * (os.cpu_count() or 1))))
    return (blocks[first : first + n] for first in range(0, len(blocks), n))
