"""The same functions on a Dask DataFrame: counts and order exactly as on pandas, other figures to 1e-12."""

import os
import signal
import threading
import time
import warnings
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from pandas.testing import assert_frame_equal
from scipy import sparse

import newslab
from newslab.corpus import lazily
from newslab.partitions import as_pandas, exchange, is_partitioned
from newslab.partitions.sizes import register_sizes
from newslab.reuse import exchange as of_copies, overlaps, printed
from newslab.similarity import blocks

dask = pytest.importorskip("dask")
import dask.dataframe as dd  # noqa: E402  # only where the extra is there

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*share much of their text",
    "ignore:too few articles",
    "ignore:The inplace keyword:pandas.errors.Pandas4Warning",  # of Dask where it reads and writes .parquet
)

FRAMES = {"conflict": ["war*", "attack*"], "economy": ["price*", "trade", "oil"], "never": ["zeppelin"]}
LABELS = {"labels": {"rule": {"regime": ["regime"], "government": ["government"]}}}
WEIGHTS = {"tone": {"heavy": -1, "attack*": -2, "not good": -1, "good": 1, "trade": 1}}


def copies(articles, **options):
    return newslab.group_copies(articles, **options).reset_index()


def copies_of_what_many_print(articles):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlaps, "RARE_ARTICLES", 6)
        patch.setattr(printed, "FEWEST_NGRAMS", 5)
        return copies(articles, min_overlap=0.3)


def copies_by_common_trigrams(articles):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_copies, "FEW_HOLDERS", 2)
        return copies(articles, min_overlap=0.3)


CALLS = {
    "find_terms": lambda a: newslab.find_terms(a, FRAMES),
    "find_terms of two voices": lambda a: newslab.find_terms(a, FRAMES, voice="both"),
    "find_terms in two places": lambda a: newslab.find_terms(a, FRAMES, where="both", overlapping=True),
    "count_terms": lambda a: newslab.count_terms(a, FRAMES),
    "count_terms of two voices": lambda a: newslab.count_terms(a, FRAMES, voice="both"),
    "pattern_counts": lambda a: newslab.pattern_counts(a, FRAMES),
    "frame_rates": lambda a: newslab.frame_rates(a, FRAMES),
    "frame_rates by two columns": lambda a: newslab.frame_rates(a, FRAMES, by=["source", "day"]),
    "frame_rates of two voices": lambda a: newslab.frame_rates(a, FRAMES, voice="both", where="lead"),
    "frame_rates by speaker": lambda a: newslab.frame_rates(
        a, FRAMES, voice="quoted", by=["source", "speaker"]
    ),
    "rate_differences of speakers": lambda a: newslab.rate_differences(
        a, {"is": ["ready", "regime"]}, "Ann Lee", "Bob Lee", voice="quoted", by="speaker", cluster="story"
    ),
    "label_shares": lambda a: newslab.label_shares(a, LABELS),
    "rate_differences": lambda a: newslab.rate_differences(a, FRAMES, "Wire", "Daily"),
    "rate_differences by cluster": lambda a: newslab.rate_differences(
        a, FRAMES, "Wire", "Daily", cluster="story"
    ),
    "rate_differences of voices": lambda a: newslab.rate_differences(a, FRAMES, "own", "quoted", by="voice"),
    "share_differences": lambda a: newslab.share_differences(a, LABELS, "Wire", "Daily"),
    "tone": lambda a: newslab.tone(a, WEIGHTS),
    "tone near a name": lambda a: newslab.tone(a, WEIGHTS, near=["army", "government"], within=4),
    "word_shift": lambda a: newslab.word_shift(a, WEIGHTS, "Wire", "Daily"),
    "co_occurrences": lambda a: newslab.co_occurrences(a, {**FRAMES, **LABELS}),
    "co_occurrences by source": lambda a: newslab.co_occurrences(a, FRAMES, unit="article", by="source"),
    "source_profiles": newslab.source_profiles,
    "distinctive_terms": newslab.distinctive_terms,
    "distinctive_terms against one": lambda a: newslab.distinctive_terms(a, reference="Wire"),
    "distinctive_terms within stories": lambda a: newslab.distinctive_terms(a, within="story"),
    "distinctive_terms by cluster": lambda a: newslab.distinctive_terms(a, cluster="story"),
    "distinctive_terms, common": lambda a: newslab.distinctive_terms(a, min_articles=4, voice="own"),
    "distinctive_terms of pairs": lambda a: newslab.distinctive_terms(a, ngrams=2),
    "distinctive_terms of three words": lambda a: newslab.distinctive_terms(
        a, ngrams=3, min_articles=3, cluster="story", within="day"
    ),
    "distinctive_terms of voices": lambda a: newslab.distinctive_terms(a, by="voice"),
    "distinctive_terms of places": lambda a: newslab.distinctive_terms(
        a, by="where", ngrams=2, cluster="story", min_articles=2
    ),
    "omitted_terms": newslab.omitted_terms,
    "omitted_terms within stories": lambda a: newslab.omitted_terms(a, within="day"),
    "omitted_terms of copies": lambda a: newslab.omitted_terms(a, copies=newslab.group_copies(a)),
    "exclusive_terms of two columns": lambda a: newslab.exclusive_terms(
        a, by=["source", "day"], within="story", voice="both"
    ),
    "rival_terms": lambda a: newslab.rival_terms(a, min_articles=2),
    "collocates": lambda a: newslab.collocates(a, ["army", "trade"]),
    "collocates by source": lambda a: newslab.collocates(a, "attack*", by="source", words=3),
    "concordance": lambda a: newslab.concordance(a, ["army", "war*"]),
    "concordance of two voices": lambda a: newslab.concordance(a, "army", voice="both", words="sentence"),
    "names": newslab.names,
    "names by two columns": lambda a: newslab.names(a, by=["source", "day"]),
    "quotes": newslab.quotes,
    "quotes with terms": lambda a: newslab.quotes(a, terms=True),
    "echoed_quotes": lambda a: newslab.echoed_quotes(a, min_similarity=0.2),
    "remarks": newslab.remarks,
    "similar_pairs": lambda a: newslab.similar_pairs(a, min_similarity=0),
    "similar_pairs within days": lambda a: newslab.similar_pairs(a, within_days=0.5, top=3),
    "similar_pairs across sources": lambda a: newslab.similar_pairs(a, within_days=2, across_sources=True),
    "similar_pairs of embeddings": lambda a: newslab.similar_pairs(a, vectors=EMBEDDINGS[: len(a)]),
    "similar_pairs of both": lambda a: newslab.similar_pairs(a, vectors=EMBEDDINGS[: len(a)], weight=0.4),
    "shared_terms": lambda a: newslab.shared_terms(a, "article-30", "article-4"),
    "shared_terms of one article": lambda a: newslab.shared_terms(a, "article-4", "article-4"),
    "similarity_matrix": lambda a: newslab.similarity_matrix(a, by="source"),
    "group_stories": lambda a: newslab.group_stories(a).reset_index(),
    "group_stories of any time": lambda a: newslab.group_stories(
        a, within_days=None, min_nearness=0.5
    ).reset_index(),
    "group_stories of embeddings": lambda a: newslab.group_stories(
        a, vectors=pd.DataFrame(EMBEDDINGS, made_index()), weight=0.5, min_nearness=0.3
    ).reset_index(),
    "group_copies": copies,
    "group_copies of little overlap": lambda a: copies(a, min_overlap=0.1),
    "group_copies of what many print": copies_of_what_many_print,
    "group_copies by common trigrams": copies_by_common_trigrams,
    "drop_copies": lambda a: newslab.drop_copies(a).reset_index(),
    "drop_copies but the first": lambda a: newslab.drop_copies(
        a, keep="first", min_overlap=0.3
    ).reset_index(),
    "reuse_matrix": lambda a: newslab.reuse_matrix(a, PASSAGES, by="source"),
    "reuse_matrix of articles": lambda a: newslab.reuse_matrix(a, PASSAGES),
    "cited_outlets": newslab.cited_outlets,
    "story_timeline": lambda a: newslab.story_timeline(a, "story"),
    "lead_counts": lambda a: newslab.lead_counts(a, "story", by="source"),
    "sample_for_coding": lambda a: newslab.sample_for_coding(a, 9, frames=["conflict"], by="source"),
    "lexicon_quality": lambda a: newslab.lexicon_quality(a, FRAMES, CODES, by="source"),
    "pattern_quality": lambda a: newslab.pattern_quality(a, FRAMES, CODES),
    "lexicon_errors": lambda a: newslab.lexicon_errors(a, FRAMES, CODES),
    "corrected_shares": lambda a: newslab.corrected_shares(a, FRAMES, CODES),
    "corrected_differences": lambda a: newslab.corrected_differences(a, FRAMES, CODES, "Wire", "Daily"),
}
CODES = pd.DataFrame(
    {
        "article": [f"article-{i}" for i in range(0, 40, 2)],
        "frame": "conflict",
        "coder": "x",
        "code": [1, 0, 1, 1] * 5,
        "probability": 0.5,
    }
)

PASSAGES = pd.DataFrame(
    {
        "article_a": ["article-4", "article-2"],
        "article_b": ["article-21", "article-30"],
        "start_a": [0, 3],
        "end_a": [20, 30],
        "start_b": [5, 0],
        "end_b": [25, 27],
    }
)
EMBEDDINGS = np.random.default_rng(1).random((40, 3))


def made_index():
    return pd.Index([f"article-{i}" for i in range(40)], name="article")


PHRASES = [
    "The army attacked the port", "Oil prices rose", "“The regime must go,” said Ann Lee of the army",
    "The government denied the attack", "Good trade needs no war", "Reuters reported a heavy attack",
    "US officials told Reuters that we are ready", "“We are ready,” Lee said. “All of us,” Bob Lee added",
    "Bob Lee of Texas met Bob Lee", "so Lee of the UN left", "The United Nations (UN) spoke", "UN troops",
    "Texas is “ready”, said Lee", "LEE AND TEXAS WIN", "The war is not good for trade", "the us and them", "",
]  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """Articles with what partitions may get wrong: words in capitals here and small there, empty articles, a
    source of few articles, missing sources, stories that no partition holds whole.
    """
    random = np.random.default_rng(5)
    n = 40
    texts = [". ".join(random.choice(PHRASES, 6)) for _ in range(n)]
    for i in range(0, n, 3):  # boilerplate of several sources
        texts[i] += "\n\nSign up here for the letter that brings you the best of our work each morning."
    texts[7] = ""
    texts[21] = texts[4]
    for copy, original in ((11, 30), (38, 30), (16, 2), (17, 30), (19, 31)):
        texts[copy] = f"Late news: {texts[original]} More follows."
    return pd.DataFrame(
        {
            "source": random.choice(["Wire", "Daily", "Post", None], n, p=[0.4, 0.4, 0.1, 0.1]),
            "date": pd.to_datetime("2024-12-01") + pd.to_timedelta(random.integers(0, 99, n), "h"),
            "title": random.choice(PHRASES, n),
            "text": texts,
            "story": random.choice(["flood", "vote", "strike", None], n),
            "day": random.choice(["Mon", "Tue"], n),
        },
        index=made_index(),
    ).astype({"source": "str", "story": "str", "day": "str", "title": "str", "text": "str"})


def partitioned(articles, cuts):
    """Articles as a Dask DataFrame, cut before some rows; the same row twice makes an empty partition."""
    edges = [0, *sorted(cuts), len(articles)]
    tables = [articles.iloc[a:b] for a, b in pairwise(edges)]
    return dd.from_delayed([dask.delayed(table) for table in tables], meta=articles.iloc[:0])


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ARTICLES", 7)
    monkeypatch.setattr(of_copies, "BLOCK_PAIRS", 50)
    monkeypatch.setattr(exchange, "PLACES_AT_A_TIME", 2)
    monkeypatch.setattr(exchange, "NUMBERS_AT_A_TIME", 500)


def in_memory(table):
    """A result as pandas has it; rows of a lazy one are numbered by partition."""
    if not is_partitioned(table):
        return table
    table = as_pandas(table.compute(scheduler="synchronous"))
    return table.reset_index(drop=True) if "article" in table or table.index.name is None else table


def assert_same(found, expected):
    assert_frame_equal(in_memory(found), expected, rtol=1e-12, atol=0, check_index_type=False)


@pytest.mark.parametrize("name", CALLS)
def test_a_dask_dataframe_gives_the_same_table(made, name):
    expected = CALLS[name](made)
    assert len(expected)
    with dask.config.set(scheduler="synchronous"):
        assert_same(CALLS[name](partitioned(made, [0, 9, 10, 31])), expected)


@settings(deadline=None, max_examples=25)
@given(
    name=st.sampled_from(sorted(CALLS)),
    cuts=st.lists(st.integers(0, 40), max_size=12),
    by_source=st.booleans(),
)
def test_any_partitions_give_the_same_table(made, name, cuts, by_source):
    articles = made.sort_values("source") if by_source else made  # a source in a partition or two
    with dask.config.set(scheduler="synchronous"):
        assert_same(CALLS[name](partitioned(articles, cuts)), CALLS[name](articles))


def test_a_partition_an_article_gives_the_same_table(made):
    with dask.config.set(scheduler="synchronous"):
        frame = partitioned(made, range(1, len(made)))
        assert_same(newslab.distinctive_terms(frame), newslab.distinctive_terms(made))


def test_tokens_of_partitions_take_the_place_of_articles(made):
    options = {"stem": "english", "aliases": {"army": ["troops"]}, "stop_words": ["port"]}
    with dask.config.set(scheduler="synchronous"):
        tokens = newslab.tokenize(partitioned(made, [13, 20]), **options)
        whole = newslab.tokenize(made, **options)
        assert tokens.vocabulary.equals(whole.vocabulary)
        assert tokens.shown.equals(whole.shown)
        assert tokens.stop_words == whole.stop_words
        np.testing.assert_array_equal(tokens.n_words, whole.n_words)
        np.testing.assert_array_equal(tokens.gathered(lambda some: some.codes), whole.codes)
        assert_same(newslab.frame_rates(tokens, FRAMES), newslab.frame_rates(whole, FRAMES))
        with pytest.raises(TypeError, match="in its partitions"):
            tokens.codes  # noqa: B018  # which is refused
        with pytest.raises(TypeError, match=r"docs/large\.md"):
            newslab.article_map(tokens)


def test_copies_that_are_dropped_are_listed_in_any_partition(made):
    with dask.config.set(scheduler="synchronous"):
        found = newslab.problems(newslab.drop_copies(partitioned(made, [9, 20, 20])))
    assert_frame_equal(found, newslab.problems(newslab.drop_copies(made)))
    assert len(found)


def test_the_same_name_in_two_partitions_is_named(made):
    twice = pd.concat([made, made.iloc[[3]]])
    with (
        dask.config.set(scheduler="synchronous"),
        pytest.raises(ValueError, match="'article-3' more than once"),
    ):
        newslab.frame_rates(partitioned(twice, [20]), FRAMES)


def test_a_file_has_the_names_in_a_column(made, tmp_path):
    newslab.save_articles(made.iloc[:15], tmp_path / "a.parquet")
    newslab.save_articles(made.iloc[15:], tmp_path / "b.parquet")
    frame = dd.read_parquet([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    with dask.config.set(scheduler="synchronous"):
        assert_same(newslab.find_terms(frame, FRAMES), newslab.find_terms(made, FRAMES))
        assert_same(newslab.source_profiles(frame), newslab.source_profiles(made))


@pytest.mark.parametrize(
    "function",
    ["similarity_matrix", "shared_passages", "article_map"],
)
def test_a_function_that_needs_all_articles_says_so_at_once(made, function):
    frame = dd.from_pandas(made, npartitions=2, sort=False)
    with pytest.raises(TypeError, match=r"needs all articles at once.*docs/large\.md.*sample"):
        getattr(newslab, function)(frame)


def test_a_missing_column_is_named_before_anything_is_read(made):
    frame = dd.from_pandas(made, npartitions=2, sort=False)
    with pytest.raises(ValueError, match="no column 'outlet'"):
        newslab.frame_rates(frame, FRAMES, by="outlet")


# Files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Pages, tables, metadata and two bad files, of which a few hundred bytes are a partition."""
    monkeypatch.setattr(lazily, "TEXT_BYTES", 300)
    for source in ("Wire", "Post"):
        (tmp_path / source).mkdir()
        for number in range(5):
            text = (
                f"The {source} says that the war number {number} is over. It was long and dreary for us all."
            )
            (tmp_path / source / f"story-{number}.txt").write_text(text, encoding="utf-8")
    metadata = "file,date,title,section\nWire/story-1.txt,2024-05-03,Hello,World\nnone.txt,2024-01-01,x,y"
    (tmp_path / "metadata.csv").write_text(metadata, encoding="utf-8")
    table = "text,title,outlet,date,shares\nRain fell,Rain,Daily,2024-05-05,3\n,Sun,Daily,2024-05-05,4"
    (tmp_path / "table.csv").write_text(table, encoding="utf-8")
    (tmp_path / "zebra.csv").write_text("text,title,other\nSnow fell,Snow,3", encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"no document")
    (tmp_path / "worse.xlsx").write_bytes(b"no sheet")
    return tmp_path


def test_files_read_lazily_are_those_read_at_once(folder):
    with dask.config.set(scheduler="synchronous"):
        lazy = newslab.read_articles(folder, lazy=True)
        whole = newslab.read_articles(folder)
        assert lazy.npartitions > 3
        assert set(whole.columns) - set(lazy.columns) == {"other"}  # not in the first .csv
        assert_frame_equal(as_pandas(lazy.compute()), whole[lazy.columns])
        assert_same(newslab.frame_rates(lazy, FRAMES), newslab.frame_rates(whole, FRAMES))


def test_bad_files_of_any_partition_are_listed(folder):
    with dask.config.set(scheduler="synchronous"):
        lines = newslab.problems(newslab.read_articles(folder, lazy=True))
    whole = newslab.problems(newslab.read_articles(folder))
    more = lines.merge(whole, how="left", indicator=True)["_merge"].eq("left_only")
    assert sorted(lines[~more]["origin"]) == sorted(whole["origin"])
    assert lines[more]["problem"].tolist() == [
        "the column 'other', which the first files lack, is left out, in its partition"
    ]


def test_partitions_are_saved_and_read_again(made, tmp_path):
    with dask.config.set(scheduler="synchronous"):
        newslab.save_articles(partitioned(made, [0, 7, 7, 30]), tmp_path / "saved")
        assert len(list((tmp_path / "saved").iterdir())) == 3  # of five partitions, two are empty
        expected = newslab.read_articles(tmp_path / "saved")
        assert list(expected.index) == list(made.index)
        for frame in (
            newslab.read_articles(tmp_path / "saved", lazy=True),
            dd.read_parquet(tmp_path / "saved"),
        ):
            assert_same(newslab.find_terms(frame, FRAMES), newslab.find_terms(made, FRAMES))
        with pytest.raises(ValueError, match=r"holds \.parquet files"):
            newslab.save_articles(partitioned(made, []), tmp_path / "saved")
        with pytest.raises(ValueError, match="must name a folder"):
            newslab.save_articles(partitioned(made, []), tmp_path / "one.parquet")


# A cluster ------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_killed_worker_changes_no_figure(made):
    distributed = pytest.importorskip("distributed")
    frame = partitioned(made, [5, 11, 11, 20, 33])
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster):
        tokens = newslab.tokenize(frame)  # its words are with the workers
        before = {worker.pid for worker in cluster.workers.values()}
        os.kill(min(before), signal.SIGKILL)
        assert_same(newslab.distinctive_terms(tokens), newslab.distinctive_terms(made))
        assert_same(newslab.frame_rates(frame, FRAMES), newslab.frame_rates(made, FRAMES))
        found = newslab.find_terms(tokens, FRAMES).compute().reset_index(drop=True)
        assert_same(as_pandas(found), newslab.find_terms(made, FRAMES))
        expected = copies(made)
        alive = {worker.pid for worker in cluster.workers.values()}
        threading.Timer(1, os.kill, (max(alive), signal.SIGKILL)).start()  # in the middle
        assert_same(copies(frame), expected)


def test_what_a_worker_warns_of_is_said_at_the_client():
    distributed = pytest.importorskip("distributed")
    articles = pd.DataFrame({"text": ["Der Krieg ist vorbei."] * 4, "source": "Blatt", "language": "de"})
    words = ["war", "army", "soldier", "battle", "weapon", "attack", "enemy", "conflict", "victory", "border"]
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster):
        frame = dd.from_pandas(articles, npartitions=2)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            newslab.frame_rates(frame, {"conflict": words})
            for _ in range(100):  # the warning comes when the table is already there
                if said:
                    break
                time.sleep(0.1)
    assert "the lexicon is in English, and all articles are in another language (de)" in str(said[0].message)


def test_dask_knows_how_much_memory_kept_values_take():
    from dask.sizeof import sizeof

    register_sizes()
    matrix = sparse.csr_array(np.ones((50, 40)))
    n_bytes = matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes
    assert sizeof(matrix) == n_bytes
    rows = blocks.Rows(np.arange(50), matrix, np.arange(40))
    assert n_bytes + 90 * 8 <= sizeof(rows) < n_bytes + 90 * 8 + 500
    assert sizeof(pa.array(["a" * 1000])) > 1000
