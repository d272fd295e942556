"""Coded samples: drawn and read back by hand, agreement as published, intervals that hold what they say."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, strategies as st
from sklearn.metrics import cohen_kappa_score

from newslab import (
    coder_agreement,
    corrected_differences,
    corrected_shares,
    lexicon_errors,
    lexicon_quality,
    pattern_quality,
    problems,
    read_codes,
    sample_for_coding,
)
from newslab.charts import plot_coder_agreement, plot_corrected_shares, plot_lexicon_quality
from newslab.statistics import stratified_share, wilson_interval
from newslab.validation.sampling import _save

PPI = yaml.safe_load((Path(__file__).parent / "gold" / "corrected_shares.yml").read_text(encoding="utf-8"))
LEXICON = {"conflict": ["war", "battle*"], "economy": ["price*"]}


@pytest.fixture
def articles():
    texts = ["a war", "a price war", "battle and war", "rain", "prices", "so it is"]
    return pd.DataFrame(
        {"source": list("AAABBB"), "text": texts}, index=["007", "1-2", "=1+1", "d", "e", "ü f"]
    )


# The sample -------------------------------------------------------------------------------------------------


def test_every_source_gives_as_many_articles_or_all_it_has():
    articles = pd.DataFrame({"source": ["A"] * 50 + ["B"] * 3 + ["C"] * 20, "text": "so it went"})
    sheet = sample_for_coding(articles, 23, frames=["conflict"])
    assert sheet["source"].value_counts().to_dict() == {"A": 10, "B": 3, "C": 10}
    assert sheet.groupby("source")["probability"].first().to_dict() == {"A": 0.2, "B": 1, "C": 0.5}
    assert (1 / sheet["probability"]).sum() == pytest.approx(len(articles))
    assert sheet["article"].is_unique


def test_each_article_is_drawn_as_often_as_its_probability_says():
    articles = pd.DataFrame({"source": list("AAAAABB"), "text": "x"})
    drawn = [sample_for_coding(articles, 4, frames=["f"], seed=seed)["article"] for seed in range(400)]
    share = pd.concat(drawn).astype(int).value_counts(normalize=False).sort_index() / 400
    assert share.to_numpy() == pytest.approx([0.4] * 5 + [1] * 2, abs=0.08)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.data())
def test_sizes_add_up_and_no_group_gives_more_than_it_has(sizes, data):
    articles = pd.DataFrame({"source": np.repeat(range(len(sizes)), sizes), "text": "x"})
    n = data.draw(st.integers(1, len(articles)))
    given_by = sample_for_coding(articles, n, frames=["f"])["source"].value_counts()
    assert given_by.sum() == n
    assert all(given_by.get(i, 0) <= size for i, size in enumerate(sizes))
    open_groups = [given_by.get(i, 0) for i, size in enumerate(sizes) if given_by.get(i, 0) < size]
    assert not open_groups or max(open_groups) - min(open_groups) <= 1


def test_a_sheet_has_a_blank_column_for_each_frame_and_coder(articles):
    sheet = sample_for_coding(articles, 2, frames=["conflict", "economy"], coders=["Ana", "Ben"], by=None)
    assert sheet.columns[-4:].tolist() == [
        "conflict | Ana", "conflict | Ben", "economy | Ana", "economy | Ben",
    ]  # fmt: skip
    assert (sheet.iloc[:, -4:] == "").all(axis=None)
    assert sheet["key"].str.fullmatch("[a-z]{8}").all()


def test_a_sample_too_large_and_names_given_twice_are_refused(articles):
    with pytest.raises(ValueError, match="n is 9, and there are 6 articles"):
        sample_for_coding(articles, 9, frames=["conflict"])
    with pytest.raises(ValueError, match="frames must be a list of different names"):
        sample_for_coding(articles, 2, frames=["conflict", "conflict"])
    with pytest.raises(ValueError, match=r"a sheet is saved as \.xlsx or \.csv"):
        sample_for_coding(articles, 2, frames=["conflict"], path="sheet.ods")


# There and back ---------------------------------------------------------------------------------------------


def filled_in(sheet, answers):
    return sheet.assign(**{"conflict | coder 1": [answers.get(label, "0") for label in sheet["article"]]})


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_comes_back_as_it_was_saved(articles, tmp_path, ending):
    path = tmp_path / f"sheet{ending}"
    sheet = sample_for_coding(articles, 6, frames=["conflict"], path=path)
    codes = read_codes(path, articles)
    assert codes["article"].tolist() == sheet["article"].tolist()
    assert codes["code"].isna().all()
    assert problems(codes)["problem"].tolist() == ["conflict | coder 1: no row is coded"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_every_mistake_of_a_coder_is_listed(articles, tmp_path, ending):
    sheet = sample_for_coding(articles, 6, frames=["conflict"])
    sheet = filled_in(sheet, {"007": "1", "1-2": "", "=1+1": "Yes", "d": "maybe", "e": "x"})
    labels = {"007": "7", "1-2": "2024-01-02"}  # what a spreadsheet makes of them
    damaged = sheet.assign(article=sheet["article"].replace(labels))
    lost = damaged.index[damaged["article"] == "ü f"]
    damaged = pd.concat([damaged.drop(lost), damaged[damaged["article"] == "e"]]).sort_values("text")
    path = tmp_path / f"sheet{ending}"
    _save(damaged, path)
    codes = read_codes(path, articles)
    assert codes.set_index("article")["code"].fillna(-1).to_dict() == {
        "007": 1, "1-2": -1, "=1+1": 1, "d": -1, "e": 1,
    }  # fmt: skip
    assert sorted(problems(codes)["problem"]) == sorted(
        [
            f"the row '{sheet.loc[lost[0], 'row']}' is missing",
            f"the row {sheet.loc[sheet['article'] == 'e', 'row'].item()!r} is there twice; the first is kept",
            "its label is 7 in the sheet, and 007 in articles",
            "its label is 2024-01-02 in the sheet, and 1-2 in articles",
            "conflict | coder 1: left blank",
            "conflict | coder 1: 'maybe' is neither 1 nor 0",
        ]
    )


def test_no_cell_of_a_saved_sheet_is_a_formula(tmp_path):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "fine"]
    articles = pd.DataFrame({"text": texts, "title": texts}, index=texts)
    sample_for_coding(articles, 5, frames=["=f"], by=None, path=tmp_path / "sheet.csv")
    cells = pd.read_csv(tmp_path / "sheet.csv", dtype="str")
    assert not cells.stack().str.match(r"[=+\-@]").any()
    sample_for_coding(articles, 5, frames=["=f"], by=None, path=tmp_path / "sheet.xlsx")
    assert set(pd.read_excel(tmp_path / "sheet.xlsx", engine="calamine")["text"]) == set(texts)
    assert read_codes(tmp_path / "sheet.xlsx", articles)["article"].isin(texts).all()


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path):
    articles = pd.DataFrame({"text": ["long " * 10_000]})
    sample_for_coding(articles, 1, frames=["f"], by=None, path=tmp_path / "sheet.xlsx")
    (text,) = pd.read_excel(tmp_path / "sheet.xlsx", engine="calamine")["text"]
    assert text.endswith("[…the article goes on, and no cell holds more]")
    assert len(text) <= 32_767


def test_what_is_no_sheet_is_refused(articles, tmp_path):
    pd.DataFrame({"a": [1]}).to_csv(tmp_path / "other.csv")
    with pytest.raises(ValueError, match="is no sheet of sample_for_coding"):
        read_codes(tmp_path / "other.csv", articles)
    with pytest.raises(FileNotFoundError, match="no file"):
        read_codes(tmp_path / "nowhere.csv", articles)
    sheet = sample_for_coding(articles, 2, frames=["conflict"]).assign(probability="")
    sheet.to_csv(tmp_path / "blank.csv", index=False)
    with pytest.raises(ValueError, match=r"blank\.csv, row 1: the probability is ''"):
        read_codes(tmp_path / "blank.csv", articles)


def test_a_row_of_no_article_is_listed(articles, tmp_path):
    path = tmp_path / "sheet.csv"
    filled_in(sample_for_coding(articles, 6, frames=["conflict"]), {}).to_csv(path, index=False)
    codes = read_codes(path, articles.drop(index="d"))
    assert len(codes) == 5
    assert problems(codes)["problem"].str.fullmatch(r"the row '\d of 6' is of no article").tolist() == [True]


def all_filled(articles):
    sheet = sample_for_coding(articles, 6, frames=["conflict"], coders=["Ana", "Ben"])
    return sheet.assign(**{"conflict | Ana": list("101010"), "conflict | Ben": list("100110")})


ANSWERS = ["ja", "X", "WAHR", "FALSCH", " 1 ", "\xa00"], ["１", "０.", "1,0", "0.00", "Sí", "нет"]


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_answers_are_read_as_people_and_spreadsheets_write_them(articles, tmp_path, answers, ending):
    path = tmp_path / f"sheet{ending}"
    _save(all_filled(articles).assign(**{"conflict | Ana": answers}), path)
    codes = read_codes(path, articles)
    expected = [1, 1, 1, 0, 1, 0] if answers is ANSWERS[0] else [1, 0, 1, 0, 1, 0]
    assert codes.loc[codes["coder"] == "Ana", "code"].tolist() == expected
    assert problems(codes).empty


@pytest.mark.parametrize(
    "answer", ["2", "10", "-1", "100%", "1/0", "1?", "0 (unsure)", "NA", "nan", "l", "O"]
)
def test_answers_that_are_no_code_are_listed(articles, tmp_path, answer):
    path = tmp_path / "sheet.xlsx"
    _save(all_filled(articles).assign(**{"conflict | Ana": [answer, *"01010"]}), path)
    codes = read_codes(path, articles)
    assert codes["code"].isna().sum() == 1
    assert problems(codes)["problem"].tolist() == [f"conflict | Ana: {answer!r} is neither 1 nor 0"]


HARMLESS = {
    "columns in another order": lambda sheet: sheet[sheet.columns[::-1]],
    "names in capitals": lambda sheet: sheet.rename(
        columns=lambda name: name if "|" in name else name.upper()
    ),
    "spaces in names": lambda sheet: sheet.rename(columns=lambda name: f" {name.replace(' | ', '|')} "),
    "keys in capitals, with spaces": lambda sheet: sheet.assign(key=" " + sheet["key"].str.upper()),
    "a comma in numbers": lambda sheet: sheet.assign(probability="1,0"),
    "percent": lambda sheet: sheet.assign(probability="100 %"),
    "dates in another form": lambda sheet: sheet.assign(date="08.12.2024"),
    "texts edited": lambda sheet: sheet.assign(text="see the paper", title=""),
    "texts left out": lambda sheet: sheet.drop(columns=["text", "title"], errors="ignore"),
    "an empty column": lambda sheet: sheet.assign(**{"": ""}),
}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("change", HARMLESS)
def test_changes_that_do_no_harm_change_nothing(articles, tmp_path, change, ending):
    path, sheet = tmp_path / f"sheet{ending}", all_filled(articles)
    sheet.to_csv(tmp_path / "as_it_was.csv", index=False)
    _save_plain(HARMLESS[change](sheet), path)
    codes, expected = read_codes(path, articles), read_codes(tmp_path / "as_it_was.csv", articles)
    assert problems(codes).empty
    keys = ["article", "coder"]
    codes, expected = (table.sort_values(keys, ignore_index=True) for table in (codes, expected))
    pd.testing.assert_frame_equal(codes, expected)


def swap_keys(sheet):
    key = sheet["key"].tolist()
    return sheet.assign(key=[key[1], key[0], *key[2:]])


HARMFUL = {
    "an answer renamed": (
        lambda sheet: sheet.rename(columns={"conflict | Ana": "Conflict (Ana)"}),
        ["the column 'Conflict (Ana)' is passed over; one with codes is named as 'conflict | coder 1'"],
    ),
    "an answer twice": (
        lambda sheet: pd.concat([sheet, sheet[["conflict | Ana"]]], axis=1),
        ["the column 'conflict | Ana' is there twice; the first is read"],
    ),
    "a frame of one coder": (
        lambda sheet: sheet.assign(**{"morality | Ana": "1"}),
        ["there is no column 'morality | Ben'"],
    ),
    "a sum below": (
        lambda sheet: pd.concat([sheet, pd.DataFrame([{"row": "Sum", "conflict | Ana": "3"}])]),
        ["the row 'Sum' is of no article"],
    ),
    "a row added": (
        lambda sheet: pd.concat([sheet, sheet[:1].assign(row="new", key="zzzzzzzz")]),
        ["the row 'new' is of no article"],
    ),
    "numbers for rows": (
        lambda sheet: sheet.assign(row=range(6)),
        ["the column 'row' is damaged, so lost rows cannot be seen"],
    ),
    "one label edited": (
        lambda sheet: sheet.assign(article=["edited", *sheet["article"][1:]]),
        ["its label is edited in the sheet, and {0} in articles"],
    ),
    "two keys exchanged": (
        swap_keys,
        [
            "its key is that of {1}, its label {0}; copy both from the sheet as drawn",
            "its key is that of {0}, its label {1}; copy both from the sheet as drawn",
        ],
    ),
    "a coder who coded nothing": (
        lambda sheet: sheet.assign(**{"conflict | Ben": ""}),
        ["conflict | Ben: no row is coded"],
    ),
}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("change", HARMFUL)
def test_changes_that_cost_something_are_listed(articles, tmp_path, change, ending):
    path, sheet = tmp_path / f"sheet{ending}", all_filled(articles)
    function, expected = HARMFUL[change]
    _save_plain(function(sheet), path)
    codes = read_codes(path, articles)
    assert problems(codes)["problem"].tolist() == [line.format(*sheet["article"]) for line in expected]
    n_lost = {"two keys exchanged": 4, "an answer renamed": 6}.get(change, 0)
    n_more = 6 if change == "a frame of one coder" else 0
    assert len(codes) == 12 - n_lost + n_more


def _save_plain(sheet, path):
    if path.suffix == ".csv":
        sheet.to_csv(path, index=False)
    else:
        options = {"options": {"strings_to_formulas": False}}
        sheet.to_excel(path, index=False, engine="xlsxwriter", engine_kwargs=options)


def test_codes_are_found_below_a_title_and_on_a_second_sheet(articles, tmp_path):
    sheet = all_filled(articles)
    sheet.to_csv(tmp_path / "plain.csv", index=False)
    expected = read_codes(tmp_path / "plain.csv", articles)
    (tmp_path / "titled.csv").write_text("Codes, December\n\n" + sheet.to_csv(index=False), encoding="utf-8")
    (tmp_path / "utf16.csv").write_text(sheet.to_csv(index=False, sep="\t"), encoding="utf-16")
    (tmp_path / "old.csv").write_text(
        sheet.assign(title="«é»").to_csv(index=False, sep=";"), encoding="cp1252", errors="replace"
    )
    options = {"engine": "xlsxwriter", "engine_kwargs": {"options": {"strings_to_formulas": False}}}
    with pd.ExcelWriter(tmp_path / "second.xlsx", **options) as writer:
        pd.DataFrame({"notes": ["read me"]}).to_excel(writer, sheet_name="notes", index=False)
        sheet.to_excel(writer, sheet_name="codes", index=False, startrow=3)
    for name in ("titled.csv", "utf16.csv", "old.csv", "second.xlsx"):
        codes = read_codes(tmp_path / name, articles)
        assert codes["code"].tolist() == expected["code"].tolist(), name
        assert problems(codes).empty, name
    with pd.ExcelWriter(tmp_path / "two.xlsx", **options) as writer:
        sheet.to_excel(writer, sheet_name="codes", index=False)
        sheet.to_excel(writer, sheet_name="codes (2)", index=False)
    found = problems(read_codes(tmp_path / "two.xlsx", articles))["problem"].tolist()
    assert found == ["the sheet 'codes (2)' has codes too; 'codes' is read"]
    (tmp_path / "broken.xlsx").write_bytes(b"PK no workbook")
    with pytest.raises(ValueError, match=r"broken\.xlsx cannot be read as a spreadsheet"):
        read_codes(tmp_path / "broken.xlsx", articles)


# Agreement --------------------------------------------------------------------------------------------------

# Two observers and ten units: Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example A.
MEG, OWEN = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]


def codes_of(*coders):
    tables = [
        pd.DataFrame(
            {"article": range(len(codes)), "frame": "f", "coder": str(i), "code": codes, "probability": 1.0}
        )
        for i, codes in enumerate(coders)
    ]
    return pd.concat(tables, ignore_index=True).assign(frame="f", probability=1.0)


def test_alpha_is_the_published_one():
    table = coder_agreement(codes_of(MEG, OWEN)).set_index("measure")
    assert table.loc["krippendorff_alpha", "value"] == pytest.approx(0.095, abs=0.0005)
    assert table.loc["agreement", "value"] == 0.6
    assert table.loc["cohen_kappa", "value"] == pytest.approx(cohen_kappa_score(MEG, OWEN))
    assert (table["low"] < table["value"]).all()
    assert (table["value"] < table["high"]).all()


def test_fleiss_kappa_counted_by_hand():
    # Three coders: of four articles two are coded alike (1 and 0), and two by two to one.
    table = coder_agreement(codes_of([1, 0, 1, 0], [1, 0, 1, 0], [1, 0, 0, 1])).set_index("measure")
    alike, ones = (1 + 1 + 1 / 3 + 1 / 3) / 4, 6 / 12
    chance = ones**2 + (1 - ones) ** 2
    assert table.loc["fleiss_kappa", "value"] == pytest.approx((alike - chance) / (1 - chance))


def test_coders_who_all_say_the_same_leave_nothing_to_tell_agreement_from_chance():
    table = coder_agreement(codes_of([1, 1, 1], [1, 1, 1])).set_index("measure")
    assert table.loc["agreement", "value"] == 1
    assert table.loc[["krippendorff_alpha", "cohen_kappa"], ["value", "low", "high"]].isna().all(axis=None)


def test_one_coder_alone_cannot_agree():
    with pytest.raises(ValueError, match="no article is coded by two coders"):
        coder_agreement(codes_of([1, 0]))
    blank = codes_of([1, 0], [np.nan, np.nan])
    with pytest.raises(ValueError, match="no article is coded by two coders"):
        coder_agreement(blank)


def test_intervals_of_agreement_hold_about_95_percent():
    rng = np.random.default_rng(0)
    truth = rng.random((80, 60)) < 0.4
    seen = [np.where(rng.random(truth.shape) < 0.15, ~truth, truth).astype(float) for _ in range(2)]
    expected = 1 - 2 * 0.15 * 0.85
    held = []
    for first, second in zip(*seen, strict=True):
        row = coder_agreement(codes_of(first, second)).iloc[0]
        held.append(row["low"] <= expected <= row["high"])
    assert 0.9 <= np.mean(held) <= 0.99


# Quality ----------------------------------------------------------------------------------------------------


def coded_all(articles, conflict):
    return pd.DataFrame(
        {"article": articles.index, "frame": "conflict", "coder": "x", "code": conflict, "probability": 1.0}
    )


def test_precision_and_recall_counted_by_hand(articles):
    codes = coded_all(articles, [1, 0, 1, 1, 0, 0])
    (row,) = lexicon_quality(articles, LEXICON, codes).to_dict("records")
    assert [row[key] for key in ("n_coded", "n_true", "n_found", "n_right")] == [6, 3, 3, 2]
    assert row["precision"] == row["recall"] == row["f1"] == pytest.approx(2 / 3)
    low, high = wilson_interval(2 / 3, 3)
    assert (row["precision_low"], row["precision_high"]) == (low, high)
    by_source = lexicon_quality(articles, LEXICON, codes, by="source").set_index("source")
    assert by_source.loc["A", "precision"] == pytest.approx(2 / 3)
    assert np.isnan(by_source.loc["B", "precision"])
    assert by_source.loc["B", "recall"] == 0


def test_articles_weigh_by_how_many_they_stand_for(articles):
    codes = coded_all(articles, [1, 0, 1, 1, 0, 0]).assign(probability=[0.5, 1, 1, 1, 1, 1])
    assert lexicon_quality(articles, LEXICON, codes)["precision"].item() == pytest.approx(3 / 4)


def test_the_pattern_that_costs_most_comes_first_and_errors_name_it(articles):
    codes = coded_all(articles, [1, 0, 0, 1, 0, 0])
    patterns = pattern_quality(articles, LEXICON, codes)
    assert patterns[["pattern", "n_coded", "n_right", "n_only_wrong"]].to_numpy().tolist() == [
        ["war", 3, 1, 1],
        ["battle*", 1, 0, 0],
    ]
    errors = lexicon_errors(articles, LEXICON, codes)
    assert errors.fillna("").to_numpy().tolist() == [
        ["1-2", "conflict", "wrongly found", "war"],
        ["=1+1", "conflict", "wrongly found", "battle*; war"],
        ["d", "conflict", "missed", ""],
    ]


def test_coders_decide_by_majority_and_an_even_vote_does_not_count(articles):
    three = [
        coded_all(articles, votes) for votes in ([1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 1], [0, 0, 1, 1, 0, 1])
    ]
    codes = pd.concat([table.assign(coder=str(i)) for i, table in enumerate(three)])
    assert lexicon_quality(articles, LEXICON, codes)["n_true"].item() == 3
    assert lexicon_quality(articles, LEXICON, codes[codes["coder"] != "2"])["n_coded"].item() == 4


@pytest.mark.parametrize("function", [lexicon_quality, pattern_quality, lexicon_errors, corrected_shares])
def test_codes_of_other_frames_or_articles_are_refused(articles, function):
    codes = coded_all(articles, [1, 0, 1, 1, 0, 0])
    with pytest.raises(ValueError, match=r"no frame is both coded and in the lexicon: coded are rain"):
        function(articles, LEXICON, codes.assign(frame="rain"))
    with pytest.raises(ValueError, match="codes has an article 'd' that is not in articles"):
        function(articles.drop(index="d"), LEXICON, codes)


# Corrected shares -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", Table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_the_published_ones(hits, n, low, high):
    assert np.round(wilson_interval(hits / n, n), 4).tolist() == [low, high]


@pytest.mark.parametrize("case", PPI["cases"], ids=lambda case: case["name"])
def test_shares_and_intervals_are_those_of_tuned_prediction_powered_inference(case):
    """The share is the same where the lexicon finds as many of the coded articles as of the others. Theirs is
    a normal interval of endless articles; ours is about these, and leans to the middle as Wilson's does.
    """
    n_coded, n_others = case["coded"], case["others"]
    found = np.repeat([1, 1, 0, 0, 1, 0], [*n_coded, *n_others])
    articles = pd.DataFrame({"source": "A", "text": np.where(found, "war", "rain")})
    code = np.repeat([1, 0, 1, 0], n_coded)
    codes = pd.DataFrame({"article": np.arange(len(code)), "frame": "f", "coder": "x", "code": code})
    table = corrected_shares(articles, {"f": ["war"]}, codes.assign(probability=len(code) / len(found)))
    share, low, high = table.loc[0, ["share", "low", "high"]]
    assert share == pytest.approx(case["tuned"], abs=1e-6 if case["name"] != "uneven sample" else 0.002)
    (tuned_low, tuned_high), (ppi_low, ppi_high) = case["tuned_interval"], case["ppi_interval"]
    assert high - low == pytest.approx(tuned_high - tuned_low, rel=0.04)
    assert high - low < ppi_high - ppi_low
    assert [low, high] == pytest.approx([tuned_low, tuned_high], abs=0.016)


def test_corrected_shares_counted_by_hand():
    # Of A's 10 articles 4 have "war"; the lexicon is right in 1 of 2 coded ones, and misses 1 of 3 others.
    articles = pd.DataFrame({"source": ["A"] * 10, "text": ["war"] * 4 + ["rain"] * 6})
    codes = pd.DataFrame(
        {"article": [0, 1, 4, 5, 6], "frame": "f", "coder": "x", "code": [1, 0, 1, 0, 0], "probability": 0.5}
    )
    (row,) = corrected_shares(articles, {"f": ["war"]}, codes).to_dict("records")
    assert (row["n_articles"], row["n_coded"], row["naive_share"]) == (10, 5, 0.4)
    assert row["share"] == pytest.approx(0.4 * 0.5 + 0.6 / 3)
    assert row["low"] < row["share"] < row["high"]


def test_all_articles_coded_leave_nothing_unsure(articles):
    codes = coded_all(articles, [1, 0, 1, 1, 0, 0])
    table = corrected_shares(articles, LEXICON, codes).set_index("source")
    assert table.loc["A", ["share", "low", "high"]].tolist() == pytest.approx([2 / 3] * 3)
    (row,) = corrected_differences(articles, LEXICON, codes, "A", "B").to_dict("records")
    assert [row["naive_difference"], row["difference"]] == pytest.approx([1, 1 / 3])
    assert [row["low"], row["high"]] == pytest.approx([1 / 3, 1 / 3])
    with pytest.raises(ValueError, match="a and b are both 'A'"):
        corrected_differences(articles, LEXICON, codes, "A", "A")


def test_a_group_that_nobody_coded_has_no_share(articles):
    codes = coded_all(articles, [1, 0, 1, 1, 0, 0])[:3]
    table = corrected_shares(articles, LEXICON, codes).set_index("source")
    assert table.loc["B", ["share", "low", "high"]].isna().all()
    assert table.loc["B", "n_coded"] == 0


@pytest.mark.parametrize(("precision", "recall"), [(0.5, 0.5), (0.5, 0.95), (0.95, 0.5), (0.8, 0.8)])
@pytest.mark.parametrize("n", [50, 200])
def test_intervals_hold_and_are_no_wider_than_those_of_the_sample_alone(precision, recall, n):
    rng = np.random.default_rng(1)
    size, share = 1000, 0.2
    true = np.arange(size) < share * size
    found = np.arange(size) < share * size * recall
    found[int(share * size) : int(share * size + share * size * recall * (1 / precision - 1))] = True
    held, width, width_alone = [], [], []
    for _ in range(1000):
        drawn = rng.choice(size, n, replace=False)
        n_cell = np.array([found[drawn].sum(), (~found[drawn]).sum()])
        hits = np.array([(true & found)[drawn].sum(), (true & ~found)[drawn].sum()])
        sizes = [found.sum(), size - found.sum()]
        _, low, high = stratified_share(sizes, n_cell, hits / np.maximum(n_cell, 1), [1, 0])
        held.append(low <= share <= high)
        width.append(high - low)
        alone = stratified_share([size], [n], [true[drawn].mean()], [0])
        width_alone.append(alone[2] - alone[1])
    assert np.mean(held) > 0.925  # of 1,000 samples
    assert np.mean(width) <= np.mean(width_alone)


def test_the_charts_draw_quality_and_corrected_shares():
    quality = pd.DataFrame({"source": ["A", "B"], "frame": "war"})
    for measure, value in (("precision", 0.8), ("recall", 0.5)):
        quality[[measure, f"{measure}_low", f"{measure}_high"]] = value, value - 0.1, value + 0.1
    ax = plot_lexicon_quality(quality)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["war / A", "war / B"]
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0.8, 0.8], [0.5, 0.5]]
    shares = quality[["source", "frame"]].assign(naive_share=[0.6, 0.2], share=0.4, low=0.3, high=0.5)
    ax = plot_corrected_shares(shares, order=["war / B"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["war / B"]
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0.4], [0.2]]


def test_the_chart_draws_how_coders_agree():
    measures = ["agreement", "krippendorff_alpha", "cohen_kappa"]
    agreement = pd.DataFrame({"frame": ["war"] * 3 + ["aid"] * 2, "measure": measures + measures[:2]})
    agreement = agreement.assign(value=[0.9, 0.7, 0.6, 0.8, -0.2], low=[0.8, 0.5, 0.4, 0.7, -0.5], high=1.0)
    ax = plot_coder_agreement(agreement)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["war", "aid"]
    assert [line.get_xdata().tolist() for line in ax.lines[:2]] == [[0.9, 0.8], [0.7, -0.2]]
    kappa, enough = ax.lines[2].get_xdata(), ax.lines[3].get_xdata()
    assert kappa[0] == 0.6
    assert np.isnan(kappa[1])  # of the frame that has none
    assert list(enough) == [0.8, 0.8]
    assert ax.get_xlim() == (-0.5, 1)
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["agreement", "Krippendorff's alpha", "Cohen's kappa"]


def test_codes_of_ones_own_are_explained():
    articles = pd.DataFrame({"source": ["A", "B"], "text": ["a war", "rain"]}, index=["one", "two"])
    mine = pd.DataFrame({"article": ["one", "two"], "conflict": [1, 0]})
    lexicon = {"conflict": ["war"]}
    for call in (lexicon_quality, corrected_shares):
        with pytest.raises(ValueError, match=r"no column 'frame', 'code', 'probability'.*codes\.melt\("):
            call(articles, lexicon, mine)
    with pytest.raises(ValueError, match=r"no column 'frame', 'coder', 'code'.*codes\.melt\("):
        coder_agreement(mine)
    with pytest.raises(TypeError, match=r"takes the path of a sheet.*codes\.melt\("):
        read_codes(mine, articles)
    with pytest.raises(TypeError, match=r"must be a table.*not str"):
        lexicon_quality(articles, lexicon, "codes.csv")
    codes = mine.melt("article", var_name="frame", value_name="code").assign(coder="me", probability=1)
    assert lexicon_quality(articles, lexicon, codes)["precision"].tolist() == [1]
