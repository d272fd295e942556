"""Do intervals of tone and of corrected shares hold the truth, and are 5 % of p-values below 0.05 by chance?

    .venv/bin/python tests/benchmarks/validation.py FOLDER [--only FIGURE …]

corrected_shares: how often their intervals hold the true share. FOLDER holds polnear_articles.parquet (id,
source, text) and polnear_attributions.parquet (article_id, cue). Its frames are cues that people annotated
("said", "accused" …), its lexicon the words themselves, which occur elsewhere too. For made corpora, without
FOLDER, precision and recall of the lexicon are set.

The others read each corpus of FOLDER (parquet, with the columns text and source, and event_id where it has
stories), with made lexicons: twenty words that 5 to 40 % of the articles use, ten of weight 1 and ten of -1,
by chance; of tone others too. What is shuffled and drawn says each function.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from calibration import corpora
from corpora import chosen, ignore_copies
from scipy import stats

import newslab as nl
from newslab import count_terms
from newslab.statistics import stratified_share
from newslab.timing import _mid_p_value
from newslab.tokens import term_counts

#: Random samples of each size.
SAMPLES, SIZES = 2_000, (50, 100, 200)
CUES = ["accuse*", "believe*", "claim*", "warn*", "argue*", "call*", "think*", "ask*"]
#: Articles drawn for intervals of tone, and how often; lexicons made, and shuffles of each.
DRAWS = {20: 100, 50: 60, 250: 20}
LEXICONS, SHUFFLES, LEAST_ARTICLES = 3, 20, 80
USING, N_WORDS = (0.05, 0.4), 20
#: Names that news uses often; of each corpus the four that most of its articles have.
NAMES = ("Trump", "Clinton", "Obama", "America", "Japan", "Reagan", "Treasury", "Canada")
PRAISE = (
    "best better brave celebrat* excellent fair freedom gain* good great happy honest hope* improve* love* "
    "peace positive praise* progress proud respect* safe strong* success* support* trust* win won"
)
BLAME = (
    "angry attack* bad blame* condemn* corrupt* crisis critic* dead death* fail* fear* hate* kill* liar* "
    "lose loss* lost negative problem* scandal* terrible threat* violen* war weak* worse worst wrong"
)


def cover(
    true: np.ndarray, found: np.ndarray, n: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Return how often the interval holds, and its width and that without the lexicon, over samples of n."""
    size = np.array([(~found).sum(), found.sum()])
    drawn = np.array([rng.choice(len(true), n, replace=False) for _ in range(SAMPLES)])
    n_found = found[drawn].sum(axis=1)
    n_cell = np.stack([n - n_found, n_found], axis=1)
    hits = np.stack([(true & ~found)[drawn].sum(axis=1), (true & found)[drawn].sum(axis=1)], axis=1)
    _, low, high = stratified_share(size, n_cell, hits / np.maximum(n_cell, 1), np.array([0, 1]))
    alone = stratified_share(
        np.array([len(true)]), np.full((SAMPLES, 1), n), true[drawn].mean(axis=1)[:, None], np.array([0])
    )
    holds = (low - 1e-12 <= true.mean()) & (true.mean() <= high + 1e-12)
    return holds.mean(), (high - low).mean(), (alone[2] - alone[1]).mean()


def made(share: float, precision: float, recall: float, size: int = 2_000) -> tuple[np.ndarray, np.ndarray]:
    """Return the truth of articles, and what a lexicon of this precision and recall finds."""
    true = np.arange(size) < share * size
    n_right = round(share * size * recall)
    found = np.arange(size) < n_right
    found[true.sum() : true.sum() + round(n_right / precision) - n_right] = True
    return true, found


def polnear(folder: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return for each cue which articles have it annotated, and in which the word occurs."""
    articles = pd.read_parquet(folder / "polnear_articles.parquet").set_index("id")
    attributions = pd.read_parquet(folder / "polnear_attributions.parquet").dropna(subset="cue")
    found = count_terms(articles, {cue: [cue] for cue in CUES}) > 0
    cases = {}
    for cue in CUES:
        has_it = attributions["cue"].str.lower().str.contains(rf"\b{cue[:-1]}")
        true = articles.index.isin(attributions.loc[has_it, "article_id"])
        cases[cue] = true, found[cue].to_numpy()
    return cases


def made_words(tokens: nl.Tokens, rng: np.random.Generator, n_words: int = N_WORDS) -> list[str]:
    """Return words at random that neither few nor most of the articles use, but for function words."""
    terms = term_counts(tokens)
    using = np.bincount(terms.matrix.indices, minlength=len(terms.terms)) / len(tokens.articles)
    usable = (using >= USING[0]) & (using <= USING[1]) & pd.Index(terms.terms).str.isalpha()
    usable &= ~pd.Index(terms.terms).isin([*tokens.stop_words, *(name.lower() for name in NAMES)])
    n_words = min(n_words, usable.sum())
    return rng.choice(np.asarray(terms.terms[usable], str), n_words, replace=False).tolist()


def made_lexicon(
    tokens: nl.Tokens, rng: np.random.Generator, n_words: int = N_WORDS
) -> dict[str, dict[str, int]]:
    """Return such words with weights, of which a half is 1 and the others are -1."""
    return {"tone": {word: 1 - 2 * (i % 2) for i, word in enumerate(made_words(tokens, rng, n_words))}}


def lexicons_of_tone(tokens: nl.Tokens, rng: np.random.Generator) -> Iterator[tuple[str, dict]]:
    """Yield lexicons of kinds that differ in the number of their words, and in their weights."""
    for _ in range(LEXICONS):
        yield "20 words, 1 or -1", made_lexicon(tokens, rng)
    words = made_words(tokens, rng)
    yield "20 words, -4 to 4", {"tone": dict(zip(words, rng.integers(-4, 5, N_WORDS).tolist(), strict=True))}
    yield "200 words, 1 or -1", made_lexicon(tokens, rng, 200)
    yield (
        "praise and blame",
        {"tone": {**dict.fromkeys(PRAISE.split(), 1), **dict.fromkeys(BLAME.split(), -1)}},
    )


def usual_names(tokens: nl.Tokens) -> dict[str, list[str]]:
    """Return the four names that most articles use."""
    using = (nl.count_terms(tokens, {name: [name] for name in NAMES}) > 0).sum()
    return {name: [name] for name in using.nlargest(4).index}


def measure_tone(name: str, tokens: nl.Tokens) -> Iterator[dict]:
    """Yield how often the intervals of `tone` hold the tone of the whole source, or of the whole corpus, of
    which articles are drawn with replacement; in all of the text, and near each of the names.
    """
    rng = np.random.default_rng(0)
    source = tokens.articles["source"].astype(str).to_numpy()
    wholes = [np.arange(len(source)), *(np.flatnonzero(source == each) for each in np.unique(source))]
    wholes = [rows for rows in wholes if len(rows) >= LEAST_ARTICLES]
    names, found = usual_names(tokens), []
    for kind, lexicon in lexicons_of_tone(tokens, rng):
        for rows, near in product(wholes, (None, names)):
            true = nl.tone(chosen(tokens, rows, draw=0), lexicon, near=near, by="draw")
            for n, times in DRAWS.items():
                drawn = chosen(tokens, rng.choice(rows, n * times), draw=np.repeat(np.arange(times), n))
                table = nl.tone(drawn, lexicon, near=near, by="draw")
                of_name = true["tone"].set_axis(true["name"].fillna("all"))
                truth = table["name"].fillna("all").map(of_name)
                table = table.assign(lexicon=kind, near=near is not None, articles=n)
                held = table["low"].le(truth + 1e-9) & table["high"].ge(truth - 1e-9)
                table["held"] = held.astype(float).where(table["low"].notna())
                table["width"] = table["high"] - table["low"]
                found.append(table[["lexicon", "near", "articles", "held", "width", "n_articles"]])
    keys = ["lexicon", "near", "articles"]
    for key, part in pd.concat(found).groupby(keys, sort=False):
        yield {
            "corpus": name,
            **dict(zip(keys, key, strict=True)),
            "held, %": 100 * part["held"].mean(),
            "held where 10 articles have a word, %": 100 * part.loc[part["n_articles"] >= 10, "held"].mean(),
            "width": part["width"].mean(),
            "missing, %": 100 * part["held"].isna().mean(),
        }


def measure_word_shift(name: str, tokens: nl.Tokens) -> Iterator[dict]:
    """Yield how many words have p < 0.05 in `word_shift` where sources are shuffled: a half of the articles
    is of "a", or a fifth.
    """
    rng = np.random.default_rng(0)
    for n in (40, 400):
        for share in (0.5, 0.2):
            found = []
            for lexicon in (made_lexicon(tokens, rng) for _ in range(LEXICONS)):
                for _ in range(2 * SHUFFLES):
                    rows = rng.choice(len(tokens.articles), min(n, len(tokens.articles)), replace=False)
                    side = np.where(np.arange(len(rows)) < share * len(rows), "a", "b")
                    drawn = chosen(tokens, rows, side=side)
                    table = nl.word_shift(drawn, lexicon, "a", "b", by="side")
                    uses = nl.count_terms(drawn, {word: [word] for word in table["term"]}) > 0
                    found.append(table.assign(using=table["term"].map(uses.sum())))
            table = pd.concat(found)
            p, using = table["p_value"], table["using"]
            row = {"corpus": name, "articles": len(rows), "of a": share}
            for kind, those in {"20+": using >= 20, "5-19": using.between(5, 19), "rarer": using < 5}.items():
                row |= {f"tests: {kind}": those.sum(), f"p: {kind}, %": 100 * (p[those] < 0.05).mean()}
            yield row


def placed(tokens: nl.Tokens, words: list[str], rng: np.random.Generator, *, by_length: bool) -> nl.Tokens:
    """Add a made word for each word, at the ends of as many sentences of each article as have the word: any
    sentences, or long ones more likely.
    """
    begin, length = tokens.sentences[:-1], np.diff(tokens.sentences)
    article = tokens.article_of(begin)
    first = np.searchsorted(article, np.arange(len(tokens.articles)))
    sentence_of = np.repeat(np.arange(len(length)), length)
    ends, codes = [], []
    for number, code in enumerate(tokens.vocabulary.get_indexer([tokens.rules.fold(word) for word in words])):
        n_with = np.bincount(article[np.unique(sentence_of[tokens.codes == code])], minlength=len(first))
        # The largest of such keys are a sample without replacement (Efraimidis & Spirakis 2006).
        keys = rng.gumbel(size=len(length)) + (np.log(np.maximum(length, 1)) if by_length else 0)
        order = np.lexsort([-keys, article])
        taken = order[np.arange(len(order)) - first[article] < n_with[article]]
        ends.append(taken)
        codes.append(np.full(len(taken), len(tokens.vocabulary) + number))
    sentence = np.concatenate(ends)
    n_before = np.concatenate([[0], np.cumsum(np.bincount(sentence, minlength=len(length)))])
    vocabulary = pd.Index([*tokens.vocabulary, *(f"placed{number}" for number in range(len(words)))])
    return replace(
        tokens,
        codes=np.insert(tokens.codes, tokens.sentences[sentence + 1], np.concatenate(codes)),
        offsets=tokens.offsets + n_before[np.searchsorted(tokens.sentences, tokens.offsets)],
        sentences=tokens.sentences + n_before,
        vocabulary=vocabulary,
        shown=vocabulary,
    )


def with_words_shuffled(tokens: nl.Tokens, rng: np.random.Generator) -> nl.Tokens:
    """Return each article with its words in another order, and sentences as long as before."""
    article = np.repeat(np.arange(len(tokens.articles)), tokens.n_words)
    return replace(tokens, codes=tokens.codes[np.lexsort([rng.random(len(article)), article])])


def measure_co_occurrences(name: str, tokens: nl.Tokens) -> Iterator[dict]:
    """Yield how many pairs have p < 0.05 in `co_occurrences` of sentences: of a word where it is, and a made
    one in random sentences of the same articles, each sentence alike or long ones more likely; and of words
    of articles whose words are all shuffled. Of the last two more are significant, since a long sentence
    holds more of every word.
    """
    for n in (100, 400):
        for at_random in ("sentences", "sentences by length", "all words"):
            rng, found = np.random.default_rng(0), []
            for _ in range(SHUFFLES // 2):
                rows = rng.choice(len(tokens.articles), min(n, len(tokens.articles)), replace=False)
                drawn = chosen(tokens, rows)
                words, made = made_words(drawn, rng), [f"placed{number}" for number in range(N_WORDS)]
                if at_random == "all words":
                    lexicon = {word: [word] for word in words}
                    found.append(nl.co_occurrences(with_words_shuffled(drawn, rng), lexicon))
                    continue
                shuffled = placed(drawn, words, rng, by_length=at_random == "sentences by length")
                table = nl.co_occurrences(shuffled, {word: [word] for word in [*words, *made]})
                found.append(table[table["a"].isin(words) & table["b"].isin(made)])
            table = pd.concat(found)
            p, usual = table["p_value"] < 0.05, table["n_expected"] >= 2
            yield {
                "corpus": name,
                "articles": len(rows),
                "at random": at_random,
                "pairs": len(table),
                "p, %": 100 * p.mean(),
                "pairs, 2 expected": usual.sum(),
                "p: 2 expected, %": 100 * p[usual].mean(),
            }


def measure_lead_counts(name: str, tokens: nl.Tokens) -> Iterator[dict]:
    """Yield how many pairs of sources have p < 0.05 in `lead_counts` where order is shuffled inside stories:
    of the sources, each with one article a story, or of all articles, where a source with more of them comes
    first more often. Few stories have few possible p-values: `in the long run` is the share that as many
    stories come to over all shuffles, and `exact` that of the exact binomial test. Where there are no
    events, stories are those of `group_stories`; dates are made, an hour apart.
    """
    articles = tokens.articles
    story = articles["event_id"] if "event_id" in articles else nl.group_stories(tokens)
    told = articles[["source"]].assign(text="", story=story).dropna(subset="story")
    for of in ("sources", "articles"):
        those = told.drop_duplicates(["story", "source"]) if of == "sources" else told
        rng, found = np.random.default_rng(0), []
        for _ in range(10 * SHUFFLES):
            hours = pd.to_timedelta(rng.permutation(len(those)) + 1, unit="h")
            table = nl.lead_counts(those.assign(date=pd.Timestamp("2024-01-01 00:30") + hours), "story")
            found.append(table[table["leader"] < table["follower"]])
        table = pd.concat(found)
        for least, most in ((6, 20), (20, np.inf)):
            part = table[table["n_decided"].between(least, most, inclusive="left")]
            n = part["n_decided"].to_numpy()
            not_yet = stats.binom.isf(0.025, n, 0.5)  # what is above is significant
            size = {each: size_of_leads(each) for each in np.unique(n)}
            yield {
                "corpus": name,
                "shuffled": of,
                "stories of a pair": f"{least}-{most - 1:.0f}" if most < np.inf else f"{least}+",
                "pairs": len(part),
                "p, %": 100 * (part["p_value"] < 0.05).mean(),
                "in the long run, %": 100 * np.mean([size[each] for each in n]) if len(n) else np.nan,
                "exact, %": 100 * 2 * stats.binom.sf(not_yet, n, 0.5).mean() if len(n) else np.nan,
            }


def size_of_leads(n: int) -> float:
    """Return the share of shuffles of `n` stories whose p-value is below 0.05."""
    n_first = np.arange(n + 1)
    p_value = _mid_p_value(n_first, np.full(n + 1, n))
    return stats.binom.pmf(n_first, n, 0.5)[p_value < 0.05].sum()


#: Precision and recall of a lexicon in two sources, and the true shares there.
UNLIKE = [
    ((0.5, 0.95, 0.2), (0.95, 0.5, 0.3)),
    ((0.5, 0.5, 0.2), (0.95, 0.95, 0.2)),
    ((0.8, 0.8, 0.1), (0.8, 0.8, 0.3)),
    ((0.95, 0.95, 0.3), (0.8, 0.95, 0.3)),
]


def print_corrected_differences(rng: np.random.Generator) -> None:
    """Print how often intervals of differences hold, of two made sources in which the lexicon errs unlike."""
    print("| precision, recall, share of two sources | n of each | holds | width | of the samples alone |")
    print("|---|---|---|---|---|")
    for sides in UNLIKE:
        cases = [made(share, precision, recall) for precision, recall, share in sides]
        truth = cases[0][0].mean() - cases[1][0].mean()
        for n in SIZES:
            drawn = [rng.integers(0, 2**32, 2) for _ in range(SAMPLES)]
            held, widths = [], []
            for seeds in drawn:
                bounds = [_estimate(*case, n, seed) for case, seed in zip(cases, seeds, strict=True)]
                (a, a_low, a_high, a_alone), (b, b_low, b_high, b_alone) = bounds
                low, high = a - b - np.hypot(a - a_low, b_high - b), a - b + np.hypot(a_high - a, b - b_low)
                held.append(low - 1e-12 <= truth <= high + 1e-12)
                widths.append((high - low, np.hypot(a_alone, b_alone)))
            names = " and ".join(f"{p}, {r}, {share}" for p, r, share in sides)
            width, alone = np.mean(widths, axis=0)
            print(f"| {names} | {n} | {np.mean(held):.3f} | {width:.3f} | {alone:.3f} |")


def _estimate(true: np.ndarray, found: np.ndarray, n: int, seed: int) -> tuple[float, float, float, float]:
    """Return the corrected share of one sample, its interval, and the width of that of the sample alone."""
    rows = np.random.default_rng(seed).choice(len(true), n, replace=False)
    n_cell = np.array([(~found[rows]).sum(), found[rows].sum()])
    hits = np.array([(true & ~found)[rows].sum(), (true & found)[rows].sum()])
    size = np.array([(~found).sum(), found.sum()])
    share, low, high = stratified_share(size, n_cell, hits / np.maximum(n_cell, 1), np.array([0, 1]))
    alone = stratified_share(
        np.array([len(true)]), np.array([n]), true[rows].mean(keepdims=True), np.array([0])
    )
    return float(share), float(low), float(high), float(alone[2] - alone[1])


def print_corrected_shares(folder: Path | None) -> None:
    """Print one row a case and size of the sample."""
    cases = {
        f"made: share {share}, precision {precision}, recall {recall}": made(share, precision, recall)
        for share in (0.05, 0.2, 0.5)
        for precision, recall in ((0.5, 0.5), (0.5, 0.95), (0.95, 0.5), (0.8, 0.8), (0.95, 0.95))
    }
    if folder:
        needed = ["polnear_articles.parquet", "polnear_attributions.parquet"]
        if missing := [name for name in needed if not (folder / name).exists()]:
            sys.exit(f"{folder} lacks {', '.join(missing)}")
        cases |= {f"PolNeAR: {cue}": case for cue, case in polnear(folder).items()}
    rng = np.random.default_rng(0)
    print("| corpus | share | n | holds | width | of the sample alone |\n|---|---|---|---|---|---|")
    for name, (true, found) in cases.items():
        for n in SIZES:
            holds, width, alone = cover(true, found, n, rng)
            print(f"| {name} | {true.mean():.3f} | {n} | {holds:.3f} | {width:.3f} | {alone:.3f} |")
    print_corrected_differences(rng)


FIGURES = {
    "tone": measure_tone,
    "word_shift": measure_word_shift,
    "co_occurrences": measure_co_occurrences,
    "lead_counts": measure_lead_counts,
}


def main() -> None:
    ignore_copies()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--only", nargs="+", choices=["corrected_shares", *FIGURES], metavar="FIGURE")
    options = parser.parse_args()
    only = options.only or ["corrected_shares", *(FIGURES if options.folder else [])]
    if "corrected_shares" in only:
        print_corrected_shares(options.folder)
    figures = [figure for figure in only if figure in FIGURES]
    for name, articles in corpora(options.folder) if figures else ():
        tokens = nl.tokenize(articles)
        for figure in figures:
            table = pd.DataFrame(FIGURES[figure](name, tokens)).round(1)
            print(f"\n{figure}\n{table.to_string(index=False)}", flush=True)


if __name__ == "__main__":
    main()
