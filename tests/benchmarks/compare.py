"""newslab beside its peers, on the same work and the same articles: time, memory, and how both grow.

    make benchmark                              1,000 and 10,000 articles made here
    make benchmark SIZES="1000 10000 100000"    any sizes
    make benchmark CORPUS=articles.parquet      the articles of a file with a column `text`

Every measurement runs in a process of its own, in turn, after a run on a few articles that loads what each
program needs; the tables give medians. What both print of their result (a count) stands beside them, so that
a faster wrong answer is seen. A peer that is not installed is left out; and so are, of large corpora, a slow
one and what needs a cell for each two articles. The second table tells how newslab's own time and memory
grow."""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from importlib import import_module
from itertools import combinations_with_replacement, pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import make_corpus, read_corpus

import newslab as nl
from newslab.similarity.vectors import inverse_frequencies, tfidf, weighted
from newslab.tokens import term_counts

MOST_FOR_SLOW_PEERS = 10_000


def matrix_newslab(articles, ngrams):
    counts = term_counts(nl.tokenize(articles), ngrams=ngrams, stop_words=()).matrix
    n_using = np.bincount(counts.indices, minlength=counts.shape[1])
    return weighted(counts, inverse_frequencies(n_using, counts.shape[0])).nnz


def matrix_sklearn(articles, ngrams):
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, ngram_range=(1, ngrams)).fit_transform(articles["text"]).nnz


def matrix_gensim(articles, _):
    from gensim.corpora import Dictionary
    from gensim.models import TfidfModel

    texts = [re.findall(r"\w\w+", text.lower()) for text in articles["text"]]
    dictionary = Dictionary(texts)
    bags = [dictionary.doc2bow(text) for text in texts]
    # A word of every article has the weight 0 here, and is left out; the bags are what can be compared.
    TfidfModel(bags).__getitem__(bags)
    return sum(map(len, bags))


def matrix_textacy(articles, _):
    from textacy.representations import Vectorizer

    texts = (re.findall(r"\w\w+", text.lower()) for text in articles["text"])
    # Its logarithm of counts fails with current versions of NumPy.
    return Vectorizer(tf_type="linear", idf_type="smooth", norm="l2").fit_transform(texts).nnz


def tokens_and_vectors(articles):
    tokens = nl.tokenize(articles)
    return tokens, tfidf(tokens)[0]


def pairs_newslab(_, needed):
    tokens, vectors = needed
    return len(nl.similar_pairs(tokens, vectors=vectors, top=10, min_similarity=0.3))


def pairs_of(neighbours, similarities):
    """The number of different pairs in lists of neighbours, an article itself left out."""
    row, rank = np.nonzero(similarities >= 0.3)
    other = neighbours[row, rank]
    pairs = {(min(a, b), max(a, b)) for a, b in zip(row.tolist(), other.tolist(), strict=True) if a != b}
    return len(pairs)


def pairs_sklearn(_, needed):
    from sklearn.neighbors import NearestNeighbors

    vectors = needed[1]
    distances, neighbours = NearestNeighbors(n_neighbors=11, metric="cosine").fit(vectors).kneighbors(vectors)
    return pairs_of(neighbours, 1 - distances)


def pairs_sparse_dot_topn(_, needed):
    """Each pair of blocks once, as the product of all with all would take twice the time."""
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    vectors, size = csr_matrix(needed[1].astype(np.float32)), 5_000
    blocks = [vectors[first : first + size] for first in range(0, vectors.shape[0], size)]
    transposed = [block.T.tocsr() for block in blocks]
    found = []
    for i, j in combinations_with_replacement(range(len(blocks)), 2):
        # Of one block, an article has so few others at 0.3 that no pair is lost by what is its rank there.
        near = sp_matmul_topn(blocks[i], transposed[j], top_n=500, threshold=0.3, n_threads=2).tocoo()
        found.append(pd.DataFrame({"a": near.row + i * size, "b": near.col + j * size, "cosine": near.data}))
    pairs = pd.concat(found).query("a < b")
    both = pd.concat([pairs, pairs.rename(columns={"a": "b", "b": "a"})]).sort_values(
        "cosine", ascending=False
    )
    nearest = both.groupby("a").head(10)
    return len(pd.DataFrame(np.sort(nearest[["a", "b"]].to_numpy(), axis=1)).drop_duplicates())


def cosines_newslab(_, needed):
    tokens, vectors = needed
    return int((nl.similarity_matrix(tokens, vectors=vectors).to_numpy() >= 0.3).sum())


def cosines_sklearn(_, needed):
    from sklearn.metrics.pairwise import cosine_similarity

    return int((cosine_similarity(needed[1]) >= 0.3).sum())


def patterns_of(articles, n):
    """Words from the articles themselves, from common ones to the rarest, the common ones closer together, as
    in a lexicon; the hundred commonest are function words.
    """
    tokens = nl.tokenize(articles.iloc[:1000])
    ranked = tokens.vocabulary[np.argsort(-np.bincount(tokens.codes), kind="stable")]
    ranked = ranked[ranked.map(str.isascii)][100:]
    ranks = np.linspace(0, np.sqrt(len(ranked) - 1), n) ** 2
    return ranked[np.unique(ranks.astype(int))].tolist()


def lexicon_newslab(articles, patterns):
    return int(nl.count_terms(articles, {"all": patterns}).to_numpy().sum())


def lexicon_pandas(articles, patterns):
    text = articles["text"].str.lower()
    return int(sum(text.str.count(rf"\b{pattern}\b").sum() for pattern in patterns))


def lexicon_ahocorasick(articles, patterns):
    from ahocorasick import Automaton

    automaton = Automaton()
    for pattern in patterns:
        automaton.add_word(pattern, len(pattern))
    automaton.make_automaton()
    n = 0
    for text in articles["text"].str.lower():
        for end, length in automaton.iter(text):
            before, after = text[end - length : end - length + 1], text[end + 1 : end + 2]
            n += not ((end >= length and before.isalnum()) or after.isalnum())
    return n


def lexicon_flashtext(articles, patterns):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(patterns)
    return sum(len(processor.extract_keywords(text)) for text in articles["text"])


def copies_newslab(articles, _):
    return int(nl.group_copies(articles).duplicated().sum())


def copies_datasketch(articles, _):
    from datasketch import MinHash, MinHashLSH

    index, n = MinHashLSH(threshold=0.5, num_perm=128), 0
    for key, text in enumerate(articles["text"]):
        words = re.findall(r"\w\w+", text.lower())  # without what may follow a word
        sketch = MinHash(128)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
        n += bool(index.query(sketch))
        index.insert(key, sketch)
    return n


# Work: what it needs besides the articles, newslab, and its peers by the package that they need.
WORK = {
    "TF-IDF, words": (
        lambda _: 1,
        matrix_newslab,
        {"sklearn": matrix_sklearn, "gensim": matrix_gensim, "textacy": matrix_textacy},
    ),
    "TF-IDF, words and pairs": (lambda _: 2, matrix_newslab, {"sklearn": matrix_sklearn}),
    "top 10 pairs from 0.3": (
        tokens_and_vectors,
        pairs_newslab,
        {"sparse_dot_topn": pairs_sparse_dot_topn, "sklearn": pairs_sklearn},
    ),
    "all cosines": (tokens_and_vectors, cosines_newslab, {"sklearn": cosines_sklearn}),
    "200 patterns": (
        lambda articles: patterns_of(articles, 200),
        lexicon_newslab,
        {"ahocorasick": lexicon_ahocorasick, "pandas": lexicon_pandas},
    ),
    "5,000 patterns": (
        lambda articles: patterns_of(articles, 5000),
        lexicon_newslab,
        {"flashtext": lexicon_flashtext},
    ),
    "copies": (lambda _: None, copies_newslab, {"datasketch": copies_datasketch}),
}
SLOW = {"pandas", "datasketch", "flashtext"}
QUADRATIC = {"all cosines"}


def peak_memory() -> float:
    """The most memory that this process has held, in GB."""
    status = Path("/proc/self/status")
    if status.exists():  # which, other than getrusage, does not count what the parent held
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e9


def measure(work: str, program: str, corpus: Path) -> dict:
    """Do a work once, in this process."""
    prepare, ours, peers = WORK[work]
    articles = read_corpus(corpus)
    function = ours if program == "newslab" else peers[program]
    few = articles.iloc[:30]
    function(few, prepare(few))  # so that imports and tables that are made once are not measured
    needed = prepare(articles)
    start = time.perf_counter()
    result = function(articles, needed)
    seconds = time.perf_counter() - start
    peak = peak_memory()
    return {"seconds": seconds, "gigabytes": peak, "result": result}


def measured_apart(work: str, program: str, corpus: Path, repeat: int) -> dict:
    """Do a work in processes of its own, and return the medians."""
    command = [sys.executable, __file__, "--one", work, program, str(corpus)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(repeat)
    ]
    medians = {name: statistics.median(run[name] for run in runs) for name in ("seconds", "gigabytes")}
    return medians | {"result": runs[0]["result"]}


def is_installed(package: str) -> bool:
    try:
        import_module(package)
    except ImportError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--corpus", type=Path, help="a parquet file to use in place of articles made here")
    parser.add_argument("--work", nargs="*", choices=WORK, default=list(WORK))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--folder", type=Path, default=Path("build/benchmark"), help="where articles are kept"
    )
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one[0], arguments.one[1], Path(arguments.one[2]))))
        return
    arguments.folder.mkdir(parents=True, exist_ok=True)
    corpora = [arguments.corpus] if arguments.corpus else []
    for size in [] if arguments.corpus else arguments.sizes:
        corpora.append(arguments.folder / f"{size}.parquet")
        if not corpora[-1].exists():
            make_corpus(size).to_parquet(corpora[-1])
    print("| work | articles | newslab | peer | ratio | memory | results |")
    print("|---|---|---|---|---|---|---|")
    growth = []
    for work in arguments.work:
        for corpus in corpora:
            n = len(pd.read_parquet(corpus, columns=["text"]))
            if work in QUADRATIC and n > MOST_FOR_SLOW_PEERS:
                continue
            ours = measured_apart(work, "newslab", corpus, arguments.repeat)
            growth.append((work, n, ours))
            for peer in filter(is_installed, WORK[work][2]):
                if peer in SLOW and n > MOST_FOR_SLOW_PEERS:
                    continue
                theirs = measured_apart(work, peer, corpus, arguments.repeat)
                print(
                    f"| {work} | {n:,} | {ours['seconds']:.2f} s | {peer} {theirs['seconds']:.2f} s "
                    f"| {theirs['seconds'] / ours['seconds']:.1f} "
                    f"| {ours['gigabytes']:.2f} against {theirs['gigabytes']:.2f} GB "
                    f"| {ours['result']:,} against {theirs['result']:,} |",
                    flush=True,
                )
    print_growth(growth)


def print_growth(growth: list[tuple[str, int, dict]]) -> None:
    """Print how time and memory of each work grow from one number of articles to the next."""
    print("\n| newslab | from | to articles | time grows | memory grows |")
    print("|---|---|---|---|---|")
    for (work, n, before), (same, larger, after) in pairwise(growth):
        if work == same:
            times, memory = (after[name] / before[name] for name in ("seconds", "gigabytes"))
            print(f"| {work} | {n:,} | {larger:,} | {times:.1f} | {memory:.1f} |")


if __name__ == "__main__":
    main()
