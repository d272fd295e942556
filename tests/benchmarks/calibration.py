"""Do the figures hold? What `distinctive_terms` and `collocates` find where there is nothing to find.

    .venv/bin/python tests/benchmarks/calibration.py [FOLDER] [--only-clusters]

The sources of a corpus are shuffled over its articles, so that every difference between them is chance: 5 %
of the p-values should lie below 0.05, and 95 % of the intervals should hold a log ratio of 0. Beside them
stand the word-level tests in common use: log-odds with a Dirichlet prior of 0.05 a word, and G². Where a
corpus names the story of each article, sources are also shuffled inside the stories. FOLDER holds corpora as
parquet files with the columns text and source, and story or event_id if they have one; without it, articles
are made.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import ignore_copies, make_corpus, read_corpus
from pyarrow.parquet import read_schema
from scipy import sparse, stats

import newslab as nl
from newslab import statistics
from newslab.arrays import sum_by_group
from newslab.framing.comparing import _p_value
from newslab.tokens import term_counts

SIZES = (40, 400, 4000)
SEEDS = 20
PRIOR = 0.05
# Words whose places in an article are given to a made word.
WORDS = ("people", "police")
# Of differences of rates and shares: how many texts use a word at least, and words.
LEAST_TEXTS, MOST_WORDS = 5, 300
# Beside the sources, how many articles make two groups as small as they come.
SMALL_GROUPS = {"small: 3": 3, "small: 6": 6}
# How a column may be called that names the story of each article.
STORIES = pd.Index(["story", "event_id"])


def corpora(folder: Path | None) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the name and the articles of each corpus."""
    if folder is None:
        yield "made here", make_corpus(max(SIZES))
        return
    paths = sorted(folder.glob("*.parquet"))
    if not paths:
        raise FileNotFoundError(
            f"{folder} holds no corpus, that is no *.parquet with the columns text and source"
        )
    for path in paths:
        if not {"text", "source"} <= set(read_schema(path).names):
            print(f"{path.name} is left out: it has no column text or source")
            continue
        articles = read_corpus(path)
        if articles["source"].nunique() < 2:  # one wire, shared out among seven outlets
            articles["source"] = [f"outlet {i % 7}" for i in range(len(articles))]
        yield path.stem, articles


def shuffled(articles: pd.DataFrame, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw articles, shuffle their sources, and put the first few in groups of their own."""
    chosen = articles.iloc[rng.choice(len(articles), n, replace=False)].reset_index(drop=True)
    sources = rng.permutation(chosen["source"].astype(object).to_numpy())
    small = np.repeat(list(SMALL_GROUPS), list(SMALL_GROUPS.values()))
    sources[: len(small)] = small
    return chosen.assign(source=sources)


def measure(articles: pd.DataFrame, n: int) -> dict[str, float]:
    """Return what is found, averaged over the seeds."""
    rows = []
    for seed in range(
        SEEDS * max(1, 400 // n)
    ):  # few articles have few common terms: ten times as many draws
        tokens = nl.tokenize(shuffled(articles, n, np.random.default_rng(seed)))
        table = nl.distinctive_terms(tokens)
        using = table["n_articles"] + table["n_articles_reference"]
        small, common = table["source"].isin(list(SMALL_GROUPS)), using >= 20
        significant = table["p_value"] < 0.05
        known = table["low"].notna()
        covered = ((table["low"] <= 0) & (table["high"] >= 0))[known]
        words = nl.source_profiles(tokens).set_index("source")["n_words"]
        group_words = table["source"].map(words)
        z = statistics.log_odds_z(
            table["n"],
            table["n_reference"],
            group_words,
            words.sum() - group_words,
            prior=PRIOR,
            prior_total=PRIOR * table["term"].nunique(),
        )
        z_says = np.abs(z) > stats.norm.isf(0.025)
        g2_says = table["g2"].abs() > stats.chi2.isf(0.05, 1)
        rows.append(
            {
                "p: 20+": significant[common & ~small].mean(),
                "p: rarer": significant[~common & ~small].mean(),
                "p: 20+, small": significant[common & small].mean(),
                "p: rarer, small": significant[~common & small].mean(),
                "covered: 20+": covered[common & ~small].mean(),
                "covered: 20+, small": covered[common & small].mean(),
                "any adjusted": (table.groupby("source")["p_adjusted"].min() < 0.05).mean(),
                "log-odds z: 20+": z_says[common & ~small].mean(),
                "log-odds z: rarer": z_says[~common & ~small].mean(),
                "G²: 20+": g2_says[common & ~small].mean(),
                "G²: rarer": g2_says[~common & ~small].mean(),
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def measure_within(articles: pd.DataFrame, story: str) -> dict[str, float]:
    """Return what is found, averaged over the seeds, where sources are shuffled inside stories."""
    rows = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        sources = articles.groupby(story)["source"].transform(rng.permutation)
        tokens = nl.tokenize(articles.assign(source=sources))
        row = {}
        for name, within in (("within stories", story), ("stories ignored", None)):
            row |= common_and_rarer(nl.distinctive_terms(tokens, within=within), name)
        rows.append(row)
    return pd.DataFrame(rows).mean().to_dict()


def common_and_rarer(table: pd.DataFrame, name: str) -> dict[str, float]:
    """Return the share of common and of rarer terms that have a p-value below 0.05."""
    common = table["n_articles"] + table["n_articles_reference"] >= 20
    significant = table["p_value"] < 0.05
    return {f"p: 20+, {name}": significant[common].mean(), f"p: rarer, {name}": significant[~common].mean()}


def measure_clusters(articles: pd.DataFrame, cluster: str) -> dict[str, float]:
    """Return what is found, averaged over the seeds, where whole clusters are shuffled among sources."""
    rows = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        values = articles[cluster].unique()
        source_of = pd.Series(rng.choice(["A", "B", "C"], len(values)), values)
        tokens = nl.tokenize(articles.assign(source=articles[cluster].map(source_of)))
        row = common_and_rarer(nl.distinctive_terms(tokens, cluster=cluster), "in clusters")
        alone = pd.Series(range(len(articles)), articles.index)
        rows.append(row | common_and_rarer(nl.distinctive_terms(tokens, cluster=alone), "clusters ignored"))
    return pd.DataFrame(rows).mean().to_dict()


def measure_differences(texts: pd.DataFrame) -> dict[str, float]:
    """Return how many differences of rates and of shares between two of three sources are significant, of
    words that some texts use, where whole texts with their copies are shuffled; a share is that of a word
    in the uses of it and of a word that about as many texts use.

    Words of one corpus depend on each other, so that few shuffles say little: here are four for each seed.
    """
    tokens, rng = nl.tokenize(texts), np.random.default_rng(0)
    counts, unit = term_counts(tokens), pd.factorize(texts["copies"])[0]
    x = sum_by_group(counts.matrix, unit, unit.max() + 1).astype(float).tocsr()
    t, using = np.bincount(unit, tokens.n_words), np.bincount(x.indices, minlength=x.shape[1])
    order = np.argsort(-using, kind="stable")
    order = order[using[order] >= LEAST_TEXTS]
    words = np.sort(rng.choice(len(order) - 1, min(MOST_WORDS, len(order) - 1), replace=False))
    others = x[:, order[words + 1]]
    x = x[:, order[words]]
    row = {}
    for seed in range(4 * SEEDS):
        side = np.random.default_rng(seed).choice(3, len(t))
        x_two, others_two, t_two, in_a = (values[side < 2] for values in (x, others, t, side == 0))
        p_value = {"rates": _p_value(x_two, t_two, in_a, alternatives=False)}
        n_using = {"rates": (x_two > 0).sum(axis=0)}
        of_referent = (x_two + others_two).toarray()
        pairs = range(0, x.shape[1], 6)
        p_value["shares"] = np.array(
            [_p_value(x_two[:, [i]], of_referent[:, i], in_a, alternatives=True)[0] for i in pairs]
        )
        n_using["shares"] = (of_referent[:, pairs] > 0).sum(axis=0)
        for kind, p in p_value.items():
            for least, most in ((5, 10), (11, 20), (21, 40), (41, 80)):
                those = p[(n_using[kind] >= least) & (n_using[kind] <= most)] < 0.05
                row.setdefault(f"{kind}: {least}-{most}", []).extend(those)
    return {name: np.mean(found) if len(found) >= 1000 else np.nan for name, found in row.items()}


def measure_parts(articles: pd.DataFrame, n: int) -> dict[str, float]:
    """Return how many words differ between two parts of the same articles that are shared out by chance: half
    of the sentences, a share of them that varies from article to article, one sentence, or a block of them.
    """
    rows = []
    for seed in range(SEEDS // 2):
        rng = np.random.default_rng(seed)
        drawn = articles.iloc[rng.choice(len(articles), n, replace=False)].reset_index(drop=True)
        tokens = nl.tokenize(drawn)
        article, length = tokens.article_of(tokens.sentences[:-1]), np.diff(tokens.sentences)
        n_sentences = len(length)
        entries = np.ones(len(tokens.codes)), (np.repeat(np.arange(n_sentences), length), tokens.codes)
        words = sparse.coo_array(entries, shape=(n_sentences, len(tokens.vocabulary))).tocsr()
        of_article = np.bincount(article, minlength=n)
        place = np.arange(n_sentences) - np.searchsorted(article, np.arange(n))[article]
        rank = pd.Series(rng.random(n_sentences)).groupby(article).rank(method="first").to_numpy() - 1
        turned = (place + rng.integers(0, 1 << 30, n)[article]) % of_article[article]
        parts = {
            "half": rank < of_article[article] / 2,
            "varying": rank < (rng.beta(1, 3, n) * of_article)[article],
            "one sentence": rank == 0,
            "block": turned < 0.3 * of_article[article],
        }
        row = {}
        for name, chosen in parts.items():
            a, b = (sum_by_group(words[side], article[side], n).tocsr() for side in (chosen, ~chosen))
            t_a, t_b = (np.bincount(article[side], length[side], n) for side in (chosen, ~chosen))
            p_value = statistics.compare_pairs(a, b, t_a, t_b).p_value
            using = ((a + b) > 0).sum(axis=0)
            row |= {
                f"{name}: 20+": (p_value < 0.05)[using >= 20].mean(),
                f"{name}: 5-19": (p_value < 0.05)[(using >= 5) & (using < 20)].mean(),
            }
        rows.append(row)
    return pd.DataFrame(rows).mean().to_dict()


def measure_independence(articles: pd.DataFrame, n: int) -> dict[str, float]:
    """Return how many pairs of words are significant of which the second is put into as many articles as use
    it, long ones more likely.
    """
    found = []
    for seed in range(SEEDS // 2):
        rng = np.random.default_rng(seed)
        tokens = nl.tokenize(
            articles.iloc[rng.choice(len(articles), n, replace=False)].reset_index(drop=True)
        )
        counts = term_counts(tokens)
        n_using = np.bincount(counts.matrix.indices, minlength=len(counts.words))
        usual = np.flatnonzero((n_using >= 5) & (n_using < 0.6 * n))
        a, b = rng.choice(usual, (2, 30), replace=False)
        uses = np.zeros((n, 60), bool)
        uses[:, :30] = counts.matrix[:, a].toarray() > 0
        for column, size in enumerate(n_using[b], start=30):
            uses[rng.choice(n, size, replace=False, p=tokens.n_words / tokens.n_words.sum()), column] = True
        pairs = np.indices((30, 30)).reshape(2, -1)
        _, p_value = statistics.independence(uses, tokens.n_words, pairs[0], 30 + pairs[1])
        found.append((p_value < 0.05).mean())
    return {"p: in one article": float(np.mean(found))}


def with_copies(articles: pd.DataFrame, n: int) -> pd.DataFrame:
    """Draw articles, and plant up to four copies of each fifth one, in which a twentieth of the words is left
    out; `copies` tells the texts apart.
    """
    rng = np.random.default_rng(0)
    drawn = articles.iloc[rng.choice(len(articles), n, replace=False)].reset_index(drop=True)
    n_copies = np.where(rng.random(n) < 0.2, rng.integers(1, 5, n), 0)
    rows = np.repeat(np.arange(n), 1 + n_copies)
    copied = drawn.iloc[rows].assign(copies=rows).reset_index(drop=True)
    words = copied["text"].str.split()
    edited = [" ".join(np.array(text)[rng.random(len(text)) > 0.05]) for text in words]
    return copied.assign(text=edited)


def measure_collocates(articles: pd.DataFrame, n: int, word: str) -> dict[str, float]:
    """Return how many collocates of a word are significant that stands at random places of the articles, as
    often as another word does.
    """
    rows = []
    for seed in range(SEEDS // 2):
        rng = np.random.default_rng(seed)
        texts = []
        for text in articles["text"].iloc[rng.choice(len(articles), n, replace=False)]:
            words = [w for w in text.split() if w.strip(".,").lower() != word]
            n_uses = len(text.split()) - len(words)
            for place in sorted(rng.integers(0, len(words) + 1, n_uses), reverse=True):
                words.insert(place, "falsenode")
            texts.append(" ".join(words))
        tokens = nl.tokenize(pd.DataFrame({"text": texts}))
        uses = nl.count_terms(tokens, {"node": ["falsenode"]})["node"] > 0
        table = nl.collocates(tokens, "falsenode")
        counts = term_counts(tokens)
        n_using = np.bincount(counts.matrix[uses.to_numpy()].indices, minlength=len(counts.words))
        using = pd.Series(n_using, counts.terms).groupby(level=0).max().reindex(table["term"]).to_numpy()
        significant, by_words = table["p_value"] < 0.05, table["g2"].abs() > stats.chi2.isf(0.05, 1)
        rows.append(
            {
                "p: 20+": significant[using >= 20].mean(),
                "p: 5-19": significant[(using >= 5) & (using < 20)].mean(),
                "p: rarer": significant[using < 5].mean(),
                "any adjusted": (table["p_adjusted"] < 0.05).any(),
                "G²: 20+": by_words[using >= 20].mean(),
                "G²: rarer": by_words[using < 20].mean(),
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def main() -> None:
    ignore_copies()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--only-clusters", action="store_true", help="leave out single articles")
    options = parser.parse_args()
    folder, sizes = options.folder, () if options.only_clusters else SIZES
    rows, rows_within, rows_clusters, rows_collocates, rows_parts, rows_two = [], [], [], [], [], []
    try:
        for name, articles in corpora(folder):
            rows += [
                {"corpus": name, "articles": n} | measure(articles, n) for n in sizes if n <= len(articles)
            ]
            for story in STORIES.intersection(articles.columns):
                of = {"corpus": name, "articles": len(articles)}
                rows_within.append(of | measure_within(articles, story))
                rows_clusters.append(of | {"corpus": f"{name}, stories"} | measure_clusters(articles, story))
            n = min(400, len(articles))
            copied = with_copies(articles, n)
            of = {"corpus": f"{name}, copies", "articles": len(copied)}
            rows_clusters.append(of | measure_clusters(copied, "copies"))
            single = copied.drop_duplicates("copies", ignore_index=True)
            for kind, texts in (("copies", copied), ("no copies", single)):
                of = {"corpus": f"{name}, {kind}", "articles": len(texts)}
                rows_two.append(of | measure_differences(texts))
            of = {"corpus": name, "articles": min(300, n)}
            rows_parts.append(
                of | measure_parts(articles, min(300, n)) | measure_independence(articles, min(300, n))
            )
            for word in WORDS:
                of = {"corpus": f"{name}, {word}", "articles": n}
                rows_collocates.append(of | measure_collocates(articles, n, word))
    except FileNotFoundError as error:
        parser.error(str(error))
    print(
        f"Shuffled sources, {SEEDS} seeds. p: share of p_value < 0.05; covered: share that hold 0;\n"
        "any adjusted: share of groups with any p_adjusted < 0.05; log-odds z, G²: share that tests of\n"
        "words call significant. 20+: terms in at least 20 articles; small: groups of 3 and 6 articles.\n"
    )
    if rows:
        show(rows)
    if rows_within:
        print("\nSources shuffled inside stories:\n")
        show(rows_within)
    print("\nStories, and copies of one text, shuffled whole among three sources:\n")
    show(rows_clusters)
    print("\nDifferences of rates and shares between two of them, by how many texts use the word:\n")
    show(rows_two)
    print("\nTwo parts of the same articles, shared out by chance; and pairs of independent words:\n")
    show(rows_parts)
    print("\nCollocates of a made word at random places, as many as another word has in each article:\n")
    show(rows_collocates)


def show(rows: list[dict]) -> None:
    """Print the figures in percent, one column a corpus and size."""
    table = pd.DataFrame(rows).set_index(["corpus", "articles"])
    print((100 * table).round(1).astype(str).add(" %").T.to_string())


if __name__ == "__main__":
    main()
