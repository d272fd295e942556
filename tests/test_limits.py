"""Calls that once had no end, filled the memory or broke off: each in a process with limits of both."""

import os
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a system without a limit of memory")

#: Seconds of work and bytes of memory, what is loaded included; seconds that pass on a busy machine.
SECONDS, MEMORY, PATIENCE = 60, 1_000_000_000, 300

BEFORE = f"""
import os, resource, sys, warnings
from pathlib import Path
import pandas as pd
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))
warnings.simplefilter("ignore")
import newslab
"""
# Not `ru_maxrss`, which begins with what the process of the tests held when it started this one.
AFTER = """
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(int(peak.split()[1]) * 1024)
"""

CASES = {
    "a concordance of many long articles": """
        texts = ["the river rose by a metre and people said " * 75] * 2_000
        newslab.concordance(pd.DataFrame({"text": texts}), "the")
    """,
    "a concordance, names and passages of one text of a megabyte": """
        text = "the river rose and Ana Roy said it fell by the metre " * 20_000
        articles = pd.DataFrame({"text": [text, text], "source": ["Wire", "Daily"]})
        assert len(newslab.concordance(articles, "the")) == 80_000
        assert newslab.names(articles)["n"].tolist() == [40_000]
        assert newslab.shared_passages(articles).empty  # what is repeated that often is a refrain
    """,
    "one text of ten megabytes": """
        def peak():
            [line] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
            return int(line.split()[1]) * 1024
        text = "The river rose by a metre near Lyon on Sunday, and people left the lower town. "
        newslab.concordance(pd.DataFrame({"text": [text]}), "river")
        articles = pd.DataFrame({"text": [text * 128_000]})
        before = peak()
        tokens = newslab.tokenize(articles)
        assert peak() - before < 50_000_000  # in one piece it takes 110 MB
        assert len(newslab.concordance(tokens, "river")) == 128_000
        assert peak() - before < 150_000_000  # in one piece it takes 300 MB
    """,
    "half of a surrogate pair": r"""
        articles = pd.DataFrame({"text": pd.Series(["It \udfff rose.", "It rose."], dtype=object)})
        assert newslab.concordance(articles, "rose")["match"].tolist() == ["rose", "rose"]
    """,
    "a run of capitalised words": """
        articles = pd.DataFrame({"text": ["Ana Roy " * 12_500, "It rose."], "source": ["Wire", "Daily"]})
        newslab.names(articles)
        newslab.omitted_terms(articles)
        newslab.exclusive_terms(articles)
    """,
    "a table of more than two gibibytes in one piece": """
        from newslab.readers import separated
        table = separated._read_rows(memoryview(b"a,b\\nc,d\\n"), ",", 2, block_size=2**31 + 1)
        assert table.num_rows == 2
    """,
    "pipes where files are saved": """
        os.mkfifo(".x.newslab-part")
        os.mkfifo("b.csv")
        newslab.save_articles(newslab.load_sample(), "a.csv")
        assert len(newslab.read_articles("a.csv")) == len(newslab.load_sample())
        try:
            newslab.save_articles(newslab.load_sample(), "b.csv")
        except ValueError as error:
            assert "no regular file" in str(error)
    """,
    "files and folders whose names are not UTF-8": r"""
        os.makedirs(b"corpus/L\xfcgen")
        for name in (b"corpus/L\xfcgen/a.txt", b"corpus/na\xefve.txt"):
            with open(name, "w") as file:
                file.write("It rose.")
        articles = newslab.read_articles("corpus")
        assert articles.index.tolist() == ["a", "na\N{REPLACEMENT CHARACTER}ve"]
        assert articles["source"].dropna().tolist() == ["L\N{REPLACEMENT CHARACTER}gen"]
        path = Path(os.fsdecode(b"corpus/na\xefve.txt"))
        assert len(newslab.read_articles(path)) == len(newslab.read_articles([path])) == 1
    """,
    "dates of two outlets, one of which shows its order": r"""
        for name, date in {"uk/b.txt": "13/04/2024", "us/a.txt": "03/04/2024"}.items():
            Path("corpus", name).parent.mkdir(parents=True)
            Path("corpus", name).write_text(f"A flood\n\nPublished: {date}\n\nThe river {name} rose.")
        articles = newslab.read_articles("corpus")
        assert articles["date"].isna().tolist() == [False, True]
        assert newslab.problems(articles)["origin"].tolist().count("us/a.txt") == 3
    """,
    "a page and a feed in forms and asides, without the package for pages": r"""
        sys.modules["trafilatura"] = None
        os.makedirs("packages/trafilatura")
        Path("packages/trafilatura/__init__.py").write_text("raise ImportError")
        sys.path.insert(0, os.path.abspath("packages"))
        os.makedirs("corpus")
        page = "<body><div>Wire</div><form><p>The river rose.</p></form><aside><p>More.</p><p>It fell."
        Path("corpus/a.html").write_text(f"<html>{page}</body></html>")
        item = "<item><description>&lt;p&gt;One.&lt;/p&gt;&lt;aside&gt;&lt;p&gt;Two.</description></item>"
        Path("corpus/b.rss").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>")
        articles = newslab.read_articles("corpus")
        assert "The river rose." in articles.loc["a", "text"]
        assert "It fell." in articles.loc["a", "text"]
        if "b:1" in articles.index:
            assert articles.loc["b:1", "text"] == "One.\n\nTwo."
    """,
    "a title of two lines in an export": r"""
        lines = ["The river rose over the town", "and the bridge fell", "Daily", "May 7, 2024", "Body", "x y"]
        page = "".join(f"<p>{line}</p>" for line in [*lines, "End of Document"])
        Path("a.html").write_text(f"<html><body>{page}</body></html>")
        [title] = newslab.read_articles("a.html")["title"]
        assert title == " ".join(lines[:2])
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_a_call_ends_in_time_and_in_little_memory(name, tmp_path):
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    run = subprocess.run(
        [sys.executable, "-c", BEFORE + textwrap.dedent(CASES[name]) + AFTER],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < MEMORY
