"""The process for files of other programs' formats: what a parser does there costs its file and no other."""

import io
import os
import subprocess
import sys
import textwrap

import pandas as pd
import pytest
from test_bad_files import RIVER, listed, write
from test_readers import GOOD

from newslab.corpus import read_articles
from newslab.readers import PAGES, TABLES, UnreadableFile, guard, read_together, worker
from newslab.readers.formats import FOREIGN_PAGES, FOREIGN_TABLES, read_file
from newslab.readers.guard import read_guarded

ENDINGS = [ending for ending in GOOD if ending in {**FOREIGN_PAGES, **FOREIGN_TABLES}]


@pytest.fixture
def breaking(monkeypatch, tmp_path):
    """Give a worker whose parser of .rtf does what it is told."""

    def start(code):
        folder = tmp_path / "packages"
        write(folder, {"striprtf/__init__.py": ""})
        parser = "import contextlib, os, time\ndef rtf_to_text(text, errors):\n" + textwrap.indent(
            code, "    "
        )
        (folder / "striprtf" / "striprtf.py").write_text(parser, encoding="utf-8")
        searched = [str(folder), *guard._search_path()]
        monkeypatch.setattr(guard, "_search_path", lambda: searched)
        monkeypatch.setattr(guard, "_worker", None)

    yield start
    guard._stop_worker()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_worker_reads_what_the_reader_reads(ending):
    if not GOOD[ending]:
        pytest.skip("an extra is not installed")
    expected, expected_notes = {**PAGES, **TABLES}[ending](GOOD[ending])
    found, notes = read_file(ending, GOOD[ending])
    assert notes == expected_notes
    if isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected, check_index_type=False)
    else:
        assert found == expected


#: Fills the memory as on a system that sets a process no limit, such as macOS and Windows.
FILLING = """
with contextlib.suppress(ImportError):
    import resource
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
held = []
while True:
    held.append(b"x" * 10**7)
    time.sleep(0.02)
"""


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("os.abort()", "the program that reads it broke down"),
        ("os._exit(0)", "the program that reads it broke down"),
        ("while True: pass", "not read in the time that its size allows"),
        ("return bytearray(10**10)", "more than 500 MB of memory"),
        ("return [bytearray(10**6) for _ in range(10**4)]", "more than 500 MB of memory"),
        (FILLING, "more than 500 MB of memory"),
        ("raise SystemExit('no')", "damaged; the program that reads it says SystemExit: no"),
        ("raise MemoryError", "more than 500 MB of memory"),
    ],
)
def test_what_a_parser_does_costs_its_file_alone(code, cause, breaking, tmp_path):
    pytest.importorskip("striprtf", reason="an extra is not installed")
    breaking(code)
    write(tmp_path / "corpus", {"a.rtf": b"{\\rtf1 x}", "good.txt": RIVER, "t.parquet": GOOD[".parquet"]})
    articles = read_articles(tmp_path / "corpus")
    assert articles.index.tolist() == ["good", "t:1", "t:2"]
    [(found, outcome)] = [line[2:] for line in listed(articles) if line[0] == "a.rtf"]
    assert outcome == "left out"
    assert cause in found


def test_what_one_of_many_files_does_costs_it_alone(breaking, tmp_path):
    pytest.importorskip("striprtf", reason="an extra is not installed")
    breaking("os.abort() if 'abort' in text else None; return text")
    files = {f"{number:02}.rtf": b"{\\rtf1 %d}" % number for number in range(60)}
    files |= dict.fromkeys(("07.rtf", "08.rtf", "55.rtf"), b"{\\rtf1 abort}")
    write(tmp_path / "corpus", files | {"30.txt": RIVER})
    articles = read_articles(tmp_path / "corpus")
    assert articles["origin"].tolist() == sorted(({*files} | {"30.txt"}) - {"07.rtf", "08.rtf", "55.rtf"})
    assert [line[0] for line in listed(articles) if line[3] == "left out"] == ["07.rtf", "08.rtf", "55.rtf"]


def test_a_batch_is_answered_in_parts_where_its_tables_are_large(monkeypatch):
    buffer = io.BytesIO()
    pd.DataFrame({"text": ["x" * 9_000_000]}).to_parquet(buffer)
    files = [(".parquet", buffer.getvalue()), (".rtf", b"no Rich Text")] * 4
    asked, ask = [], guard._Worker.ask

    def counted(worker, files, pages):
        asked.append(ask(worker, files, pages))
        return asked[-1]

    monkeypatch.setattr(guard._Worker, "ask", counted)
    answers = read_guarded(files)
    assert [len(some) for some in asked] == [5, 3]
    assert [answer[0].num_rows for answer in answers[::2]] == [1, 1, 1, 1]
    assert all(isinstance(answer, UnreadableFile) for answer in answers[1::2])


def test_files_are_answered_in_their_order_whatever_reads_them():
    files = {
        ".txt": b"One.",
        ".parquet": GOOD[".parquet"],
        ".csv": b"text\nTwo.\n",
        ".html": b"",
        ".md": b"x",
    }
    outcomes = dict(
        zip(files, read_together((e, lambda c=c: (c, [])) for e, c in files.items()), strict=True)
    )
    assert outcomes[".txt"][0].text == "One."
    assert len(outcomes[".parquet"][0]) == 2
    assert outcomes[".csv"][0]["text"].tolist() == ["Two."]
    assert str(outcomes[".html"]) == "the file is empty"
    assert outcomes[".md"][0].text == "x"


def test_a_system_without_a_limit_of_memory_sets_none(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "resource", None)  # importing it would fail
    worker._limit_memory(10**9)
    worker._limit_memory(None)


def test_what_a_parser_prints_is_no_answer(breaking):
    pytest.importorskip("striprtf", reason="an extra is not installed")
    breaking("print('x' * 10_000); os.write(1, b'y'); return 'It rose.'")
    assert read_file(".rtf", b"{\\rtf1 x}")[0].text == "It rose."


def test_it_is_started_once_and_only_for_a_file_that_needs_it(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "_worker", None)
    write(tmp_path, {"a.txt": RIVER, "t.csv": "text\nOne.\n"})
    read_articles(tmp_path)
    assert guard._worker is None
    write(tmp_path, {"t.parquet": GOOD[".parquet"]})
    read_articles(tmp_path)
    first = guard._worker
    read_articles(tmp_path)
    assert guard._worker is first
    guard._stop_worker()


def test_it_is_restarted_where_it_was_stopped():
    read_guarded([(".parquet", GOOD[".parquet"])])
    guard._worker._process.kill()
    guard._worker._process.wait()
    [(found, _)] = read_guarded([(".parquet", GOOD[".parquet"])])
    assert found.num_rows == 2


def test_an_interruption_leaves_no_half_of_an_answer(monkeypatch):
    def interrupt(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(guard._Worker, "_answer", interrupt)
        with pytest.raises(KeyboardInterrupt):
            read_guarded([(".parquet", GOOD[".parquet"])])
    [(found, _)] = read_guarded([(".parquet", GOOD[".parquet"])])
    assert found.num_rows == 2


def test_without_a_second_python_the_file_is_listed(monkeypatch):
    monkeypatch.setattr(guard, "_worker", None)
    monkeypatch.setattr(sys, "executable", os.devnull)
    [cause] = read_guarded([(".parquet", GOOD[".parquet"])])
    assert isinstance(cause, UnreadableFile)
    assert "no second Python could be started" in str(cause)


def test_a_script_without_a_main_guard_runs_once_and_ends(tmp_path):
    write(tmp_path, {"corpus/t.parquet": GOOD[".parquet"], "pandas.py": "raise SystemExit('run')"})
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    code = f"import sys; sys.path.insert(0, {root!r})\nimport newslab\n"
    code += "print(len(newslab.read_articles('corpus')))"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["TQDM_DISABLE"] = "1"  # a slow machine would show its progress
    command = [sys.executable, "-P", "-c", code]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout) == (0, "2\n")
