"""Rival words: pairs that are used alike and that different groups prefer, as a proposal."""

from collections import Counter
from itertools import combinations
from math import log, sqrt
from random import Random

import numpy as np
import pandas as pd
import pytest

from newslab.framing import rival_terms, rivals
from newslab.tokens import tokenize

BODIES = [
    "The {} of the harbour was voted on by the council.",
    "They had argued about the {} of the harbour last week.",
    "A report on the {} of the harbour was read aloud.",
]


def corpus(words, source="source"):
    """Six articles a source, each with the source's word among the same words."""
    rows = [
        {source: name, "text": BODIES[i % 3].format(word) + f" Note {i}."}
        for name, word in words.items()
        for i in range(6)
    ]
    return pd.DataFrame(rows)


def test_words_among_the_same_words_that_different_sources_prefer_are_proposed():
    table = rival_terms(corpus({"Post": "closure", "Wire": "shutdown"}))
    assert table[["term_a", "term_b", "group_a", "group_b"]].values.tolist() == [
        ["closure", "shutdown", "Post", "Wire"]
    ]
    row = table.iloc[0]
    assert (row["n_articles_a"], row["n_articles_b"], row["preference"]) == (6, 6, 1.0)
    assert row["similarity"] == pytest.approx(1)


def plain_cosine(texts, one, other):
    """The same by its definition, a word at a time."""
    counts = Counter()
    for text in texts:
        words = text.split()
        for i, word in enumerate(words):
            for place in (-2, -1, 1, 2):
                if 0 <= i + place < len(words):
                    counts[word, (place, words[i + place])] += 1
    total, of_term, of_context = sum(counts.values()), Counter(), Counter()
    for (term, context), n in counts.items():
        of_term[term] += n
        of_context[context] += n

    def weights(term):
        return {
            context: max(0.0, log(n * total / (of_term[term] * of_context[context])))
            for (name, context), n in counts.items()
            if name == term
        }

    a, b = weights(one), weights(other)
    product = sum(weight * b.get(context, 0) for context, weight in a.items())
    return product / sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))


def test_similarity_is_the_cosine_of_positive_mutual_information_with_the_words_around():
    random = Random(3)
    words = [f"word{letter}" for letter in "abcdefghij"]
    texts = [" ".join(random.choices(words, k=9)) for _ in range(40)]
    tokens = tokenize(pd.DataFrame({"text": texts}))
    candidates = np.arange(len(tokens.vocabulary))
    cosines = rivals._context_cosines(tokens, candidates)
    for a, b in combinations(candidates, 2):
        expected = plain_cosine(texts, *tokens.vocabulary[[a, b]])
        assert cosines[a, b] == pytest.approx(expected)


def test_a_word_and_its_inflection_or_two_words_side_by_side_are_no_rivals():
    assert rival_terms(corpus({"Post": "closure", "Wire": "closures"})).empty
    joined = corpus({"Post": "closure", "Wire": "shutdown"})
    joined.loc[0, "text"] += " Closure or shutdown?"
    assert rival_terms(joined).empty


@pytest.mark.parametrize(
    "words", [("June", "March"), ("Tom", "Jeff"), ("six", "eight"), ("Sen", "Rep"), ("Gov", "governor")]
)
def test_two_of_one_class_and_a_shortened_word_are_no_rivals(words):
    bodies = ["They met {} at the port on the day.", "She saw {} in the hall last week."]
    texts = [body.format(word) for word in words for body in bodies for _ in range(3)]
    assert rival_terms(pd.DataFrame({"text": texts, "source": ["Post"] * 6 + ["Wire"] * 6})).empty


def test_a_word_in_few_articles_and_a_group_with_few_articles_propose_nothing():
    articles = corpus({"Post": "closure", "Wire": "shutdown"})
    assert rival_terms(articles, min_articles=7).empty
    few = rival_terms(articles.drop(index=[10, 11]), min_articles=4)
    assert "shutdown" not in set(few["term_b"])


def test_one_source_or_no_article_proposes_nothing_but_has_the_columns():
    columns = list(rival_terms(corpus({"Post": "closure", "Wire": "shutdown"})).columns)
    for articles in (corpus({"Post": "closure"}), corpus({"Post": "closure"}).iloc[:0]):
        table = rival_terms(articles)
        assert table.empty
        assert list(table.columns) == columns


def test_groups_may_be_any_column_or_several():
    articles = corpus({"left": "closure", "right": "shutdown"}, source="side")
    assert rival_terms(articles, by="side")["group_b"].tolist() == ["right"]
    table = rival_terms(articles.assign(year=2024), by=["side", "year"])
    assert table["group_b"].tolist() == ["right / 2024"]


@pytest.mark.parametrize("option", ["min_articles", "top"])
def test_counts_are_checked(option):
    with pytest.raises(ValueError, match=f"{option} must be a whole number"):
        rival_terms(corpus({"Post": "closure"}), **{option: 0})


def test_where_nobody_prefers_a_word_the_table_has_no_rows():
    texts = [f"They voted for the {word} of the harbour." for word in ("closure", "opening")] * 5
    table = rival_terms(pd.DataFrame({"text": texts, "source": ["Post"] * 10}))
    assert len(table) == 0
    assert list(table.columns)[:2] == ["term_a", "term_b"]
