"""What every public function promises, tried on all of them at once."""

import dataclasses
import inspect

import numpy as np
import pandas as pd
import pytest

import newslab

pytestmark = pytest.mark.filterwarnings("ignore:too few articles", "ignore:.*share much of their text")

LEXICON = {
    "conflict": ["war*", "rain", "войн*", "الحرب", "战争"],
    "labels": {"rulers": {"regime": ["regime"], "government": ["government"]}},
}
WEIGHTS = {"tone": {"heavy": -1, "rain": -2, "not good": -1, "government": 1}}
PAIR = [
    "article_a",
    "article_b",
    "similarity",
    "nearness",
    "overlap_a",
    "overlap_b",
    "days_apart",
    "source_a",
    "source_b",
]
PROFILE = ["n_articles", "n_words", "median_words", "n_types", "first_date", "last_date", "n_undated"]
BOTH = ["n_a", "n_b", "n_articles_using_a", "n_articles_using_b"]
DIFFERENCE = ["difference", "low", "high", "p_value", "p_adjusted"]
DISTINCTIVE = [
    "source", "term", "n", "n_reference", "rate", "rate_reference", "n_articles", "n_articles_reference",
    "log_ratio", "low", "high", "g2", "log_odds_z", "p_value", "p_adjusted", "own_name",
]  # fmt: skip

# Each function that reads articles, how to call it, and the columns that it documents.
CALLS = {
    "similar_pairs": (newslab.similar_pairs, PAIR),
    "similarity_matrix": (newslab.similarity_matrix, None),
    "similarity_matrix by source": (
        lambda articles: newslab.similarity_matrix(articles, by="source"),
        None,
    ),
    "shared_terms": (
        lambda articles: newslab.shared_terms(articles, *labels_of_two(articles)),
        ["term", "weight_a", "weight_b", "contribution", "share"],
    ),
    "group_stories": (newslab.group_stories, "story"),
    "group_copies": (newslab.group_copies, "copies"),
    "drop_copies": (newslab.drop_copies, None),
    "drop_repeated_lines": (newslab.drop_repeated_lines, None),
    "repeated_lines": (newslab.repeated_lines, ["source", "line", "n_articles", "share"]),
    "shared_passages": (
        lambda articles: newslab.shared_passages(articles, min_words=2, max_gap=1),
        ["article_a", "article_b", "n_words", "text", "start_a", "end_a", "start_b", "end_b"],
    ),
    "reuse_matrix": (
        lambda articles: newslab.reuse_matrix(articles, newslab.shared_passages(articles)),
        None,
    ),
    "article_map": (newslab.article_map, ["x", "y", "source", "title"]),
    "source_profiles": (newslab.source_profiles, ["source", *PROFILE]),
    "distinctive_terms": (newslab.distinctive_terms, DISTINCTIVE),
    "omitted_terms": (
        newslab.omitted_terms,
        [
            *("source", "term", "n_stories", "n_omitted", "n_groups_using", "n_reference", "rate_reference"),
            *("n_expected", "p_value", "p_adjusted"),
        ],
    ),
    "exclusive_terms": (
        newslab.exclusive_terms,
        [
            *("source", "term", "n_stories", "n_exclusive", "n", "n_articles", "rate", "n_expected"),
            *("p_value", "p_adjusted"),
        ],
    ),
    "names": (newslab.names, ["name", "n", "n_articles", "variants"]),
    "find_terms": (
        lambda articles: newslab.find_terms(articles, LEXICON),
        ["article", "frame", "label", "pattern", "match", "start", "end"],
    ),
    "count_terms": (lambda articles: newslab.count_terms(articles, LEXICON), ["conflict", "rulers"]),
    "frame_rates": (
        lambda articles: newslab.frame_rates(articles, LEXICON),
        ["source", "frame", "n", "n_words", "n_articles", "n_articles_using", "rate", "low", "high"],
    ),
    "label_shares": (
        lambda articles: newslab.label_shares(articles, LEXICON),
        ["source", "referent", "label", "n", "n_articles", "n_articles_using", "share", "low", "high"],
    ),
    "rate_differences": (
        lambda articles: newslab.rate_differences(articles, LEXICON, "Wire", "Daily"),
        ["frame", *BOTH, "rate_a", "rate_b", *DIFFERENCE],
    ),
    "rival_terms": (
        lambda articles: newslab.rival_terms(articles, min_articles=1),
        [
            *("term_a", "term_b", "similarity", "n_articles_a", "n_articles_b", "group_a", "group_b"),
            "preference",
        ],
    ),
    "share_differences": (
        lambda articles: newslab.share_differences(articles, LEXICON, "Wire", "Daily"),
        [
            "referent",
            "label",
            *BOTH,
            "share_a",
            "share_b",
            *DIFFERENCE,
        ],
    ),
    "co_occurrences": (
        lambda articles: newslab.co_occurrences(articles, LEXICON),
        ["a", "b", "n_a", "n_b", "n", "n_articles", "n_expected", "log_ratio", "p_value", "p_adjusted"],
    ),
    "co_occurrences by source, in articles": (
        lambda articles: newslab.co_occurrences(articles, LEXICON, unit="article", by="source"),
        [
            *("source", "a", "b", "n_a", "n_b", "n", "n_articles", "n_expected", "log_ratio"),
            *("p_value", "p_adjusted"),
        ],
    ),
    "tone": (
        lambda articles: newslab.tone(articles, WEIGHTS, near="government"),
        ["source", "name", "n", "n_articles", "tone", "low", "high"],
    ),
    "word_shift": (
        lambda articles: newslab.word_shift(articles, WEIGHTS, "Wire", "Daily"),
        [
            *("term", "weight", "n_a", "n_b", "share_a", "share_b", "contribution", "kind"),
            *("p_value", "p_adjusted"),
        ],
    ),
    "distinctive_terms within stories": (
        lambda articles: newslab.distinctive_terms(in_one_story(articles), within="story"),
        DISTINCTIVE,
    ),
    "pattern_counts": (
        lambda articles: newslab.pattern_counts(articles, LEXICON),
        ["frame", "label", "pattern", "n", "n_articles", "dispersion"],
    ),
    "concordance": (
        lambda articles: newslab.concordance(articles, "rain"),
        ["article", "source", "left", "match", "right", "start", "end"],
    ),
    "collocates": (
        lambda articles: newslab.collocates(articles, "rain"),
        ["term", "n", "n_articles", "n_expected", "g2", "log_ratio", "p_value", "p_adjusted"],
    ),
    "cited_outlets": (
        newslab.cited_outlets,
        ["article", "source", "outlet", "match", "start", "end"],
    ),
    "quotes": (
        newslab.quotes,
        ["article", "source", "quote", "speaker", "person", "cue", "rule", "start", "end"],
    ),
    "echoed_quotes": (
        newslab.echoed_quotes,
        ["quote_a", "quote_b", "article_a", "article_b", "speaker_a", "speaker_b", "similarity"],
    ),
    "remarks": (
        newslab.remarks,
        ["remark", "article", "source", "speaker", "person", "quote", "form", "start", "end"],
    ),
    "story_timeline": (
        lambda articles: newslab.story_timeline(in_one_story(articles), "story"),
        [
            *("source", "story", "first", "precision", "n_articles", "is_first"),
            *("hours_after", "hours_low", "hours_high"),
        ],
    ),
    "lead_counts": (
        lambda articles: newslab.lead_counts(in_one_story(articles), "story"),
        [
            *("leader", "follower", "n_stories", "n_decided", "n_first", "share", "low", "high"),
            *("median_hours", "p_value", "p_adjusted"),
        ],
    ),
    "tokenize": (newslab.tokenize, None),
}
NEED_SOURCE = {
    "co_occurrences by source, in articles",
    "distinctive_terms",
    "distinctive_terms within stories",
    "exclusive_terms",
    "frame_rates",
    "label_shares",
    "lead_counts",
    "omitted_terms",
    "rate_differences",
    "rival_terms",
    "share_differences",
    "similarity_matrix by source",
    "source_profiles",
    "story_timeline",
    "tone",
    "word_shift",
}
NOT_OF_ARTICLES = {
    "Lexicon",
    "Tokens",
    "coder_agreement",
    "corrected_differences",
    "corrected_shares",
    "explore",
    "lexicon_errors",
    "lexicon_quality",
    "load_sample",
    "pattern_quality",
    "problems",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "sample_for_coding",
    "save_articles",
    "show_shared_passages",
    "source_colors",
}

TEXTS = [
    "Heavy rain fell on the regime’s capital as the war went on, the government said on Monday.",
    "The government says that rain fell; the regime says that rain did not fall in the U.S.",
    "Идёт дождь, и идёт война. हिन्दी में ख़बर। حرب في سوريا: الحرب مستمرة 战争继续 ❤️",
    "",
]


def corpus_of(texts, **columns):
    table = pd.DataFrame({"text": pd.Series(texts, dtype="str"), **columns})
    return table.set_axis([f"a{i}" for i in range(len(table))]).rename_axis("article")


CORPORA = {
    "four articles": corpus_of(
        TEXTS,
        source=["Wire", "Daily", None, "Wire"],
        date=pd.to_datetime(["2024-12-01", None, "2024-12-03", "2024-12-04"]),
        title=["One", None, "Три", "Four"],
    ),
    "two articles without dates": corpus_of(TEXTS[:2], source=["Wire", "Daily"]),
    "one article": corpus_of(TEXTS[:1], source=["Wire"], date=pd.to_datetime(["2024-12-01"])),
    "empty and missing texts": corpus_of(["", None, "…"], source=["Wire", "Daily", "Daily"]),
    "function words only": corpus_of(["the and of", "of the"], source=["Wire", "Daily"]),
    "sources unknown": corpus_of(TEXTS, source=pd.Series([None] * 4, dtype="str")),
    "labels of two levels": corpus_of(TEXTS, source=["Wire", "Daily", "Wire", "Daily"]).set_index(
        pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1), ("b", 2)])
    ),
    "the same text often": corpus_of(TEXTS[:1] * 5, source=["Wire", "Daily", "Wire", "Daily", "Daily"]),
    "no articles": corpus_of([], source=pd.Series([], dtype="str")),
}


def in_one_story(articles):
    """The same story for all articles, in a copy of their table or tokens."""
    if isinstance(articles, newslab.Tokens):
        return dataclasses.replace(articles, articles=articles.articles.assign(story=1))
    return articles.assign(story=1) if isinstance(articles, pd.DataFrame) else articles


def labels_of_two(articles):
    index = getattr(articles, "articles", articles).index
    if len(index) < 2:
        pytest.skip("it compares two articles")
    return index[:2]


def call(name, articles):
    function, _ = CALLS[name]
    try:
        return function(articles)
    except ValueError as error:
        if (
            "nothing can be compared" in str(error)
            or "no tone to compare" in str(error)
            or " must be one of " in str(error)
        ):
            pytest.skip("it compares two groups")
        raise


def assert_same(one, other):
    if isinstance(one, newslab.Tokens):
        assert np.array_equal(one.codes, other.codes)
        assert one.vocabulary.equals(other.vocabulary)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other)
    else:
        pd.testing.assert_frame_equal(one, other)


def test_every_public_function_is_tried_here():
    functions = {name for name in newslab.__all__ if not name.startswith("plot_")} - {"statistics"}
    assert functions == {name.split()[0] for name in CALLS} | NOT_OF_ARTICLES


@pytest.mark.parametrize("name", [*CALLS, "read_articles", "save_articles"])
def test_only_the_subject_is_positional(name):
    """Options are keyword-only; what a function is about (articles, a lexicon, a pattern) comes first."""
    parameters = inspect.signature(getattr(newslab, name.split()[0])).parameters.values()
    assert all(p.default is p.empty for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD)


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", CALLS)
def test_functions_keep_their_input_and_repeat_their_result(name, corpus):
    articles = CORPORA[corpus].copy(deep=True)
    articles.attrs["problems"] = '[["x.txt", null, "no text", "left out"]]'
    before = articles.copy(deep=True)
    first = call(name, articles)
    assert_same(first, call(name, articles))
    pd.testing.assert_frame_equal(articles, before)
    assert articles.attrs == before.attrs


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", CALLS)
def test_columns_are_those_documented(name, corpus):
    result, columns = call(name, CORPORA[corpus]), CALLS[name][1]
    if isinstance(columns, str):
        assert result.name == columns
        assert result.index.equals(CORPORA[corpus].index)
    elif columns:
        assert result.columns.tolist() == columns


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("name", sorted(set(CALLS) - {"tokenize"}))
def test_tokens_do_as_well_as_articles(name, corpus):
    articles = CORPORA[corpus]
    assert_same(call(name, newslab.tokenize(articles)), call(name, articles))


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"shared_terms"}))
def test_what_is_no_table_of_articles_is_refused(name):
    with pytest.raises(TypeError, match="must be a pandas DataFrame"):
        call(name, ["a text"])
    with pytest.raises(ValueError, match="no column 'text'"):
        call(name, pd.DataFrame({"body": ["x"], "source": ["y"]}))


@pytest.mark.parametrize("name", sorted(NEED_SOURCE))
def test_comparing_sources_needs_a_source(name):
    with pytest.raises(ValueError, match="no column 'source'"):
        call(name, pd.DataFrame({"text": TEXTS}))


@pytest.mark.parametrize("name", sorted(set(CALLS) - NEED_SOURCE))
def test_a_column_of_text_is_enough_for_the_others(name):
    call(name, pd.DataFrame({"text": TEXTS}))
