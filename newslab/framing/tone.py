"""The tone in which articles speak of a name: weighted words in its sentence, or in a window around it."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from newslab import statistics
from newslab.arrays import are_covered
from newslab.articles import group_articles
from newslab.checks import check_count
from newslab.framing.finding import find_hits
from newslab.lexicon import Lexicon, LexiconLike, read_lexicon
from newslab.parts import Part, Voice, Where, in_parts
from newslab.tokens import Articles, Tokens

#: The weights of frames of a dictionary that gives none; the last two are of Lexicoder, as *not good*.
SIGNS = {"positive": 1.0, "negative": -1.0, "neg_positive": -1.0, "neg_negative": 1.0}
TONE = ["name", "n", "n_articles", "tone", "low", "high"]
Within = int | Literal["sentence"]


def tone(
    articles: Articles,
    lexicon: LexiconLike,
    *,
    near: LexiconLike | None = None,
    within: Within = "sentence",
    by: str | list[str] = "source",
    voice: Voice = None,
    where: Where = "text",
) -> pd.DataFrame:
    """Measure the tone of groups of articles, or of what they say near a name.

    The tone is the mean weight of the words that a lexicon of weights finds. Of overlapping entries the
    longest counts, so that *not good* of the lexicon takes precedence over its *good*: a negation is known
    where the lexicon has it, and nowhere else.

    Parameters
    ----------
    articles : DataFrame or Tokens
        One row an article.
    lexicon : Lexicon, dict or path
        See `read_lexicon`: patterns with weights, as ``{"tone": {"brave": 2, "not brave": -1}}``, or frames
        named ``positive`` and ``negative``, whose patterns weigh 1 and -1 (and ``neg_positive`` and
        ``neg_negative``, which weigh -1 and 1).
    near : Lexicon, dict, list or str, optional
        The names whose neighbourhood is read: a lexicon, of which each label or frame is a name. By default
        all of the text.
    within : "sentence" or int, default "sentence"
        How near: in the sentence of the name, or at most that many words before or after it, in its
        sentence. A word near several uses of a name counts once; the words of names do not count.
    by : str or list of str, default "source"
        The column, or columns, whose values make the groups; a missing label reads ``(unknown)``.
    voice, where
        As in `find_terms`.

    Returns
    -------
    DataFrame
        One row a group and name: groups sorted, names in the order of `near`, all with all. Columns: those of
        `by`, then `name` (missing without `near`), `n` (weighted words found), `n_articles` (articles with
        one), `tone` (their mean weight; missing without any), `low` and `high`: its 95 % interval, by how
        much articles differ (`statistics.mean_interval`), missing where fewer than two have such words.

    Raises
    ------
    ValueError
        Where a lexicon is wrong, or has no weights or a single one; or `articles` lacks a column.

    Notes
    -----
    What it cannot do: it knows neither irony nor who does what to whom (*the rebels condemned the massacre*
    is a negative sentence with the name *rebels*), nor a negation that the lexicon does not list, nor which
    of two names of a sentence is meant. Of 24 sentences that a person labelled by their stance toward a name,
    it has the sign of all twelve that say it in words of the lexicon, and of none of the twelve that were
    written to be of these kinds (tests/gold/tone.yml). So it is a tone near a name, no stance toward it: read
    the lines (`concordance`) before you report a difference, and code a sample.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The brave rebels won. The weather was bad.", "Rebels, not brave, fled.", "Bad rebels."]
    >>> articles = pd.DataFrame({"source": ["A", "B", "B"], "text": texts})
    >>> weights = {"tone": {"brave": 2, "not brave": -1, "bad": -2}}
    >>> tone(articles, weights, near="rebels")[["source", "name", "n", "n_articles", "tone"]]
      source    name  n  n_articles  tone
    0      A  rebels  1           1   2.0
    1      B  rebels  2           2  -1.5
    """
    lexicon, near = read_lexicon(lexicon), None if near is None else read_lexicon(near)
    weights = weights_of(lexicon)

    def table_of(part: Part) -> pd.DataFrame:
        return _tone(part.tokens, hits_near(part.tokens, lexicon, weights, near, within), near, weights, by)

    return in_parts(articles, table_of, voice=voice, where=where, by=by)


def _tone(
    tokens: Tokens, hits: pd.DataFrame, near: Lexicon | None, weights: np.ndarray, by: str | list[str]
) -> pd.DataFrame:
    groups, keys = group_articles(tokens.articles, by, beside=TONE)
    tables = []
    for place, name in enumerate([None] if near is None else names_of(near)[0]):
        of_name = hits[hits["name"] == place]
        row, weight = of_name["row"].to_numpy(), of_name["weight"].to_numpy()
        n, sums, squares = (np.bincount(row, weight**power, len(groups)) for power in range(3))
        mean, low, high = statistics.mean_interval(
            n, sums, squares, groups, len(keys), np.nanmin(weights), np.nanmax(weights)
        )
        table = keys.assign(
            name=pd.Series(name, index=keys.index, dtype="str"),
            n=np.bincount(groups, n, len(keys)).astype(np.int64),
            n_articles=np.bincount(groups, n > 0, len(keys)).astype(np.int64),
            tone=mean,
            low=low,
            high=high,
        )
        tables.append(table.assign(group=np.arange(len(keys))))
    table = pd.concat(tables).sort_values("group", kind="stable", ignore_index=True)
    return table.drop(columns="group")


def weights_of(lexicon: Lexicon) -> np.ndarray:
    """Return the weight of each pattern, missing where it has none."""
    patterns = lexicon.patterns
    of_frame = patterns["frame"].str.rpartition("/")[2].str.lower().map(SIGNS)
    weights = patterns["weight"].fillna(of_frame).where(~patterns["excluded"]).to_numpy(float)
    if np.isnan(weights).all() or np.nanmin(weights) == np.nanmax(weights):
        raise ValueError(
            "the lexicon needs patterns of different weights, as {'tone': {'good': 1, 'bad': -1}}, or frames "
            "named positive and negative"
        )
    return weights


def names_of(near: Lexicon) -> tuple[list[str], np.ndarray]:
    """Return the names of a lexicon, its labels and frames, and which of them each pattern is of."""
    name = near.patterns["label"].fillna(near.patterns["frame"])
    names = name[~near.patterns["excluded"]].unique()
    return names.tolist(), pd.Index(names).get_indexer(name)


def hits_near(
    tokens: Tokens, lexicon: Lexicon, weights: np.ndarray, near: Lexicon | None, within: Within
) -> pd.DataFrame:
    """Return one row a weighted word near a name: `row` (article), `place`, `pattern`, `weight`, `name`."""

    def find(tokens: Tokens, row: np.ndarray, first: np.ndarray) -> pd.DataFrame:
        hits = _found_near(tokens, lexicon, weights, near, within)
        here = hits["row"].to_numpy()
        place = hits["place"].to_numpy() - tokens.offsets[here] + first[here]
        return hits.assign(row=row[here], place=place)

    return tokens.gathered(find, np.arange(len(tokens.n_words)), tokens.offsets[:-1])


def _found_near(
    tokens: Tokens, lexicon: Lexicon, weights: np.ndarray, near: Lexicon | None, within: Within
) -> pd.DataFrame:
    """Return the same of some of the articles."""
    words = None if within == "sentence" else check_count("within", within)
    first, n_words, pattern = find_hits(tokens, lexicon, overlapping=False)
    chosen = ~np.isnan(weights[pattern])
    first, n_words, pattern = first[chosen], n_words[chosen], pattern[chosen]
    hits = pd.DataFrame(
        {
            "row": tokens.article_of(first),
            "place": first,
            "pattern": pattern,
            "weight": weights[pattern],
            "name": 0,
        }
    )
    if near is None:
        return hits
    names, name_of = names_of(near)
    use, use_words, used = find_hits(tokens, near, overlapping=False)
    of_names = are_covered(use, use + use_words, len(tokens.codes))
    hits = hits[~(of_names[first] | of_names[first + n_words - 1])]
    sentence = np.searchsorted(tokens.sentences, use, side="right")
    begin, end = tokens.sentences[sentence - 1], tokens.sentences[sentence]
    if words is not None:
        begin, end = np.maximum(begin, use - words), np.minimum(end, use + use_words + words)
    found = []
    for place in range(len(names)):
        of_name = name_of[used] == place
        is_near = are_covered(begin[of_name], end[of_name], len(tokens.codes))
        found.append(hits[is_near[hits["place"]]].assign(name=place))
    return pd.concat(found, ignore_index=True)
