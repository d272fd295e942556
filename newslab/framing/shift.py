"""The words that make the difference between two tones."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from scipy import sparse

from newslab import statistics
from newslab.articles import find_group, group_articles
from newslab.framing.comparing import chosen_parts
from newslab.framing.tone import Within, hits_near, weights_of
from newslab.lexicon import Lexicon, LexiconLike, read_lexicon
from newslab.parts import Part, Voice, Where, are_parts, in_parts
from newslab.tokens import Articles


def word_shift(
    articles: Articles,
    lexicon: LexiconLike,
    a: Hashable,
    b: Hashable,
    *,
    near: LexiconLike | None = None,
    within: Within = "sentence",
    by: str | list[str] = "source",
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Find the words that make the difference between the tones of two groups.

    Parameters
    ----------
    articles, lexicon, near, within, by, voice, where
        As in `tone`; all names of `near` together.
        As `by`, ``"voice"`` or ``"where"``, where articles have no such column, compare two parts of the same
        articles, as in `rate_differences`.
    a, b : label
        The two groups, each a value of `by`, or a tuple of values where `by` names several columns; or the
        two parts, such as ``"own"`` and ``"quoted"``.

    Returns
    -------
    DataFrame
        One row an entry of the lexicon that either group uses, from the largest contribution of either sign
        on, ties by term. Columns:

        - `term`, `weight`; `n_a`, `n_b`: hits; `share_a`, `share_b`: of all hits of the group
        - `contribution`: the difference of the shares times the weight less the tone of `b` (Gallagher et al.
          2021, "Generalized word shift graphs", *EPJ Data Science* 10:4, equation 8). All of them add up to
          the tone of `a` less that of `b`
        - `kind`: ``positive, more``, ``positive, less``, ``negative, more`` or ``negative, less``: whether
          the word is above or below the tone of `b`, and whether `a` uses it more or less
        - `p_value`: the probability of a difference at least this large of the shares, when whole articles
          are shuffled between the two (`statistics.shuffle_articles`), or, where they are parts of the same
          articles, when the hits of each article are shared out among them (`statistics.compare_pairs`);
          `p_adjusted` for the number of words (Benjamini & Hochberg 1995)

    Raises
    ------
    ValueError
        As in `tone`, and where a group is not there or named twice, or has no hit.

    Notes
    -----
    A contribution has no interval: it is measured from the tone of `b`, which is uncertain itself and common
    to all words. The sum is a difference of two tones, and `tone` gives the interval of each. Of articles
    that do not depend on each other, that of the difference d goes from ``d - hypot(a.tone - a.low, b.high -
    b.tone)`` to ``d + hypot(a.high - a.tone, b.tone - b.low)`` (Newcombe 1998, method 10).

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"source": ["A", "B"], "text": ["brave, brave, good", "bad, good, good"]})
    >>> table = word_shift(articles, {"tone": {"brave": 2, "good": 1, "bad": -2}}, "A", "B")
    >>> table[["term", "share_a", "share_b", "contribution", "kind"]].round(2)
        term  share_a  share_b  contribution            kind
    0  brave     0.67     0.00          1.33  positive, more
    1    bad     0.00     0.33          0.67  negative, less
    2   good     0.33     0.67         -0.33  positive, less

    What is quoted is less bright here than the outlets' own words:

    >>> spoken = articles.assign(text=["A good day. “A bad, good day,” he said.", "A brave man, a good man."])
    >>> table = word_shift(spoken, {"tone": {"brave": 2, "good": 1, "bad": -2}}, "own", "quoted", by="voice")
    >>> table[["term", "n_a", "n_b", "contribution"]].round(2)
        term  n_a  n_b  contribution
    0  brave    1    0          0.83
    1    bad    0    1          0.75
    2   good    2    1          0.25
    """
    lexicon, near = read_lexicon(lexicon), None if near is None else read_lexicon(near)
    weights = weights_of(lexicon)

    def hits_in(part: Part) -> sparse.csr_array:
        hits = hits_near(part.tokens, lexicon, weights, near, within)
        hits = hits.drop_duplicates(["place", "pattern"])  # near two names
        shape = (len(part.tokens.n_words), len(weights))
        ones = np.ones(len(hits), np.int64)
        return sparse.coo_array((ones, (hits["row"], hits["pattern"])), shape=shape).tocsr()

    if are_parts(by, articles):
        chosen = chosen_parts(articles, (a, b), by=by, voice=voice, where=where)
        sides = hits_in(chosen[0]), hits_in(chosen[1])
        _check_used((a, b), sides)
        p_value = statistics.compare_pairs(*sides, *map(_sum_of_rows, sides)).p_value
        return _shift(lexicon, weights, *sides, p_value)

    def table_of(part: Part) -> pd.DataFrame:
        groups, keys = group_articles(part.tokens.articles, by)
        first, second = (find_group(side, label, keys) for side, label in zip("ab", (a, b), strict=True))
        if first == second:
            raise ValueError(f"a and b are both {a!r}; name two groups of {by!r} to compare")
        counts = hits_in(part)
        rows = (groups == first) | (groups == second)
        counts, in_a = counts[rows], groups[rows] == first
        sides = counts[in_a], counts[~in_a]
        _check_used((a, b), sides)
        p_value = statistics.shuffle_articles(counts, _sum_of_rows(counts), in_a).p_value
        return _shift(lexicon, weights, *sides, p_value)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _check_used(between: tuple[Hashable, Hashable], sides: tuple[sparse.csr_array, sparse.csr_array]) -> None:
    for side, counts in zip(between, sides, strict=True):
        if not counts.sum():
            raise ValueError(f"{side!r} uses no word of the lexicon there, so it has no tone to compare")


def _sum_of_rows(counts: sparse.csr_array) -> np.ndarray:
    return np.asarray(counts.sum(axis=1)).ravel()


def _shift(
    lexicon: Lexicon, weights: np.ndarray, of_a: sparse.csr_array, of_b: sparse.csr_array, p_value: np.ndarray
) -> pd.DataFrame:
    """Return the table of the hits of two sides, an article a row and a pattern a column."""
    n_a, n_b = (np.asarray(counts.sum(axis=0)).ravel() for counts in (of_a, of_b))
    share_a, share_b = n_a / n_a.sum(), n_b / n_b.sum()
    used = n_a + n_b > 0
    weight = np.where(used, weights, 0)
    above = weight - share_b @ weight
    more = np.where(share_a >= share_b, "more", "less").astype(object)
    table = pd.DataFrame(
        {
            "term": lexicon.patterns["pattern"].array,
            "weight": weight,
            "n_a": n_a,
            "n_b": n_b,
            "share_a": share_a,
            "share_b": share_b,
            "contribution": (share_a - share_b) * above,
            "kind": pd.Series(
                np.where(above >= 0, "positive, ", "negative, ").astype(object) + more, dtype="str"
            ),
            "p_value": p_value,
        }
    )[used]
    order = np.lexsort([table["term"], -table["contribution"].abs()])
    table = table.iloc[order].reset_index(drop=True)
    return table.assign(p_adjusted=statistics.adjust_p_values(table["p_value"].to_numpy()))
