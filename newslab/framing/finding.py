"""Where the terms of a lexicon are: its matches, less those excluded or inside a longer one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newslab.lexicon import Lexicon, LexiconLike, longest_matches, match_patterns, read_lexicon
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens


def find_terms(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    overlapping: bool = False,
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find the terms of a lexicon in articles.

    Of patterns that match at one place the longest wins, and a word counts once per lexicon. Between
    matches of equal length the leftmost wins, at one place an exact pattern before one with a stem, then
    the earlier in the lexicon. Exclusions act before all that.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article, with a column `text`.
    lexicon : Lexicon, dict or path
        See `read_lexicon`.
    overlapping : bool, default False
        Keep every match, so that a word may count for several frames.
    voice : "own", "quoted" or "both", optional
        Whose words to read: those of the article, or those that it quotes (`quotes`; a term in quotation
        marks is the article's own, and so is indirect speech). With ``"both"`` a column `voice` comes first
        and says which. No phrase goes across a quotation mark then. By default the two are not
        told apart.
    where : "title", "text", "lead" or "both", default "text"
        Which part of the article to read; ``"lead"`` is the first paragraph (the next ones too, while it has
        fewer than 15 words, and no more than 100 words). ``"both"`` are title and text, told apart by a
        column `where`. `start` and `end` count in that part.

    Returns
    -------
    DataFrame
        One row a hit, ordered by article, the title first, then by its start (overlapping hits at one start:
        the shorter first, then exact patterns, then as in the lexicon). Columns: `article` (its index),
        `frame`, `label` (missing for plain frames), `pattern`, `match` (the words as the article writes
        them), `start` and `end`: characters, so that ``text[start:end] == match``.

    Raises
    ------
    ValueError
        Where the lexicon is wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Armed groups fled.", "The heart attack; an attack"]
    >>> articles = pd.DataFrame({"text": texts}, index=["a", "b"])
    >>> conflict = {"terms": ["attack*"], "not": ["heart attack*"]}
    >>> lexicon = {"force": ["armed", "armed group*"], "conflict": conflict}
    >>> find_terms(articles, lexicon)
      article     frame label       pattern         match  start  end
    0       a     force   NaN  armed group*  Armed groups      0   12
    1       b  conflict   NaN       attack*        attack     21   27

    >>> quoting = pd.DataFrame({"text": ["The regime fell. “Down with the regime!” they shouted."]})
    >>> find_terms(quoting, ["regime"], voice="both")[["voice", "match", "start"]]
        voice   match  start
    0     own  regime      4
    1  quoted  regime     32
    """
    lexicon = read_lexicon(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        return part.tokens.table(lambda tokens: _hits_in(tokens, lexicon, overlapping))

    return in_parts(articles, table_of, voice=voice, where=where, in_order=_in_order)


def _in_order(hits: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Return the hits in several parts of articles by article, the title first, then by their start."""
    in_text = hits["where"] == "text" if "where" in hits else np.zeros(len(hits), bool)
    order = np.lexsort([hits["start"], in_text, index.get_indexer(pd.Index(hits["article"]))])
    return hits.iloc[order].reset_index(drop=True)


def _hits_in(tokens: Tokens, lexicon: Lexicon, overlapping: bool) -> pd.DataFrame:
    first, n_words, pattern = find_hits(tokens, lexicon, overlapping)
    start, end, match = tokens.matches(first, n_words)
    hits = lexicon.patterns.iloc[pattern][["frame", "label", "pattern"]].reset_index(drop=True)
    hits.insert(0, "article", tokens.articles.index[tokens.article_of(first)])
    return hits.assign(match=pd.array(match, dtype="str"), start=start, end=end)


def find_hits(
    tokens: Tokens, lexicon: Lexicon, overlapping: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first token, the number of words and the pattern of each hit, in the order of the tokens."""
    # An exact pattern comes before one with a stem, so that matches come in the order of their right.
    is_wild = lexicon.patterns["pattern"].str.contains("[*?]").to_numpy()
    order = np.argsort(is_wild, kind="stable")
    patterns = lexicon.patterns.iloc[order].reset_index(drop=True)
    first, n_words, pattern = match_patterns(tokens, patterns["pattern"].tolist())
    kept = np.flatnonzero(_not_excluded(first, first + n_words - 1, pattern, patterns))
    if not overlapping:
        kept = kept[longest_matches(first[kept], n_words[kept])]
    return first[kept], n_words[kept], order[pattern[kept]]


def _not_excluded(
    first: np.ndarray, last: np.ndarray, pattern: np.ndarray, patterns: pd.DataFrame
) -> np.ndarray:
    """Return which matches are neither an exclusion's nor inside one that holds for their frame and label."""
    is_exclusion = patterns["excluded"].to_numpy()
    kept = ~is_exclusion[pattern]
    for (frame, label), exclusions in patterns[is_exclusion].groupby(["frame", "label"], dropna=False):
        held = (patterns["frame"] + "/").str.startswith(f"{frame}/" if frame else "")
        if pd.notna(label):
            held &= patterns["label"] == label
        hits = np.flatnonzero(held.to_numpy()[pattern])
        matches = np.flatnonzero(np.isin(pattern, exclusions.index))
        furthest = np.maximum.accumulate(np.append(-1, last[matches]))  # end of the exclusions begun so far
        n_begun = np.searchsorted(first[matches], first[hits], side="right")
        kept[hits[furthest[n_begun] >= last[hits]]] = False
    return kept
