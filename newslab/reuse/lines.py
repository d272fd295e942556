"""Lines and sentences that many articles of one source repeat: boilerplate, as a table, and its removal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from newslab.articles import UNKNOWN, labels_of, texts_of
from newslab.checks import check_count, check_fraction
from newslab.corpus import Problem, add_problems
from newslab.corpus.listing import as_quote
from newslab.readers import REPAIRED
from newslab.reuse.copies import group_copies
from newslab.tokens import Articles, as_tokens

# The fewest words of a line of its own, and of a sentence or a heading inside a line.
LINE_WORDS, SENTENCE_WORDS, HEADING_WORDS = 2, 5, 3
# Of articles of fewer words only those of the same text are copies.
SHORT_ARTICLE = 30
# Words that begin a sentence where they are written large in the middle of a line: a mark is missing before.
OPENERS = "The|But|A|An|In|On|At|For|He|She|It|They|We|And|This|That|When|While|As|If|After|Before|With|There"
# Words that a full stop shortens, and that end no sentence; so do single letters.
SHORTENED = (
    "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Capt St Jr Sr Prof Rev Hon No vs etc Inc Corp Co Ltd Jan Feb "
    "Mar Apr Aug Sept Sep Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich "
    "Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo"
)
# A full stop, looked at first, and what must not be before it: looked for at every letter, that took most of
# the time.
_FULL_STOP = r"\.(?<!\b[A-Za-z]\.)" + "".join(rf"(?<!\b{word}\.)" for word in SHORTENED.split())
# Where a piece of text ends: at a line break; after the mark of a sentence and its quotation marks; before
# an opener that follows a word.
# The first brackets spare all other letters the rest of the pattern.
PIECE_END = re.compile(
    r"(?=[\s.!?…。！？])(?:(?P<line>(?:(?<![^\S\n])[^\S\n]++)?\n\s*)"
    rf"|(?:{_FULL_STOP}|[!?…])[\"”’»]*(?P<space>[^\S\n]+)"
    r"|[。！？]+[」』”]*(?P<none>)"
    rf"|(?<=\w)(?P<missing>[^\S\n]+)(?=(?:{OPENERS})\s))"
)
WORD = re.compile(r"\w+(?:['’]\w+)*")
# What is quoted is no boilerplate, even where many articles quote it.
OPENING, CLOSING = frozenset('"“«„'), frozenset('"”»')
ANY_WORD = re.compile(r"\w")
STARTS_SENTENCE = re.compile(r"\W*(?:[A-Z\d]|$)")


class _Piece(NamedTuple):
    """A line or a sentence: where it is in its article, and its words in lower case."""

    row: int
    start: int
    end: int  # after the space that follows
    words: tuple[str, ...]
    is_line: bool  # whether it is a line of its own


def repeated_lines(articles: Articles, *, min_articles: int = 4, min_share: float = 0.05) -> pd.DataFrame:
    """Find the lines and sentences that many articles of one source repeat.

    A newsletter box, a disclaimer, "story continued below": what is repeated in that way leads every list of
    distinctive terms, and belongs to the site, not to the article. Compared are lines of at least two words,
    and inside of lines sentences of five words, and headings, in which each word has a capital, of three;
    case and punctuation do not count. What is in quotation marks is left alone: many articles quote the same
    words. Of articles that are copies of each other (`group_copies`) one counts.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article; `source` is used where it is there. Articles without one count as those of one.
    min_articles : int, default 4
        The least number of articles of the source.
    min_share : float, default 0.05
        The least share of the source's articles, 0 to 1. Of 100 articles at least five repeat the line.

    Returns
    -------
    DataFrame
        One row a source and line, by the names of the sources, then the most repeated first, ties by line.
        Columns: `source`, `line` (as the first article writes it), `n_articles` (copies count once) and
        `share` (of the source's articles, 0 to 1).

    Raises
    ------
    ValueError
        Where an option is out of its range.

    Examples
    --------
    >>> import pandas as pd
    >>> leads = ["Rain fell.", "The cup final was drawn.", "Prices rose in May.", "A museum opens today."]
    >>> texts = [lead + " Sign up for our daily letter." for lead in leads]
    >>> repeated_lines(pd.DataFrame({"source": "Daily", "text": texts}))
      source                           line  n_articles  share
    0  Daily  Sign up for our daily letter.           4    1.0
    """
    table, _ = _repeated(articles, min_articles, min_share)
    return table


def drop_repeated_lines(
    articles: Articles, *, min_articles: int = 4, min_share: float = 0.05
) -> pd.DataFrame:
    """Take out of the texts what `repeated_lines` finds.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    min_articles, min_share
        As in `repeated_lines`.

    Returns
    -------
    DataFrame
        The articles, in their order, with the lines taken out of `text`; nothing else of it is changed, and
        an article that was nothing but such lines has an empty text. ``problems(…)`` lists each line that was
        taken out, by the origin of its article, or its label where it has none.

    Raises
    ------
    ValueError
        Where an option is out of its range.

    Examples
    --------
    >>> import pandas as pd
    >>> leads = ["Rain fell.", "The cup final was drawn.", "Prices rose in May.", "A museum opens today."]
    >>> texts = [lead + " Sign up for our daily letter." for lead in leads]
    >>> drop_repeated_lines(pd.DataFrame({"source": "Daily", "text": texts}))["text"].tolist()
    ['Rain fell.', 'The cup final was drawn.', 'Prices rose in May.', 'A museum opens today.']
    """
    _, pieces = _repeated(articles, min_articles, min_share)
    articles = as_tokens(articles).articles if not isinstance(articles, pd.DataFrame) else articles
    texts, lines = articles["text"].tolist(), []
    labels = [
        str(label if pd.isna(origin) else origin)
        for label, origin in zip(articles.index, labels_of(articles, "origin"), strict=True)
    ]
    for piece in reversed(pieces):  # from the end, so that earlier places hold
        text = texts[piece.row]
        line = as_quote(text[piece.start : piece.end])
        lines.append(Problem(labels[piece.row], None, f"a repeated line was removed: {line}", REPAIRED))
        rest = text[piece.end :]
        texts[piece.row] = (text[: piece.start] if rest else text[: piece.start].rstrip()) + rest
    cleaned = articles.assign(text=pd.Series(texts, index=articles.index, dtype=articles["text"].dtype))
    add_problems(cleaned, lines[::-1])
    return cleaned


def _repeated(articles: Articles, min_articles: int, min_share: float) -> tuple[pd.DataFrame, list[_Piece]]:
    """Return the table of repeated lines, and the pieces of text that they are, in the order of the text."""
    min_articles = check_count("min_articles", min_articles, at_least=2)
    check_fraction("min_share", min_share)
    tokens = as_tokens(articles)
    texts = texts_of(tokens.articles).tolist()
    # A short article may share most of its words with others because of the very line.
    is_short = tokens.n_words < SHORT_ARTICLE
    copies = np.where(is_short, -1 - pd.factorize(np.array(texts, object))[0], group_copies(tokens))
    sources = labels_of(tokens.articles, "source").astype(object).fillna(UNKNOWN).astype(str).tolist()
    n_copies = pd.Series(copies).groupby(sources).nunique().to_dict()
    pieces = [piece for row, text in enumerate(texts) for piece in _pieces(row, text)]

    def repeated(pieces: list[_Piece]) -> dict[tuple[str, tuple[str, ...]], int]:
        holding = {(sources[p.row], p.words, copies[p.row]) for p in pieces}
        counts = Counter((source, words) for source, words, _ in holding)
        return {key: n for key, n in counts.items() if n >= max(min_articles, min_share * n_copies[key[0]])}

    counts = repeated([piece for piece in pieces if _is_long_enough(piece, texts[piece.row])])
    # A line may also begin a longer piece, where no mark ends it: "Story Continued Below Officials said".
    lengths = {len(words) for _, words in counts}
    found: list[_Piece] = []
    for piece in pieces:
        if found and found[-1].row == piece.row and piece.start < found[-1].end:
            continue  # a sentence of a line that is repeated as a whole
        found += _whole(piece, texts[piece.row], sources, counts, lengths)
    counts = repeated(found)
    first = {(sources[p.row], p.words): p for p in reversed(found)}
    rows = [
        (source, texts[piece.row][piece.start : piece.end].strip(), n, n / n_copies[source])
        for (source, words), n in counts.items()
        for piece in [first[source, words]]
    ]
    table = pd.DataFrame(rows, columns=["source", "line", "n_articles", "share"])
    table = table.astype({"source": "str", "line": "str", "n_articles": np.int64, "share": float})
    order = ["source", "n_articles", "line"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return table, [piece for piece in found if (sources[piece.row], piece.words) in counts]


def _pieces(row: int, text: str) -> Iterator[_Piece]:
    """Cut a text into lines, each followed by its sentences where it has several."""
    line_start, cuts = 0, [0]
    ends = [(match.end(), match["line"] is not None) for match in PIECE_END.finditer(text)]
    for end, ends_line in [*ends, (len(text), True)]:
        cuts.append(end)
        if not ends_line:
            continue
        sentences = [(start, stop, _words(text, start, stop)) for start, stop in pairwise(cuts)]
        line = line_start, end, tuple(chain.from_iterable(words for _, _, words in sentences))
        for start, stop, words in [line, *(sentences if len(sentences) > 1 else [])]:
            if words:
                yield _Piece(row, start, stop, words, (start, stop) == (line_start, end))
        line_start, cuts = end, [end]


def _words(text: str, start: int, stop: int) -> tuple[str, ...]:
    """Return the words of a part of a text in lower case, made so all at once."""
    words = WORD.findall(text, start, stop)
    return tuple(" ".join(words).lower().split(" ")) if words else ()


def _is_long_enough(piece: _Piece, text: str) -> bool:
    """Return whether a piece has enough words not to be taken for speech, and is no quotation."""
    written = text[piece.start : piece.end]
    if _is_quoted(written):
        return False
    is_heading = not any(word[0].islower() for word in WORD.findall(written))
    least = LINE_WORDS if piece.is_line else HEADING_WORDS if is_heading else SENTENCE_WORDS
    return len(piece.words) >= least and any(word[0].isalpha() for word in piece.words)


def _is_quoted(text: str) -> bool:
    """Return whether a mark of quotation is before the first word of a text, or after the last."""
    first, last = ANY_WORD.search(text), ANY_WORD.search(text[::-1])
    before, after = (text[: first.start()], text[::-1][: last.start()]) if first and last else (text, text)
    return not (OPENING.isdisjoint(before) and CLOSING.isdisjoint(after))


def _whole(
    piece: _Piece,
    text: str,
    sources: list[str],
    counts: dict[tuple[str, tuple[str, ...]], int],
    lengths: set[int],
) -> Iterator[_Piece]:
    """Yield a piece that is a repeated line, or the beginning of it that is one."""
    source = sources[piece.row]
    if (source, piece.words) in counts:
        if not _is_quoted(text[piece.start : piece.end]):
            yield piece
        return
    for length in sorted((n for n in lengths if HEADING_WORDS <= n < len(piece.words)), reverse=True):
        if (source, piece.words[:length]) in counts:
            end = [match.start() for match in WORD.finditer(text, piece.start, piece.end)][length]
            written = text[piece.start : end]
            mark = len(written.rstrip("\"“«„‘'([ "))  # what opens the next sentence stays with it
            if STARTS_SENTENCE.match(text, end) and not _is_quoted(written[:mark]):
                space = len(written[mark:]) - len(written[mark:].lstrip())
                yield piece._replace(end=piece.start + mark + space, words=piece.words[:length])
                return
