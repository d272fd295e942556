"""Saving: what is saved is read again as it was, and a file is there whole or not at all."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from newslab.corpus import load_sample, problems, read_articles, save_articles, whole_files
from newslab.corpus.text_cells import FIRST

ENDINGS = [".parquet", ".csv", ".jsonl"]
DANGEROUS = "=+-@＝＋－＠\t\r\n"


@pytest.fixture(params=ENDINGS)
def file(request, tmp_path):
    return tmp_path / f"articles{request.param}"


def articles_of(texts, **columns):
    index = pd.Index([f"a{row}" for row in range(len(texts))], name="article")
    table = pd.DataFrame({"source": "Wire", "date": pd.Timestamp("2024-12-01")}, index=index)
    known = {"title": "One", "author": None, "text": texts, "origin": "a.csv:" + index}
    table = table.assign(**known | columns)
    table = table.astype({"date": "datetime64[us]"})
    return table.astype(dict.fromkeys(["source", "title", "author", "text", "origin"], "str"))


def assert_kept(articles, file):
    before = articles.copy(deep=True)
    save_articles(articles, file)
    pd.testing.assert_frame_equal(read_articles(file), articles)
    pd.testing.assert_frame_equal(articles, before)


# Reading again ----------------------------------------------------------------------------------------------


def test_the_sample_is_read_again_as_it_was(file):
    assert_kept(load_sample(), file)


def test_nothing_is_cleaned_or_left_out_a_second_time(file):
    texts = ["Advertisement", "The river rose.\n\nAdvertisement", "  spaced  ", "", None, "a\r\nb\rc\n"]
    assert_kept(articles_of(texts, title=" The river ", author=""), file)


def test_empty_and_missing_texts_are_told_apart_in_every_column(file):
    articles = articles_of(["", None, "'", "''"], title=["", None, "'", "''"], topic=["", None, "'", "''"])
    assert_kept(articles.astype({"topic": "str"}), file)


TYPED = {
    "text of digits": pd.Series(["007", "1", None, "1e5"], dtype="str"),
    "text of dates": pd.Series(["2024-01-01", "", None, "x"], dtype="str"),
    "int64": pd.Series([0, -1, 2**63 - 1, -(2**63)]),
    "uint8": pd.Series([0, 1, 2, 255], dtype="uint8"),
    "Int64": pd.Series([0, None, 2**63 - 1, -1], dtype="Int64"),
    "Int64 without a missing one": pd.Series([1, 2, 3, 4], dtype="Int64"),
    "float64": pd.Series([0.1 + 0.2, np.nan, np.inf, -np.inf]),
    "whole float64": pd.Series([1.0, 2.0, 3.0, -0.0]),
    "float32": pd.Series([0.1, np.nan, 1e-40, 3e38], dtype="float32"),
    "Float64": pd.Series([0.1, None, 1e300, 2.0], dtype="Float64"),
    "bool": pd.Series([True, False, True, False]),
    "boolean": pd.Series([True, None, False, True], dtype="boolean"),
    "all missing": pd.Series([None] * 4, dtype="str"),
    "all missing numbers": pd.Series([np.nan] * 4),
    "datetime64[us]": pd.Series(
        np.array(["2024-01-01T10:00:00.000001", "NaT", "1066-10-14", "9999-12-31"], "datetime64[us]")
    ),
    "datetime64[ns]": pd.Series(
        np.array(["2024-01-01T10:00:00.000000001", "NaT", "1900-01-01", "2200-01-01"], "datetime64[ns]")
    ),
}


@pytest.mark.parametrize("kind", TYPED)
def test_further_columns_keep_their_type(file, kind):
    cells = TYPED[kind].set_axis(["a0", "a1", "a2", "a3"])
    assert_kept(articles_of(["w", "x", "y", "z"], score=cells), file)


PARQUET_ONLY = {
    "times with a zone": pd.Timestamp("2024-07-01", tz="Europe/Berlin"),
    "spans of time": pd.Timedelta("1h"),
    "periods": pd.Period("2024-07"),
    "categories": pd.Categorical(["b"], ["c", "b", "a"], ordered=True),
}


@pytest.mark.parametrize("kind", PARQUET_ONLY)
def test_only_parquet_keeps_other_types(tmp_path, kind):
    articles = articles_of(["x"], other=PARQUET_ONLY[kind])
    assert_kept(articles, tmp_path / "a.parquet")
    for ending in (".csv", ".jsonl"):
        with pytest.raises(ValueError, match=r"'other' is of type .*, which .* cannot keep; articles.astype"):
            save_articles(articles, tmp_path / f"a{ending}")


@pytest.mark.parametrize(
    "name", ["n:int64", "n:str", ":int64", "=n", "a,b", 'a"b', "a\nb", "a;b", "a|b|c", "'"]
)
def test_a_column_of_any_name_is_kept_beside_one_with_a_type(file, name):
    articles = articles_of(["x", "y"], n=[1, 2], **{name: pd.Series(["s", None], ["a0", "a1"], dtype="str")})
    assert_kept(articles, file)


@pytest.mark.parametrize("column", ["n:int64", "when:datetime64[us]", "b:bool", "x:Int64"])
def test_a_cell_changed_by_hand_leaves_a_column_as_text_and_is_listed(tmp_path, column):
    file = tmp_path / "a.csv"
    rows = [[*FIRST, column], ["a", "Wire", "", "", "", "Rain fell.", "a.txt", "many"]]
    file.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    articles = read_articles(file)
    assert articles[column.split(":")[0]].tolist() == ["many"]
    assert column.split(":")[0] in problems(articles)["problem"][0]


def test_a_saved_file_may_lie_among_others(tmp_path):
    save_articles(articles_of(["Rain fell."]), tmp_path / "saved.csv")
    (tmp_path / "b.txt").write_text("The river rose.", encoding="utf-8")
    articles = read_articles(tmp_path)
    assert articles["text"].tolist() == ["The river rose.", "Rain fell."]
    assert articles["origin"].tolist() == ["b.txt", "a.csv:a0"]


@pytest.mark.parametrize("separator", ";\t")
def test_a_saved_table_rewritten_by_a_spreadsheet_is_still_one(tmp_path, separator):
    articles = articles_of(["=1+1", "The river rose.\n\nAdvertisement"], n=[1, 2])
    save_articles(articles, tmp_path / "a.csv")
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with open(tmp_path / "b.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    pd.testing.assert_frame_equal(read_articles(tmp_path / "b.csv"), articles)


def test_any_table_with_text_becomes_an_articles_table(file):
    save_articles(pd.DataFrame({"score": [1, 2], "text": ["x", "y"]}), file)
    articles = read_articles(file)
    assert articles.index.tolist() == ["0", "1"]
    assert articles.columns.tolist() == [*FIRST[1:], "score"]
    assert articles["origin"].tolist() == [f"{file.name}:1", f"{file.name}:2"]
    assert articles["date"].isna().all()


def test_dates_with_a_time_zone_are_those_of_utc(file):
    dates = pd.to_datetime(["2024-12-01T01:00+02:00"]).tz_convert("Europe/Athens")
    save_articles(articles_of(["x"]).assign(date=dates), file)
    assert read_articles(file)["date"].tolist() == [pd.Timestamp("2024-11-30T23:00")]


def test_attributes_of_a_table_are_not_kept(file):
    articles = articles_of(["x"])
    articles.attrs = {"problems": "[1, 2]", "anything": object()}
    save_articles(articles, file)
    assert read_articles(file).attrs == {"problems": "[]"}


# Not the control characters that make a binary file.
letters = st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\t\n\r\x0b\x0c\x85")
texts = st.none() | st.text(letters | st.sampled_from(DANGEROUS + "'\",;"), max_size=12)
dates = st.datetimes() | st.none()


@given(
    ending=st.sampled_from(ENDINGS),
    rows=st.lists(
        st.tuples(texts, dates, texts, texts, texts, texts, st.floats(), st.booleans()),
        min_size=1,
        max_size=4,
    ),
    index=st.lists(st.text(letters | st.sampled_from(DANGEROUS + "'"), max_size=4), min_size=4, unique=True),
)
def test_whatever_is_saved_is_read_again_as_it_was(tmp_path_factory, ending, rows, index):
    table = pd.DataFrame(
        rows, columns=["source", "date", "title", "author", "text", "topic", "score", "is_long"]
    )
    table = table.astype(dict.fromkeys(["source", "title", "author", "text", "topic"], "str"))
    table["date"] = pd.Series([row[1] for row in rows], dtype="datetime64[us]")
    table.insert(5, "origin", pd.Series("a.csv", index=table.index, dtype="str"))
    articles = table.set_axis(pd.Index(index[: len(rows)], dtype="str", name="article"))
    assert_kept(articles, tmp_path_factory.getbasetemp() / f"any{ending}")


# Spreadsheets -----------------------------------------------------------------------------------------------


@given(st.lists(st.text(";=\n '\"a|-+@\t", max_size=12), min_size=1, max_size=4))
def test_no_cell_begins_a_formula_where_cells_are_parted_by_something_else(tmp_path_factory, texts):
    file = tmp_path_factory.mktemp("saved") / "a.csv"
    articles = pd.DataFrame({"text": [f"It rose. {text}" for text in texts], "note": texts})
    save_articles(articles, file)
    for cell in re.split(r"[;|\t\r\n]", file.read_text(encoding="utf-8-sig")):
        assert not cell.lstrip(' "').startswith(("=", "+", "-", "@"))
    saved = read_articles(file)
    assert saved["text"].tolist() == articles["text"].tolist()
    assert saved["note"].tolist() == texts


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "\xa0=1"]
)
def test_no_cell_of_a_csv_file_begins_a_formula(tmp_path, text):
    articles = articles_of([text], title=text, topic=text, **{text.strip(): "x"}).set_axis([text])
    articles.index.name = "article"
    assert_kept(articles.astype({"topic": "str"}), tmp_path / "a.csv")
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.lstrip(" \xa0").startswith(tuple(DANGEROUS)) for cell in cells)


def test_a_csv_file_tells_spreadsheets_its_encoding(tmp_path):
    save_articles(articles_of(["Ọ̀rọ̀ война 战争"]), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


# What cannot be kept ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"tags": [["a"], ["b"]]}, r"'tags' must hold text; articles.astype\(\{'tags': 'str'\}\) makes it"),
        ({"mixed": [1, "x"]}, "'mixed' must hold text"),
        ({"source": pd.Categorical(["Wire", "Wire"])}, "'source' must hold text"),
        ({"title": [1, 2]}, "'title' must hold text"),
        ({"size": pd.array([1, 2], "int64[pyarrow]")}, r"'size' is of type int64\[pyarrow\], .*astype"),
        ({"z": [1j, 2j]}, "complex"),
        (
            {"text": pd.Series(["a\ud800", "b"], ["a0", "a1"], dtype=object)},
            "'text' holds half of a surrogate pair.*replace",
        ),
        ({"date": ["yesterday", "today"]}, "'date' of articles must hold dates"),
        ({" n": [1, 2]}, "cannot be named ' n'; articles.rename"),
        ({"article": [1, 2]}, "cannot be named 'article'"),
        ({"\ud800": [1, 2]}, "surrogate"),
    ],
)
def test_what_cannot_be_kept_is_named_with_the_remedy_and_nothing_is_written(file, columns, message):
    with pytest.raises(ValueError, match=message):
        save_articles(articles_of(["x", "y"]).assign(**columns), file)
    assert list(file.parent.iterdir()) == []


def test_csv_keeps_no_nul_and_says_what_to_do(tmp_path):
    with pytest.raises(ValueError, match=r"'text' holds NUL.*str.replace"):
        save_articles(articles_of(["a\0b"]), tmp_path / "a.csv")
    for ending in (".parquet", ".jsonl"):
        assert_kept(articles_of(["a\0b"]), tmp_path / f"a{ending}")


def test_a_text_full_of_control_characters_is_kept_by_jsonl_and_parquet_alone(tmp_path):
    articles = articles_of(["\x8f\x01" * 1000])
    with pytest.raises(ValueError, match=r"control characters.*save as .parquet"):
        save_articles(articles, tmp_path / "a.csv")
    for ending in (".parquet", ".jsonl"):
        assert_kept(articles, tmp_path / f"a{ending}")


@pytest.mark.parametrize("index", [[1, "1"], ["a", None], pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])])
def test_each_article_needs_one_name(file, index):
    with pytest.raises(ValueError, match="reset_index"):
        save_articles(articles_of(["x", "y"]).set_axis(index), file)


def test_two_columns_of_one_name_and_no_rows_are_refused(file):
    with pytest.raises(ValueError, match="'title'"):
        save_articles(articles_of(["x"]).rename(columns={"author": "title"}), file)
    with pytest.raises(ValueError, match="no rows"):
        save_articles(articles_of([]), file)


def test_a_path_that_cannot_be_written_to_says_why(tmp_path):
    articles = articles_of(["x"])
    with pytest.raises(ValueError, match=r"must end in .parquet, .csv, .jsonl, .*'a.xlsx'"):
        save_articles(articles, tmp_path / "a.xlsx")
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*absent"):
        save_articles(articles, tmp_path / "absent" / "a.csv")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(ValueError, match="is a folder"):
        save_articles(articles, tmp_path / "b.csv")


# Whole or not at all ----------------------------------------------------------------------------------------

KILLED = """
import os, random, signal, sys, time
from pathlib import Path
import pandas as pd
from newslab.corpus import save_articles

random.seed(0)
n_killed, n_unfinished, found = int(sys.argv[2]), 0, set()
versions = [pd.DataFrame({"text": [letter * 1000] * 300}) for letter in "ab"]
for ending in (".parquet", ".csv", ".jsonl"):
    file = Path(sys.argv[1], "articles" + ending)
    contents, seconds = [], []
    for articles in versions:
        start = time.perf_counter()
        save_articles(articles, file)
        seconds.append(time.perf_counter() - start)
        contents.append(file.read_bytes())
    for _ in range(n_killed):
        child = os.fork()
        while not child:
            for articles in versions:
                save_articles(articles, file)
        time.sleep(random.uniform(0, 0.02 + 2 * min(seconds)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found.add(contents.index(file.read_bytes()))
        n_unfinished += len(os.listdir(file.parent)) - 1
    save_articles(articles, file)
    assert os.listdir(file.parent) == [file.name]
    file.unlink()
assert found == {0, 1}, "each was killed too early"
assert n_unfinished < n_killed / 4  # killed between its last two steps
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only on Linux has an unfinished file no name")
def test_killed_savings_leave_a_whole_file_and_nothing_that_stays(tmp_path):
    """Ten of each format; for a hundred set NEWSLAB_KILLS=100."""
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", KILLED, tmp_path, os.environ.get("NEWSLAB_KILLS", "10")]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr


class Stop(BaseException):
    pass


def raise_after(_):
    raise Stop


@pytest.mark.parametrize("system", ["this one", "without nameless files, as macOS", "and locks, as Windows"])
def test_a_saving_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch, system):
    if system != "this one":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if "locks" in system:
        monkeypatch.setattr(whole_files, "fcntl", None)
    file = tmp_path / "a.txt"
    for content in (b"old", b"new"):
        with whole_files.whole_file(file) as part:
            part.write(content)
    with pytest.raises(Stop), whole_files.whole_file(file) as part:
        raise_after(part.write(b"half"))
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path):
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    save_articles(articles_of(["old"]), target)
    target.chmod(0o640)
    link.symlink_to(target)
    save_articles(articles_of(["new"]), link)
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert read_articles(target)["text"].tolist() == ["new"]


def test_what_a_killed_saving_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path):
    (tmp_path / ".dead.newslab-part").write_bytes(b"half")
    with open(tmp_path / ".living.newslab-part", "wb") as part:
        whole_files._lock(part)
        save_articles(articles_of(["x"]), tmp_path / "a.csv")
    assert sorted(os.listdir(tmp_path)) == [".living.newslab-part", "a.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_neither_waited_for_nor_replaced(tmp_path):
    os.mkfifo(tmp_path / ".x.newslab-part")
    os.mkfifo(tmp_path / "b.csv")
    articles = pd.DataFrame({"text": ["It rose."]})
    save_articles(articles, tmp_path / "a.csv")
    assert len(read_articles(tmp_path / "a.csv")) == 1
    with pytest.raises(ValueError, match="no regular file"):
        save_articles(articles, tmp_path / "b.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system whose links need a right")
def test_a_link_that_leads_back_to_itself_is_refused(tmp_path):
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    (tmp_path / "loop").symlink_to("loop")
    articles = pd.DataFrame({"text": ["It rose."]})
    with pytest.raises(ValueError, match=r"a.csv is a link that leads back to itself; name another file"):
        save_articles(articles, tmp_path / "a.csv")
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        save_articles(articles, tmp_path / "loop" / "a.csv")
