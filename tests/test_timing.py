"""Who was first: counted by hand, with dates that say only the day, and shuffled where nobody leads."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from scipy import stats

from newslab import find_terms, lead_counts, remarks, shared_passages, story_timeline
from newslab.charts import plot_lead_counts, plot_story_timeline
from newslab.timing import _mid_p_value


def dated(*rows):
    """Articles from (story, source, date)."""
    table = pd.DataFrame(rows, columns=["story", "source", "date"])
    return table.assign(text="", date=pd.to_datetime(table["date"], format="mixed"))


def test_a_timeline_counted_by_hand():
    articles = dated(
        ("flood", "Wire", "2024-12-08 06:00"),
        ("flood", "Post", "2024-12-08 09:30"),
        ("flood", "Wire", "2024-12-08 12:00"),
        ("flood", "Daily", "2024-12-10"),
        ("flood", "Herald", None),
        ("vote", "Wire", "2024-12-09 10:00"),
    )
    table = story_timeline(articles, "story")
    assert table[["story", "source", "n_articles"]].to_numpy().tolist() == [
        ["flood", "Wire", 2],
        ["flood", "Post", 1],
        ["flood", "Daily", 1],
    ]
    assert table["is_first"].tolist() == [True, False, False]
    assert table["hours_after"].tolist() == [-3.5, 3.5, 42]
    assert table["hours_low"].tolist() == [-3.5, 3.5, 42]
    assert table["hours_high"].tolist() == [-3.5, 3.5, 66]
    assert table["precision"].tolist() == ["minute", "minute", "day"]


def test_a_day_without_a_time_is_not_the_earliest_of_its_day():
    table = story_timeline(dated(("s", "Wire", "2024-12-08 01:00"), ("s", "Daily", "2024-12-08")), "story")
    assert table["is_first"].isna().all()
    (wire,) = table[table["source"] == "Wire"].to_dict("records")
    assert (wire["hours_low"], wire["hours_high"]) == (-23, 1)
    table = story_timeline(dated(("s", "Wire", "2024-12-08 01:00"), ("s", "Daily", "2024-12-07")), "story")
    assert table.set_index("source")["is_first"].to_dict() == {"Daily": True, "Wire": False}
    both = lead_counts(dated(("s", "Wire", "2024-12-08 01:00"), ("s", "Daily", "2024-12-08")), "story")
    assert both["n_decided"].tolist() == [0, 0]
    assert both[["share", "low", "high", "p_value"]].isna().all(axis=None)


def test_leads_counted_by_hand():
    hours = [(1, 2), (1, 4), (5, 3), (2, 8)]
    rows = [
        (story, source, f"2024-12-08 {hour:02}:00")
        for story, pair in enumerate(hours)
        for source, hour in zip(("Wire", "Post"), pair, strict=True)
    ]
    table = lead_counts(dated(*rows), "story").set_index("leader")
    assert table.loc["Wire", ["follower", "n_stories", "n_decided", "n_first"]].tolist() == ["Post", 4, 4, 3]
    assert table.loc["Wire", ["share", "median_hours"]].tolist() == [0.75, 2]
    assert table.loc["Post", ["share", "median_hours"]].tolist() == [0.25, -2]
    assert table.loc["Wire", "p_value"] == pytest.approx(2 * (1 + 4 / 2) / 16)


def test_of_many_stories_five_percent_of_chance_leads_are_significant():
    """Over all results of fair coins, 20 to 99 throws; the exact test has 3.6 %."""
    found, exact = [], []
    for n in range(20, 100):
        k, probability = np.arange(n + 1), stats.binom.pmf(np.arange(n + 1), n, 0.5)
        found.append(probability[_mid_p_value(k, np.full(n + 1, n)) < 0.05].sum())
        exact.append(probability[[stats.binomtest(x, n).pvalue < 0.05 for x in k.tolist()]].sum())
    assert min(found) > 0.025
    assert max(found) < 0.068
    assert np.mean(found) == pytest.approx(0.048, abs=0.001)
    assert np.mean(exact) == pytest.approx(0.036, abs=0.001)


def test_two_articles_of_one_minute_decide_nothing():
    table = lead_counts(dated(("s", "A", "2024-12-08 01:00"), ("s", "B", "2024-12-08 01:00")), "story")
    assert table["n_decided"].tolist() == [0, 0]


def test_stories_may_be_a_series_that_names_an_article_more_than_once():
    articles = dated(
        ("x", "A", "2024-12-08 01:00"), ("x", "B", "2024-12-08 03:00"), ("x", "B", "2024-12-07 03:00")
    )
    stories = pd.Series(["one", "one", "two", "two"], index=[0, 1, 0, 2])
    table = story_timeline(articles, stories)
    assert table[["story", "source", "is_first"]].to_numpy().tolist() == [
        ["one", "A", True],
        ["one", "B", False],
        ["two", "B", True],
        ["two", "A", False],
    ]
    with pytest.raises(ValueError, match="names no article"):
        story_timeline(articles, stories.set_axis(list("wxyz")))


def test_remarks_make_a_timeline():
    texts = [
        "“We will not leave this town,” Barbara Leaf said.",
        "Barbara Leaf said: “We will not leave this town.”",
    ]
    articles = pd.DataFrame(
        {
            "source": ["A", "B"],
            "text": texts,
            "date": pd.to_datetime(["2024-12-08 01:00", "2024-12-08 02:00"]),
        }
    )
    found = remarks(articles)
    for stories in (found, found.set_index("article")["remark"]):
        assert story_timeline(articles, stories)["is_first"].tolist() == [True, False]


def test_passages_remarks_and_terms_make_timelines():
    said = "the last convoys of the army had left the town at dawn"
    articles = dated(
        ("", "A", "2024-12-08 01:00"), ("", "B", "2024-12-08 03:00"), ("", "C", "2024-12-07 02:00")
    ).assign(text=[f"He saw that {said}.", f"{said.capitalize()}!", f"Rain. And {said}? They fled."])
    passages = shared_passages(articles)
    assert len(passages) == 3
    table = story_timeline(articles, passages)
    assert table["source"].tolist() == ["C", "A", "B"]
    assert table["is_first"].tolist() == [True, False, False]
    terms = story_timeline(articles, find_terms(articles, ["convoy*", "army", "fled", "dawn"]))
    assert terms.groupby("story")["source"].first().to_dict() == {"army": "C", "convoy*": "C", "dawn": "C"}
    leads = lead_counts(articles, find_terms(articles, ["convoy*", "army"])).set_index(["leader", "follower"])
    assert leads.loc[("C", "B"), ["n_stories", "n_first"]].tolist() == [2, 2]
    with pytest.raises(ValueError, match="without passages, remarks or terms"):
        story_timeline(articles, articles)


def test_a_day_of_a_time_zone_is_a_day():
    """Midnight in New York is 5 o'clock in UTC, but no time at which anything was printed."""
    dates = ["2024-12-08 00:00", "2024-12-08 01:00"]
    articles = pd.DataFrame({"source": ["Daily", "Wire"], "text": "", "story": 1})
    zoned = pd.to_datetime(dates).tz_localize("America/New_York")
    written = [f"{each}:00-05:00" for each in dates]
    for column in (zoned, written, [written[0].replace(" ", "T"), zoned[1].isoformat()]):
        table = story_timeline(articles.assign(date=column), "story").set_index("source")
        assert table["is_first"].isna().all()
        assert table["precision"].to_dict() == {"Daily": "day", "Wire": "minute"}
        assert table.loc["Wire", "first"] == pd.Timestamp("2024-12-08 06:00")
        assert table.loc["Daily", "first"] == pd.Timestamp("2024-12-08")


def test_times_of_two_zones_are_compared_as_moments():
    articles = pd.DataFrame({"source": ["Cairo", "Paris"], "text": "", "story": 1})
    articles["date"] = ["2024-12-08T10:00+02:00", "2024-12-08T09:30+01:00"]
    table = story_timeline(articles, "story").set_index("source")
    assert table["is_first"].to_dict() == {"Cairo": True, "Paris": False}
    assert table.loc["Paris", "hours_after"] == 0.5


def test_groups_of_two_columns_and_no_story_in_common():
    articles = dated(("s", "A", "2024-12-08 01:00"), ("s", "B", "2024-12-08 03:00")).assign(desk="x")
    assert lead_counts(articles, "story", by=["source", "desk"])["leader"].tolist() == ["A / x", "B / x"]
    alone = articles.assign(story=["s", "t"])
    assert story_timeline(alone, "story").empty
    assert lead_counts(alone, "story").empty


def test_nobody_leads_where_the_order_is_shuffled():
    rng = np.random.default_rng(0)
    p_values = []
    for _ in range(60):
        rows = [
            (story, source, pd.Timestamp("2024-01-01") + pd.Timedelta(minutes=int(rng.integers(1, 1400))))
            for story in range(40)
            for source in "ABCD"
        ]
        p_values += lead_counts(dated(*rows), "story")["p_value"].tolist()
    assert 0.01 <= np.mean(np.array(p_values) < 0.05) <= 0.06


DATES = st.one_of(
    st.none(), st.integers(0, 200).map(lambda n: pd.Timestamp("2024-01-01") + pd.Timedelta(hours=6 * n))
)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ABC"), DATES), max_size=30))
def test_bounds_hold_the_estimate_and_one_source_at_most_is_first(rows):
    articles = dated(*rows) if rows else dated(("s", "A", None))
    table = story_timeline(articles, "story")
    assert (table["hours_low"] <= table["hours_after"]).all()
    assert (table["hours_after"] <= table["hours_high"]).all()
    assert (table.groupby("story")["is_first"].sum() <= 1).all()
    leads = lead_counts(articles, "story").set_index(["leader", "follower"])
    for (a, b), row in leads.iterrows():
        other = leads.loc[(b, a)]
        assert row["n_first"] + other["n_first"] == row["n_decided"] == other["n_decided"]


# Charts


def test_the_chart_of_stories_draws_each_source_when_it_had_the_story():
    dates = pd.to_datetime(["2024-12-08 01:00", "2024-12-08 04:30", "2024-12-08"], format="mixed")
    table = pd.DataFrame({"source": ["Wire", "Post", "Daily"], "date": dates, "text": "", "story": 1})
    ax = plot_story_timeline(story_timeline(table, "story"))
    drawn = {tuple(line.get_xdata()): line for line in ax.lines if len(line.get_xdata())}
    assert set(drawn) == {(0.0,), (1.0,), (4.5,)}
    assert drawn[(0.0,)].get_markerfacecolor() == "white"  # the day may be any of its hours
    assert drawn[(1.0,)].get_markerfacecolor() != "white"
    assert "hollow" in ax.get_xlabel()
    more = pd.concat([table.assign(story=n) for n in range(5)], ignore_index=True)
    ax = plot_story_timeline(story_timeline(more, "story"), top=2, labels={0: "The fall"})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["The fall", "1"]
    assert "3 left out" in ax.get_xlabel()


def test_the_matrix_of_leaders_begins_with_who_leads_most():
    dates = pd.to_datetime(["2024-12-08 01:00", "2024-12-08 03:00", "2024-12-08 05:00"] * 8)
    table = pd.DataFrame({"source": ["Wire", "Post", "Daily"] * 8, "date": dates, "text": ""})
    leads = lead_counts(table.assign(story=np.arange(24) // 3), "story")
    ax = plot_lead_counts(leads)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Wire", "Post", "Daily"]
    cells = np.ma.filled(ax.images[0].get_array(), np.nan)
    assert cells[0, 1] == 1
    assert cells[2, 0] == 0
    assert np.isnan(np.diag(cells)).all()
    assert {text.get_text() for text in ax.texts} == {"8 of 8", "0 of 8"}
    assert {text.get_fontweight() for text in ax.texts} == {"bold"}


def test_a_day_is_before_the_next_one():
    """The hours of two days on end are unknown, but not which of them came first."""
    dates = pd.to_datetime(["2024-12-06", "2024-12-07", "2024-12-07 08:00"], format="mixed")
    table = pd.DataFrame({"source": ["Wire", "Post", "Daily"], "date": dates, "text": "", "story": 1})
    timeline = story_timeline(table, "story").set_index("source")
    assert timeline["is_first"].to_dict() == {"Wire": True, "Post": False, "Daily": False}
    leads = lead_counts(table, "story").set_index(["leader", "follower"])
    assert leads.loc[("Wire", "Post"), ["n_decided", "n_first"]].tolist() == [1, 1]
    assert leads.loc[("Post", "Daily"), "n_decided"] == 0


def test_no_articles_have_no_timeline():
    none = dated(("x", "Wire", "2024-12-06")).iloc[:0]
    stories = pd.Series([1], index=["x"])
    assert story_timeline(none, stories).empty
    assert lead_counts(none, stories).empty
