"""Questions to a whole column of texts: each is answered as it would be for one text after the other."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from test_cleaning import LINES

from newslab.cleaning import are_cut_short, clean_cell, may_hold_boilerplate, screening
from newslab.cleaning.boilerplate import CUT_SHORT
from newslab.corpus import read_articles
from newslab.corpus.texts import is_blank, signs_of

COLUMNS = st.lists(st.none() | st.text(max_size=30) | st.lists(LINES, max_size=5).map("\n".join), max_size=8)


def column(cells):
    cells = [cell if cell is None else cell.encode("utf-8", "replace").decode() for cell in cells]
    return pd.Series(cells, dtype="str")


@pytest.fixture(autouse=True, params=[1, 40, 4_000_000], scope="module")
def _pieces_of_any_length(request):
    whole, screening._PIECE = screening._PIECE, request.param
    yield
    screening._PIECE = whole


@given(COLUMNS)
def test_no_text_in_which_the_rules_find_something_is_passed_over(cells):
    cells = column(cells)
    may_hold = may_hold_boilerplate(cells)
    assert may_hold[[bool(cell == cell and clean_cell(cell).removed) for cell in cells]].all()


@pytest.mark.parametrize(
    ("text", "may_hold"),
    [
        ("The river rose.", False),
        ("Advertisement", True),
        ("The river rose.\n\nADVERTISEMENT\n\nIt fell.", True),
        ("The river rose.\n\xa0 Related: \nIt fell.", True),
        ("The advertisement was read on Sunday, in\nThe related stories.", False),
        ("The council asked all residents of the lower\ntown to leave their homes.", True),
        ("The council asked.\n\nthe residents", False),
        ("A cafÂ", True),
        ("Un âne.", False),
        (f"{'The river rose. ' * 20}It is the councilâ€™s vote.", True),
        (f"{'The river rose. ' * 20}Das Café “Öst” in der Stadt.", False),
        (f"{'The river rose. ' * 20}\nМы и река. Реклама\nРеклама\nThe end.", True),
        (f"We use cookies, {'and more of them, ' * 18}to know you.", True),
    ],
)
def test_texts_are_found_by_lines_of_boilerplate_or_damaged_letters(text, may_hold):
    assert may_hold_boilerplate(column([text])).tolist() == [may_hold]


@given(COLUMNS)
def test_the_same_texts_have_the_same_sign_wherever_they_stand(cells):
    cells = column([*cells, *reversed(cells)])
    signs = signs_of(cells)
    assert signs[: len(cells) // 2].tolist() == signs[len(cells) // 2 :].tolist()[::-1]


def test_long_texts_that_differ_where_signs_look_have_other_signs():
    rng = np.random.default_rng(0)
    made = {"".join(rng.choice(list("abcdé "), 60)) for _ in range(1000)}
    assert signs_of(column(made)).is_unique


def test_texts_that_differ_only_where_no_sign_looks_are_told_apart(tmp_path):
    body = ["x" * 500 + letter + "y" * 1500 for letter in "abca"]
    (tmp_path / "t.csv").write_text("\n".join(["text", *body]), encoding="utf-8")
    assert signs_of(column(body)).nunique() == 1
    articles = read_articles(tmp_path)
    assert articles.attrs["problems"].count("the same text") == 1


@given(COLUMNS, st.sampled_from(["", " [+2345 chars]", "\nSubscribe to read", " Ana is already a member?"]))
def test_cut_texts_are_those_that_end_so(cells, end):
    cells = column([*cells, "The river rose. " * 20 + end])
    expected = [
        cell == cell and re.search(CUT_SHORT, cell.encode()[-200:].decode("utf-8", "ignore"))
        for cell in cells
    ]
    assert are_cut_short(cells).tolist() == [bool(each) for each in expected]


@given(st.lists(st.none() | st.text(" \t\n\r\u3000\xa0é.", max_size=4), max_size=8))
def test_blank_cells_are_those_of_white_space_or_missing(cells):
    expected = [cell is None or not cell.strip() for cell in cells]
    assert is_blank(column(cells)).tolist() == expected


def test_a_column_without_a_text_has_no_answers():
    nothing = column([])
    for ask in (is_blank, may_hold_boilerplate, are_cut_short, signs_of):
        assert len(ask(nothing)) == 0
