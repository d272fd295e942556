"""Statistics: against published values, SciPy and brute force over all permutations."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newslab import statistics

GOLD = pd.read_csv(Path(__file__).parent / "gold" / "keyness.csv")
FUNCTIONS = {"g2": statistics.signed_g2, "log_ratio": statistics.log_ratio}


@pytest.mark.parametrize(
    "row", list(GOLD.itertuples()), ids=lambda row: f"{row.statistic}-{row.n}-{row.n_reference}"
)
def test_published_values_of_keyness(row):
    value = FUNCTIONS[row.statistic](row.n, row.n_reference, row.total, row.total_reference)
    decimals = len(str(row.value).partition(".")[2])
    assert value == pytest.approx(row.value, abs=0.6 * 10**-decimals)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 500), st.integers(50, 500))
def test_g2_is_scipys_likelihood_ratio_of_the_table(n, n_reference, total, total_reference):
    g2 = statistics.signed_g2(n, n_reference, total, total_reference)
    table = [[n, n_reference], [total - n, total_reference - n_reference]]
    if n + n_reference in (0, total + total_reference):
        assert g2 == pytest.approx(0, abs=1e-9)
    else:
        expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(g2) == pytest.approx(expected, abs=1e-8)
        assert np.sign(g2) in (0, np.sign(n * total_reference - n_reference * total))


def test_log_odds_of_two_sentences_worked_by_hand():
    """One about a quick brown fox, one about a lazy purple pig; "brown" is in the first alone."""
    first = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "pig"]
    second = ["the", "lazy", "purple", "pig", "jumps", "over", "the", "lazier", "donkey"]
    n_types = len({*first, *second})
    z = statistics.log_odds_z(1, 0, len(first), len(second), 0.05, 0.05 * n_types)
    assert z == pytest.approx(0.689423, abs=1e-6)
    even = statistics.log_odds_z(2, 2, len(first), len(second), 0.05, 0.05 * n_types)
    assert even == pytest.approx(0)


def test_a_count_of_zero_is_taken_as_half_an_occurrence():
    assert statistics.log_ratio(4, 0, 100, 100) == 3
    assert statistics.log_ratio(0, 4, 100, 100) == -3
    assert np.isnan(statistics.log_ratio(0, 4, 0, 100))


def sums(x, t):
    return x.sum(), t.sum(), len(x), x @ x, x @ t, t @ t


def test_the_variance_of_a_ratio_is_that_of_cochrans_formula():
    rng = np.random.default_rng(0)
    t = rng.integers(50, 500, 30)
    x = rng.poisson(t / 50)
    rate = x.sum() / t.sum()
    expected = 30 / 29 * ((x - rate * t) ** 2).sum() / x.sum() ** 2
    assert statistics.ratio_variance(*sums(x, t)) == pytest.approx(expected)


def test_the_variance_of_a_ratio_is_near_that_of_resampled_articles():
    rng = np.random.default_rng(1)
    t = rng.integers(200, 400, 200)
    x = rng.negative_binomial(1, 1 / (1 + t / 100))  # counts that cluster in articles
    chosen = rng.integers(0, 200, (4000, 200))
    resampled = np.log(x[chosen].sum(axis=1) / t[chosen].sum(axis=1)).var()
    assert statistics.ratio_variance(*sums(x, t)) == pytest.approx(resampled, rel=0.1)


def test_the_variance_of_a_ratio_of_one_article_or_of_no_occurrence():
    one = np.array([3]), np.array([100])
    assert np.isnan(statistics.ratio_variance(*sums(*one)))
    none = np.array([0, 0]), np.array([100, 50])
    assert statistics.ratio_variance(*sums(*none)) == 2


def test_shuffled_z_has_the_variance_of_all_permutations():
    x, t = np.array([3, 0, 1, 7, 0, 2, 0]), np.array([30, 20, 25, 60, 10, 40, 15])
    residuals = x - x.sum() / t.sum() * t
    all_sums = [residuals[list(chosen)].sum() for chosen in combinations(range(7), 3)]
    group = [0, 3, 5]
    z = statistics.shuffled_z(x[group].sum(), t[group].sum(), 3, x.sum(), x @ x, x @ t, 7, t.sum(), t @ t)
    assert z == pytest.approx(residuals[group].sum() / np.std(all_sums))


def test_shuffled_z_is_zero_where_articles_do_not_differ():
    x, t = np.array([1, 2, 3]), np.array([10, 20, 30])
    assert statistics.shuffled_z(1, 10, 1, x.sum(), x @ x, x @ t, 3, t.sum(), t @ t) == 0
    assert statistics.shuffled_z(1, 10, 1, 1, 1, 10, 1, 10, 100) == 0


def test_two_sided_p():
    assert statistics.two_sided_p(np.array([0, 1.959964, -1.959964])) == pytest.approx(
        [1, 0.05, 0.05], abs=1e-6
    )


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_p_values_are_scipys(p_values):
    expected = stats.false_discovery_control(p_values) if p_values else []
    np.testing.assert_allclose(statistics.adjust_p_values(p_values), expected)


def test_adjusted_p_values_of_benjamini_and_hochberg():
    assert statistics.adjust_p_values([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx([0.05] * 5)
    assert statistics.adjust_p_values([0.01, np.nan, 0.04]) == pytest.approx(
        [0.02, np.nan, 0.04], nan_ok=True
    )


def test_a_rate_is_per_thousand_words():
    assert statistics.per_thousand(3, 1500) == 2
    assert np.isnan(statistics.per_thousand(0, 0))
