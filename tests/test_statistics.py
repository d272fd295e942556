"""Statistics: against published values, SciPy and brute force over all permutations."""

from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, strategies as st
from scipy import sparse, special, stats

from newslab import statistics
from newslab.statistics.tails import fourth_moment

GOLD = pd.read_csv(Path(__file__).parent / "gold" / "keyness.csv")
PUBLISHED = yaml.safe_load((Path(__file__).parent / "gold" / "statistics.yml").read_text(encoding="utf-8"))
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


def test_the_program_that_g2_is_compared_with_gives_the_published_chi_squared():
    gold = PUBLISHED["chi_squared"]
    n, total = np.array(gold["n"]), np.array(gold["total"])
    chi_squared = stats.chi2_contingency([n, total - n], correction=False).statistic
    assert chi_squared == pytest.approx(gold["value"], abs=1e-6)


def test_log_odds_of_two_sentences_as_published():
    """One about a quick brown fox, one about a lazy purple pig; "brown" is in the first alone."""
    gold = PUBLISHED["log_odds"]
    first, second = gold["first"].lower().split(), gold["second"].lower().split()
    prior, prior_total = gold["prior"], gold["prior"] * len({*first, *second})

    def z_of(term):
        counts = first.count(term), second.count(term)
        return statistics.log_odds_z(*counts, len(first), len(second), prior, prior_total)

    assert z_of(gold["term"]) == pytest.approx(gold["z"], abs=1e-6)
    error = np.sqrt(1 / (1 + prior) + 1 / prior)
    assert z_of(gold["term"]) * error == pytest.approx(gold["difference"], abs=1e-6)
    assert z_of("the") == pytest.approx(0)  # twice in both


def test_a_count_of_zero_is_taken_as_half_an_occurrence():
    assert statistics.log_ratio(4, 0, 100, 100) == 3
    assert statistics.log_ratio(0, 4, 100, 100) == -3
    assert np.isnan(statistics.log_ratio(0, 4, 0, 100))
    assert np.isnan(statistics.log_ratio(0, 0, 0, 100))


def test_a_count_of_zero_is_less_where_half_an_occurrence_would_be_more_than_expected():
    """Once in 900 words of the reference leads to expect 0.1 in the 100 of the group: 0.05 is half of it."""
    assert statistics.log_ratio(0, 1, 100, 900) == pytest.approx(np.log2((0.05 / 100) / (1 / 900)))


COUNTS, TOTALS = st.integers(0, 60), st.integers(60, 100_000)


@given(COUNTS, COUNTS, TOTALS, TOTALS)
def test_the_log_ratio_points_the_way_of_the_rates(n, n_reference, total, total_reference):
    ratio = statistics.log_ratio(n, n_reference, total, total_reference)
    assert np.sign(ratio) == np.sign(n * total_reference - n_reference * total)
    assert statistics.log_ratio(n_reference, n, total_reference, total) == pytest.approx(-ratio)


# Shuffled articles, against all permutations of seven


COUNTED, LENGTHS = np.array([3, 0, 1, 7, 0, 2, 0]), np.array([30, 20, 25, 60, 10, 40, 15])


def shuffled_moments(x, t, size):
    x, t = np.asarray(x, float)[:, None], np.asarray(t, float)
    sums = np.array([(x**2).sum(0), t @ x, (x**3).sum(0), t @ x**2, t**2 @ x])
    return statistics.shuffled_moments(
        size, len(t), x.sum(0), t.sum(), sums, float(t @ t), float((t**3).sum())
    )


def all_differences(x, t, size):
    """The group's count less the expected one, for each group that could be drawn."""
    residuals = x - x.sum() / t.sum() * t
    return np.array([residuals[list(drawn)].sum() for drawn in combinations(range(len(x)), size)])


def fourth_moment_of(x, t, size):
    return fourth_moment((x - x.sum() / t.sum() * t)[:, None], size)[0]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6])
def test_moments_are_those_of_all_permutations(size):
    differences = all_differences(COUNTED, LENGTHS, size)
    variance, third = shuffled_moments(COUNTED, LENGTHS, size)
    assert variance[0] == pytest.approx((differences**2).mean())
    assert third[0] == pytest.approx((differences**3).mean())
    assert fourth_moment_of(COUNTED, LENGTHS, size) == pytest.approx((differences**4).mean())


def test_moments_of_articles_that_do_not_differ_are_zero():
    variance, third = shuffled_moments([1, 2, 3], [10, 20, 30], 1)
    assert variance[0] == 0
    assert statistics.shuffled_p_value(np.array([0.0]), variance, third)[0] == 1


@pytest.mark.parametrize("size", [3, 5, 8])
def test_p_values_are_near_those_of_all_permutations(size):
    """On average at the 5 % that is asked for; beyond, of so few articles, rather too large."""
    rng = np.random.default_rng(size)
    at_half, at_five, at_one = [], [], []
    for _ in range(20):
        lengths = rng.integers(100, 900, 16)
        counts = rng.poisson(lengths * rng.gamma(2, 0.01, 16))
        differences = np.abs(all_differences(counts, lengths, size))
        variance, third = shuffled_moments(counts, lengths, size)
        for exact, ratios in ((0.5, at_half), (0.05, at_five), (0.01, at_one)):
            observed = np.quantile(differences, 1 - exact)
            p = statistics.shuffled_p_value(observed, variance, third)[0]
            ratios.append(p / (differences >= observed).mean())
    assert np.mean(at_half) == pytest.approx(1, abs=0.1)
    assert np.mean(at_five) == pytest.approx(1.1, abs=0.2)
    assert 1 < np.mean(at_one) < 3


@pytest.mark.parametrize("size", [3, 5, 8])
def test_with_the_fourth_moment_p_values_are_nearer_to_those_of_all_permutations(size):
    rng = np.random.default_rng(size)
    off, off_of_three = [], []
    for _ in range(20):
        lengths = rng.integers(100, 900, 16)
        counts = rng.poisson(lengths * rng.gamma(2, 0.01, 16))
        differences = np.abs(all_differences(counts, lengths, size))
        variance, third = shuffled_moments(counts, lengths, size)
        fourth = np.array([fourth_moment_of(counts, lengths, size)])
        for exact in (0.05, 0.01):
            observed = np.quantile(differences, 1 - exact)
            true = (differences >= observed).mean()
            off.append(statistics.shuffled_p_value(observed, variance, third, fourth)[0] / true)
            off_of_three.append(statistics.shuffled_p_value(observed, variance, third)[0] / true)
    off, off_of_three = (np.abs(np.log(ratios)).mean() for ratios in (off, off_of_three))
    assert off < 0.75 * off_of_three


@pytest.mark.parametrize("size", [1, 3, 6, 11])
def test_of_few_articles_every_shuffle_is_counted(size):
    rng = np.random.default_rng(size)
    lengths = rng.integers(100, 900, 12)
    counts = rng.poisson(lengths[:, None] / 200, (12, 5))
    in_group = rng.permutation(12) < size
    p_values = statistics.shuffle_articles(sparse.csr_array(counts), lengths, in_group).p_value
    for x, p_value in zip(counts.T, p_values, strict=True):
        observed = abs((x - x.sum() / lengths.sum() * lengths)[in_group].sum())
        differences = np.abs(all_differences(x, lengths, size))
        assert p_value == pytest.approx((differences >= observed - 1e-9).mean())


def test_a_distribution_with_short_tails_is_a_beta_distribution():
    for a, b in ((6, 6), (5, 9), (20, 8)):
        mean, variance, skewness, excess = (float(x) for x in stats.beta.stats(a, b, moments="mvsk"))
        z, sd = np.array([0.7, 2.1]), np.sqrt(variance)
        expected = stats.beta.sf(mean + z * sd, a, b) + stats.beta.cdf(mean - z * sd, a, b)
        moments = (np.full(2, x) for x in (1, skewness, 3 + excess))
        assert statistics.shuffled_p_value(z, *moments) == pytest.approx(expected, rel=1e-5)


def test_a_kurtosis_of_long_tails_changes_no_p_value():
    known = np.array([1.5, 3]), np.ones(2), np.full(2, 0.5)
    assert statistics.shuffled_p_value(*known, np.full(2, 9.0)).tolist() == (
        statistics.shuffled_p_value(*known).tolist()
    )


def test_shuffled_articles_are_significant_as_often_as_they_should_be():
    """Words that 8 and more of 240 articles use, in clumps; without the fourth moment it is 4.5 %."""
    rng = np.random.default_rng(0)
    n_articles, n_words = 240, 60
    t = rng.integers(80, 900, n_articles)
    x = rng.poisson(t[:, None] / 500 * rng.gamma(0.2, 1, (n_articles, n_words)))
    x = sparse.csr_array(x[:, (x > 0).sum(axis=0) >= 8])
    found = [
        statistics.shuffle_articles(x, t, rng.permutation(n_articles) < 120).p_value < 0.05
        for _ in range(200)
    ]
    assert 0.046 < np.mean(found) < 0.056


def test_a_normal_and_a_skewed_distribution():
    two_sided = 2 * stats.norm.sf([0, 1.5, 4])
    assert statistics.shuffled_p_value(np.array([0, 1.5, -4]), np.ones(3), np.zeros(3)) == pytest.approx(
        two_sided, rel=2e-3
    )
    for skewness in (0.5, 2, -2):
        distribution = stats.pearson3(skewness)
        expected = distribution.sf([0.7, 3]) + distribution.cdf([-0.7, -3])
        p = statistics.shuffled_p_value(np.array([1.4, -6]), np.full(2, 4.0), np.full(2, skewness * 8.0))
        assert p == pytest.approx(expected)


def presence(n_articles, n_both, using, using_both, share=None):
    share = n_articles / n_both if share is None else share
    strata, first = (np.array([n_articles]), np.array([n_both])), np.array([0])
    using, using_both = np.array([using]), np.array([using_both])
    return statistics.presence_p_value(*strata, first, first, using_both, using, using_both * share)[0]


@pytest.mark.parametrize(
    ("n_articles", "n_both"), [(3, 40), (13, 40), (20, 40), (36, 40), (60, 400), (1, 400), (597, 600)]
)
def test_rare_terms_are_judged_by_scipys_hypergeometric_distribution(n_articles, n_both):
    """Those of fewer than five articles, or of which one side can expect fewer than 0.05."""
    smaller = min(n_articles, n_both - n_articles) / n_both
    for using_both in (k for k in range(1, 30) if k < 5 or k * smaller < 0.05):
        distribution = stats.hypergeom(n_both, n_articles, using_both)
        expected = using_both * n_articles / n_both
        for using in range(max(0, using_both + n_articles - n_both), min(using_both, n_articles) + 1):
            distance = abs(using - expected) - 0.5
            possible = np.arange(using_both + 1)
            extreme = np.abs(possible - expected) >= distance - 1e-9
            p = distribution.pmf(possible)[extreme].sum()
            assert presence(n_articles, n_both, using, using_both) == pytest.approx(min(p, 1), abs=1e-9)


def test_a_term_of_one_article_is_as_probable_as_the_group_is_large():
    assert presence(100, 700, 1, 1) == pytest.approx(1 / 7)
    assert presence(100, 700, 1, 1, share=0.15) == pytest.approx(1 / 7)  # its articles are a little longer
    assert presence(100, 700, 0, 1) == 1


def test_no_p_value_is_less_than_the_probability_of_the_articles_drawn():
    assert presence(3, 27, 3, 27) == pytest.approx(1 / 2925)
    assert presence(3, 6, 3, 6) == pytest.approx(2 / 20)  # the other half lies as far off
    assert presence(1, 2, 1, 2) == 1
    assert presence(3, 6, 3, 4) == pytest.approx(2 / 20)  # nor more, where most of the articles use the term


# Strata: articles that are shuffled among themselves alone


STRATA = np.array([0, 0, 0, 1, 1, 1, 1, 2, 3, 3])
IN_GROUP = np.array([1, 0, 0, 0, 1, 1, 0, 1, 0, 0], bool)  # of the last two strata there is one side alone
LENGTHS_IN_STRATA = np.array([30, 20, 25, 60, 10, 40, 15, 9, 12, 30])


def shuffle(x, in_group=IN_GROUP, t=LENGTHS_IN_STRATA, strata=STRATA):
    x = sparse.csr_array(np.asarray(x).reshape(len(strata), -1))
    rows = [statistics.ArticleSums.of(x[r], t[r], strata[r], max(strata) + 1) for r in (in_group, t > 0)]
    return statistics.shuffle(*statistics.strata_in_common(*rows))


def all_groups(strata=STRATA, in_group=IN_GROUP):
    """Each group that could be drawn, with as many articles of each stratum as the group has."""
    within = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    for drawn in product(*(combinations(rows, in_group[rows].sum()) for rows in within)):
        yield np.isin(np.arange(len(strata)), np.concatenate(drawn))


def expected_in(group, x, t=LENGTHS_IN_STRATA, strata=STRATA):
    rates = np.bincount(strata, x) / np.bincount(strata, t)
    return (t * rates[strata])[group].sum()


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10))
def test_variance_within_strata_is_that_of_all_permutations(x):
    x = np.array(x)
    differences = np.array([x[group].sum() - expected_in(group, x) for group in all_groups()])
    result = shuffle(x)
    assert differences.mean() == pytest.approx(0, abs=1e-9)
    assert result.variance[0] == pytest.approx((differences**2).mean(), abs=1e-9)


def test_strata_of_one_side_alone_do_not_count():
    x = np.arange(1, 11)
    result = shuffle(x)
    counted = STRATA < 2
    assert result.n[0] == x[IN_GROUP & counted].sum()
    assert result.n_reference[0] == x[~IN_GROUP & counted].sum()
    assert result.n_articles[0] == 3
    for field, without in zip(
        result, shuffle(x[:7], IN_GROUP[:7], LENGTHS_IN_STRATA[:7], STRATA[:7]), strict=True
    ):
        assert field == pytest.approx(without)


def test_the_ratio_within_strata_is_of_observed_over_expected():
    x, counted = np.arange(1, 11), STRATA < 2
    result = shuffle(x)
    expected = expected_in(IN_GROUP & counted, x)
    expected_reference = expected_in(~IN_GROUP & counted, x)
    ratio = statistics.log_ratio(result.n, result.n_reference, result.total, result.total_reference)
    observed = result.n / expected / (result.n_reference / expected_reference)
    assert ratio == pytest.approx(np.log2(observed))
    assert result.total + result.total_reference == pytest.approx(LENGTHS_IN_STRATA[counted].sum())


@given(st.lists(st.booleans(), min_size=10, max_size=10))
def test_rare_terms_within_strata_are_judged_by_all_permutations(uses):
    """Where articles are equally long, and each uses the term once or not."""
    x, t = np.array(uses, int), np.full(10, 100)
    using, of_term = x[STRATA < 2].sum(), np.isin(STRATA, STRATA[x > 0]) & (STRATA < 2)
    p = shuffle(x, t=t).p_value[0]
    groups = {tuple(group & of_term) for group in all_groups()}
    if using == 0:
        assert p == 1
    elif 2 * using <= of_term.sum():
        numbers = np.array([x[group & of_term].sum() for group in all_groups()])
        distances = np.abs(numbers - expected_in(IN_GROUP & of_term, x, t))
        distance = abs(x[IN_GROUP & of_term].sum() - expected_in(IN_GROUP & of_term, x, t)) - 0.5
        assert p >= (min((distances >= distance - 1e-9).mean(), 1) if distance > 0 else 1) - 1e-9
    assert p >= 1 / len(groups) - 1e-9


@pytest.mark.parametrize("n_strata", [1, 2, 4])
def test_numbers_of_rare_articles_in_several_strata_add_up(n_strata):
    rng = np.random.default_rng(n_strata)
    group, both = rng.integers(1, 4, n_strata), rng.integers(8, 20, n_strata)
    using_both, first = np.full(n_strata, 4 // n_strata), np.zeros(n_strata, int)
    distribution = np.ones(1)
    for m, all_, k in zip(group, both, using_both, strict=True):
        distribution = np.convolve(distribution, stats.hypergeom(all_, m, k).pmf(np.arange(k + 1)))
    possible, expected = np.arange(len(distribution)), (using_both * group / both).sum()
    for using in possible[distribution > 0]:
        distance = abs(using - expected) - 0.5
        p = distribution[np.abs(possible - expected) >= distance - 1e-9].sum() if distance > 0 else 1
        found = statistics.presence_p_value(
            group, both, np.arange(n_strata), first, using_both, np.array([using]), np.array([expected])
        )
        least = np.exp(-np.log(special.comb(both, group)).sum())
        assert found[0] == pytest.approx(np.clip(p, least, 1), abs=1e-12)


# Intervals


def test_an_interval_is_wilsons_where_occurrences_are_independent():
    n, n_reference, total, total_reference = 30, 50, 1000, 3000
    expected = total / (total + total_reference)
    variance = (n + n_reference) * expected * (1 - expected)
    low, high = statistics.ratio_interval(n, n_reference, total, total_reference, variance, 0.01)
    share = stats.binomtest(n, n + n_reference).proportion_ci(method="wilson")
    odds = [bound / (1 - bound) * total_reference / total for bound in (share.low, share.high)]
    assert [low, high] == pytest.approx(np.log2(odds), abs=1e-4)


@given(COUNTS, COUNTS, TOTALS, TOTALS, st.floats(0, 1000), st.floats(0, 1))
def test_an_interval_holds_its_ratio_and_leaves_out_zero_where_significant(
    n, n_reference, total, total_reference, variance, p_value
):
    counts = n, n_reference, total, total_reference
    ratio = statistics.log_ratio(*counts)
    low, high = statistics.ratio_interval(*counts, variance, p_value)
    assert low <= ratio <= high
    if p_value >= 0.05:
        assert low <= 0 <= high
    elif ratio:
        assert low > 0 or high < 0


def pool(x, t):
    """Pool the articles of each row: one group a row."""
    x, t = np.atleast_2d(x), np.atleast_2d(t)
    groups = np.repeat(np.arange(len(x)), x.shape[1])
    return statistics.pool(sparse.csr_array(x.reshape(-1, 1)), t.ravel(), groups, len(x))


def share_interval(x, t):
    """The interval of each row of articles."""
    low, high = (bound.ravel() for bound in statistics.share_interval(pool(x, t)))
    return (low, high) if np.ndim(x) > 1 else (low[0], high[0])


def test_an_interval_is_wilsons_with_the_articles_as_trials():
    """Articles that keep to one name count once, however often they use it."""
    x = np.repeat([3, 0], [400, 600])
    low, high = share_interval(x, np.full(1000, 3))
    wilson = stats.binomtest(400, 1000).proportion_ci(method="wilson")
    assert [low, high] == pytest.approx([wilson.low, wilson.high], abs=5e-4)


def test_articles_that_agree_more_than_chance_would_have_it_do_not_narrow_an_interval():
    low, high = share_interval(np.ones(1000), np.full(1000, 3))
    wilson = stats.binomtest(1000, 3000).proportion_ci(method="wilson")
    assert [low, high] == pytest.approx([wilson.low, wilson.high], abs=1e-4)


def test_a_variance_worked_by_hand():
    """Of 40 words, 4 are hits; the articles of 20, 10 and 10 words have 4, 0 and 0."""
    pooled = pool([4, 0, 0], [20, 10, 10])
    squares = np.array([2**2 / (1 - 20 / 40), 1**2 / (1 - 10 / 40), 1**2 / (1 - 10 / 40)])
    assert pooled.variance[0, 0] == pytest.approx(squares.sum() / 40**2 / (0.1 * 0.9))
    n_squares, n_articles = squares.sum() ** 2 / (squares**2).sum(), 40**2 / (20**2 + 10**2 + 10**2)
    assert pooled.freedom[0, 0] == pytest.approx(min(1.5 * n_squares, n_articles - 1))
    per_trial = pooled.variance[0, 0] * stats.t.ppf(0.975, pooled.freedom[0, 0]) ** 2
    middle = (0.1 + per_trial / 2) / (1 + per_trial)
    half = np.sqrt(per_trial * (0.1 * 0.9 + per_trial / 4)) / (1 + per_trial)
    assert share_interval(np.array([4, 0, 0]), np.array([20, 10, 10])) == pytest.approx(
        (middle - half, middle + half)
    )


def test_pooling_many_columns_and_groups_is_pooling_each():
    rng = np.random.default_rng(0)
    x, t, groups = rng.poisson(1, (30, 4)), rng.integers(0, 90, 30), rng.integers(0, 3, 30)
    pooled = statistics.pool(sparse.csr_array(x), t, groups, 3)
    for group in range(3):
        for column in range(4):
            alone = pool(x[groups == group, column], t[groups == group])
            assert [values[group, column] for values in pooled] == pytest.approx([v[0, 0] for v in alone])


@pytest.mark.parametrize("n_articles", [2, 3, 6, 20, 100])
@pytest.mark.parametrize("rate", [0.01, 0.0005])
def test_intervals_cover_the_true_rate(n_articles, rate):
    """Also of a frame found 0.5 times in 1,000 words, which most groups of few articles never use."""
    rng = np.random.default_rng(3)
    lengths = rng.integers(200, 900, (2000, n_articles))
    hits = rng.poisson(lengths * rng.gamma(2, rate / 2, lengths.shape))
    low, high = share_interval(hits, lengths)
    assert ((low <= rate) & (rate <= high)).mean() > 0.925
    assert (low < high).all()


@pytest.mark.parametrize("n_articles", [3, 6, 20, 100])
@pytest.mark.parametrize("share", [0.5, 0.1])
def test_intervals_cover_the_true_share_of_articles_that_keep_to_a_name(n_articles, share):
    rng = np.random.default_rng(4)
    trials = rng.integers(0, 7, (2000, n_articles))
    hits = rng.binomial(trials, rng.beta(share, 1 - share, trials.shape))
    low, high = share_interval(hits, trials)
    known = (trials > 0).sum(axis=1) > 1
    assert np.isnan(low[~known]).all()
    assert ((low <= share) & (share <= high))[known].mean() > 0.9
    assert (low < high)[known].all()


def test_what_all_articles_agree_on_is_not_certain():
    """Each article counts once: of five trials, Wilson's interval."""
    none, all_ = (share_interval(np.full(5, hits), np.full(5, 2)) for hits in (0, 2))
    wilson = stats.binomtest(0, 5).proportion_ci(method="wilson")
    assert none == pytest.approx((wilson.low, wilson.high))
    assert (1 - none[1], 1) == pytest.approx((all_[0], all_[1]))


def test_hits_that_outnumber_the_words_have_an_interval():
    low, high = share_interval(np.array([2, 4]), np.array([1, 2]))
    assert low < 1
    assert high == 2


def test_the_variation_of_the_other_group_is_lent():
    users, others = pool([3, 0, 1, 2], [10, 10, 10, 10]), pool([0, 0, 1, 0], [5, 5, 5, 5])
    kept, lent = statistics.lend_variation(users, others)
    assert kept.variance == users.variance
    # Half as many words, so twice the variance of the rate.
    assert lent.variance == pytest.approx(2 * users.variance)
    assert lent.freedom == users.freedom
    again = statistics.lend_variation(others, others)
    assert np.isnan(again[0].variance).all()


def test_the_interval_of_a_log_ratio_is_near_the_published_exact_one():
    """Of independent occurrences; the published bound is that of the exact binomial."""
    gold = PUBLISHED["conservative_log_ratio"]
    counts = [gold[name] for name in ("n", "n_reference", "total", "total_reference")]
    low, _ = statistics.ratio_interval(*counts, variance=0, p_value=0)
    assert low == pytest.approx(gold["value"], abs=0.002)


def of_independent_trials(n, total):
    n, total = (np.atleast_1d(np.asarray(x, float)) for x in (n, total))
    none, many = np.zeros_like(n), np.full_like(n, np.inf)
    return statistics.Pooled(n, total, total, n, 1 / total, none, many)


def test_the_interval_of_a_difference_as_newcombe_published_it():
    gold = PUBLISHED["difference_of_proportions"]
    sides = (of_independent_trials(n, total) for n, total in zip(gold["n"], gold["total"], strict=True))
    low, high = statistics.difference_interval(*sides, np.array([0.01]))
    assert [low[0], high[0]] == pytest.approx([gold["low"], gold["high"]], abs=5e-5)


def test_degrees_of_freedom_of_a_difference_are_welchs():
    """Of shares that hardly differ from means: the interval of a difference of two means."""
    rng = np.random.default_rng(1)
    a, b = rng.normal(5000, 300, 12).round(), rng.normal(5100, 900, 8).round()
    pooled = [pool(x, np.full(len(x), 10_000)) for x in (a, b)]
    freedom = [len(a) - 1, len(b) - 1]
    pooled = [side._replace(freedom=np.full((1, 1), f)) for side, f in zip(pooled, freedom, strict=True)]
    low, high = statistics.difference_interval(*pooled, np.full((1, 1), 0.5))
    welch = stats.ttest_ind(a / 1e4, b / 1e4, equal_var=False).confidence_interval()
    assert [low[0, 0], high[0, 0]] == pytest.approx([welch.low, welch.high], rel=5e-3)


@given(COUNT := st.integers(0, 50), COUNT, COUNT, COUNT, st.floats(0, 1))
def test_the_interval_of_a_difference_holds_it_and_leaves_out_zero_where_significant(a, b, more, more_b, p):
    sides = of_independent_trials(a, a + more + 1), of_independent_trials(b, b + more_b + 1)
    low, high = statistics.difference_interval(*sides, np.array([p]))
    difference = sides[0].ratio - sides[1].ratio
    assert low <= difference <= high
    if p >= 0.05 or difference == 0:
        assert low <= 0 <= high
    else:
        assert low > 0 or high < 0


@given(st.lists(st.floats(0, 1), max_size=30))
def test_adjusted_p_values_are_scipys(p_values):
    expected = stats.false_discovery_control(p_values) if p_values else []
    np.testing.assert_allclose(statistics.adjust_p_values(p_values), expected)


def test_adjusted_p_values_of_benjamini_and_hochberg():
    gold = PUBLISHED["adjusted_p_values"]
    assert statistics.adjust_p_values(gold["p_values"]) == pytest.approx(gold["adjusted"])
    assert statistics.adjust_p_values([0.01, np.nan, 0.04]) == pytest.approx(
        [0.02, np.nan, 0.04], nan_ok=True
    )


def test_a_rate_is_per_thousand_words():
    assert statistics.per_thousand(3, 1500) == 2
    assert np.isnan(statistics.per_thousand(0, 0))


def test_dispersion_is_the_published_deviation_of_proportions():
    gold = PUBLISHED["deviation_of_proportions"]
    sizes, n = np.array(gold["sizes"]), sparse.csr_array(np.array(gold["n"])[:, None])
    (normed,) = statistics.deviation_of_proportions(n, sizes)
    assert normed == pytest.approx(gold["normed"], abs=5e-5)
    assert normed * (1 - sizes.min() / sizes.sum()) == pytest.approx(gold["value"], abs=1e-12)


def test_dispersion_runs_from_even_to_all_in_the_shortest_article():
    counts = sparse.csr_array(np.array([[1, 0, 0, 7], [3, 0, 4, 0], [0, 0, 0, 0]]))
    values = statistics.deviation_of_proportions(counts, np.array([10, 30, 0]))
    assert values[[0, 3]].tolist() == [0, 1]
    assert np.isnan(values[1])
    assert values[2] == pytest.approx(0.25 / 0.75)
    assert np.isnan(statistics.deviation_of_proportions(counts[:1], np.array([10]))).all()
