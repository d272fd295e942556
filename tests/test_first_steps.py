"""What a new user tries first: it works, or the error says what to do; and on Windows as elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import newslab


@pytest.fixture(scope="module")
def sample():
    return newslab.load_sample()


@pytest.mark.parametrize(
    "lexicon", ["regime", ["regime"], ("regime",), {"regime"}, {"words": ["regime"]}], ids=repr
)
def test_a_lexicon_may_be_a_word_or_words(sample, lexicon):
    rates = newslab.frame_rates(sample, lexicon)
    assert rates.set_index("source")["n"]["Palisade Review"] == 11


def test_a_table_is_saved_as_a_sheet(sample, tmp_path):
    table = newslab.frame_rates(sample, "regime")
    table.to_excel(tmp_path / "rates.xlsx", index=False)
    again = pd.read_excel(tmp_path / "rates.xlsx", engine="calamine")
    pd.testing.assert_frame_equal(again, table, check_dtype=False)


def test_codes_joined_by_article_keep_its_id(sample):
    codes = pd.DataFrame({"article": ["meridian-wire-1"], "tone": ["calm"]})
    coded = sample.join(codes.set_index("article"))
    hits = newslab.find_terms(coded[coded["tone"] == "calm"], "government")
    assert set(hits["article"]) == {"meridian-wire-1"}


@pytest.mark.parametrize(
    ("attempt", "remedy"),
    [
        (lambda articles: newslab.tokenize(["a text"]), r"DataFrame\(\{'text': texts\}\)"),
        (lambda articles: newslab.frame_rates(articles["text"], "a"), r"DataFrame\(\{'text': texts\}\)"),
        (lambda articles: newslab.frame_rates(articles.drop(columns="source"), "a"), r"rename\(columns="),
        (lambda articles: newslab.frame_rates(articles, "a", by="month"), "no column 'month'"),
        (lambda articles: newslab.frame_rates(articles, "mine.yml"), "generic_frames, syria_labels"),
        (lambda articles: newslab.label_shares(articles, "regime"), r"\{'labels': \{'thing'"),
        (lambda articles: newslab.save_articles(articles, "a.xlsx"), r"articles\.to_excel\(path\)"),
        (lambda articles: newslab.concordance(articles, ""), "a pattern needs a letter or a digit"),
        (lambda articles: newslab.source_profiles(articles, by="outlet"), "no column 'outlet'"),
        (lambda articles: newslab.plot_frame_rates(articles), r"newslab\.frame_rates makes one"),
        (lambda articles: newslab.plot_frame_rates(articles.assign(frame="a", rate=1.0)), "'low', 'high'"),
        (lambda articles: newslab.tokenize(pd.concat([articles, articles])), r"reset_index\(drop=True\)"),
        (lambda articles: newslab.tokenize(articles, stem="en"), "'english'"),
        (lambda articles: newslab.read_articles("no-such-folder"), "check the spelling"),
        (lambda articles: newslab.frame_rates(articles, "a", by="sorce"), "'source' may be meant"),
        (lambda articles: newslab.frame_rates(articles, "a", by=None), r"assign\(group='all'\)"),
        (lambda articles: newslab.find_terms(articles, r"reg\w+"), "no regular expression"),
        (lambda articles: newslab.explore("page.html", articles), "such as 'explore.html'"),
    ],
)  # fmt: skip
def test_a_first_mistake_is_told_its_remedy(sample, attempt, remedy):
    with pytest.raises((TypeError, ValueError, FileNotFoundError), match=remedy):
        attempt(sample)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_that_windows_wrote_is_read_as_any_other(tmp_path, encoding, line_end):
    rows = ["source;title;text", "Zürcher Bote;Über die Brücke;„Nein“, sagte er – für heute."]
    rows += [f"Bote {i};Nachricht {i};Der Präsident sprach über Öl und die Brücke." for i in range(5)]
    folder = tmp_path / "Eigene Dateien (2)"
    folder.mkdir()
    (folder / "Artikel.csv").write_bytes(line_end.join(rows).encode(encoding))
    articles = newslab.read_articles(str(folder / "Artikel.csv"))
    assert articles["source"].iloc[0] == "Zürcher Bote"
    assert articles["text"].iloc[0] == "„Nein“, sagte er – für heute."
    assert not articles["text"].str.contains("\r").any()


def test_no_file_is_opened_in_the_encoding_of_the_system(tmp_path):
    """That of Windows is often not UTF-8; Python warns wherever none is named."""
    script = """
import warnings
warnings.filterwarnings("error", category=EncodingWarning, module="newslab")
import newslab as nl
articles = nl.load_sample()
nl.save_articles(articles, "a.csv")
nl.save_articles(articles, "a.jsonl")
nl.read_articles(["a.csv", "a.jsonl"])
tokens = nl.tokenize(articles)
nl.label_shares(tokens, "syria_labels")
nl.quotes(tokens); nl.names(tokens); nl.cited_outlets(tokens)
nl.explore(tokens, "a.html", frames=None)
"""
    command = [sys.executable, "-X", "warn_default_encoding", "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
