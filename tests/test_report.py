"""The report and the command line: nothing is lost on the way, and nothing of the machine is shown."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from newslab.__main__ import main
from newslab.corpus import load_sample, read_articles, save_articles
from newslab.report import (
    Subject,
    build_report,
    building,
    copy_notebooks,
    exploring,
    notebook_paths,
    notebooks,
    pages,
    refresh,
    report_folder,
    sample,
)


@pytest.fixture
def write(monkeypatch, tmp_path):
    """write(name=[sources]) makes notebooks of a few cells, and lets reports run these."""
    home = tmp_path / "home"
    home.mkdir()

    def write(**cells):
        for name, sources in cells.items():
            old = [nbformat.v4.new_output("stream", text="from an older run")]
            made = [nbformat.v4.new_markdown_cell(f"# Is <it> so in {name}?")]
            made += [
                nbformat.v4.new_code_cell('corpus = "../data/sample"', metadata={"tags": ["parameters"]})
            ]
            made += [nbformat.v4.new_code_cell(source, outputs=old) for source in sources[:-1]]
            made += [nbformat.v4.new_markdown_cell("## What was found")]
            made += [nbformat.v4.new_code_cell(sources[-1])]
            nbformat.write(nbformat.v4.new_notebook(cells=made), home / f"{name[1:]}-so.ipynb")
        paths = sorted(home.glob("*.ipynb"))
        for module in (building, notebooks):
            monkeypatch.setattr(module, "notebook_paths", lambda only=(): paths)
        return paths

    return write


def visible(path):
    """The page without its style, and without the one script that it allows."""
    page = re.sub(r"<style.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return page.replace(f"<script>{pages._script()}</script>", "")


def test_a_failing_notebook_is_reported_and_costs_the_others_nothing(write, tmp_path):
    write(n01=["1 + 1", "print('one')"], n02=["# the divisor\n1 / 0", "print('two')"], n03=["print(3)"])
    lines = []
    report = build_report(Subject("corpus"), tmp_path / "out", say=lines.append)
    assert [page.error is None for page in report.pages] == [True, False, True]
    assert report.pages[1].error.startswith(
        "cell [2] failed:\n    # the divisor\n    1 / 0\nZeroDivisionError"
    )
    assert [page.findings for page in report.pages] == ["one", "", "3"]
    index = visible(report.folder / "index.html")
    assert "Stopped before its end: cell [2] failed" in index
    assert "1 of 3 notebooks stopped before their end" in index
    assert "ZeroDivisionError" in visible(report.folder / "02-so.html")
    assert "from an older run" not in visible(report.folder / "02-so.html")
    assert [line[:5] for line in lines] == ["[1/3]", "[2/3]", "[3/3]", "There"]
    assert "Is &lt;it&gt; so in n01?" in index
    for name, link in (("01-so", "02-so.html"), ("02-so", "03-so.html"), ("03-so", "02-so.html")):
        assert f'href="{link}"' in visible(report.folder / f"{name}.html")


def test_a_kernel_that_does_not_start_costs_the_others_nothing(write, tmp_path, monkeypatch):
    write(n01=["print('one')"], n02=["print('two')"])
    environments = iter([{"PYTHONHOME": str(tmp_path / "nowhere")}, {}])
    whole = notebooks._environment
    monkeypatch.setattr(notebooks, "_environment", lambda scratch: whole(scratch) | next(environments))
    report = build_report(Subject("corpus"), tmp_path / "out")
    assert report.pages[0].error.startswith("Python did not start")
    assert [page.findings for page in report.pages] == ["", "two"]


def test_a_warning_is_a_note_once_a_page_without_the_line_of_code(write, tmp_path):
    source = "import warnings\nfor n in range(3):\n    warnings.warn('few articles', stacklevel=1)"
    write(n01=[source, source])
    page = visible(build_report(Subject("corpus"), tmp_path / "out").folder / "01-so.html")
    assert page.count("Note: few articles") == 1
    assert "UserWarning" not in page
    assert "ipykernel" not in page


def test_a_page_has_no_other_script_and_nothing_from_the_network_and_no_path(write, tmp_path):
    corpus = tmp_path / "R&D {news}"
    corpus.mkdir()
    write(
        n01=[
            "print(corpus)\ncorpus",
            "import sys, tempfile, os\nprint(sys.prefix, tempfile.gettempdir(), os.__file__, os.getcwd())",
            "import pandas as pd\npd.DataFrame({'path': [corpus + '/a.txt']})",
            "open(corpus + '/none.txt')",
            "1",
        ]
    )
    report = build_report(Subject(str(corpus)), tmp_path / "out")
    for path in report.folder.glob("*.html"):
        page = visible(path)
        assert not re.search(r"<script|<link|https?://", page)
        assert "R&amp;D {news}" in page
        assert str(tmp_path) not in page
        assert not re.search(r"(?<![\w.>/])/(?:tmp|home|Users|usr|work|root|var)/", page)
    assert "FileNotFoundError" in visible(report.folder / "index.html")


def test_a_page_runs_nothing_that_articles_hold(write, tmp_path):
    harm = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    columns = {"text": harm, "source": harm, "title": f"[link](javascript:alert(3)) $${harm}$$", harm: harm}
    save_articles(pd.DataFrame([columns], index=[harm]), tmp_path / "harm.jsonl")
    write(
        n01=[
            "import newslab as nl\n\narticles = nl.read_articles(corpus)",
            "articles",
            "nl.problems(articles)",
            "print(articles.index[0])",
            "articles['source'].tolist()",
            "nl.concordance(articles, 'script')",
            "raise ValueError(articles['text'].iloc[0])",
            "1",
        ]
    )
    report = build_report(Subject(str(tmp_path / "harm.jsonl")), tmp_path / "out")
    assert "alert(1)" in visible(report.folder / "index.html")
    assert (report.folder / "explore.html").exists()  # tests of its own try the same on it
    for path in (report.folder / "index.html", report.folder / "01-so.html"):
        assert not re.search(r"<script|<img|href=.javascript", visible(path))
    assert visible(report.folder / "01-so.html").count("alert(1)") >= 4


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_run_leaves_the_last_report(stop, write, tmp_path, monkeypatch):
    write(n01=["print('first')"], n02=["print('first')"])
    report = build_report(Subject("corpus"), tmp_path / "reports" / "out")
    before = {path.name: path.read_bytes() for path in report.folder.iterdir()}
    once = building._run_one

    def stop_at_the_second(path, subject):
        if path.name.startswith("02"):
            raise stop
        return once(path, subject)

    monkeypatch.setattr(building, "_run_one", stop_at_the_second)
    with pytest.raises(stop):
        build_report(Subject("corpus"), report.folder, replace=True)
    assert {path.name: path.read_bytes() for path in report.folder.iterdir()} == before
    assert [path.name for path in report.folder.parent.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process alone")
def test_ctrl_c_leaves_the_last_report_and_ends_with_130(tmp_path):
    command = [sys.executable, "-m", "newslab", "report", "--under", str(tmp_path), "--only", "06"]
    subprocess.run(command, check=True, capture_output=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert before
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while process.poll() is None and not list(tmp_path.glob(".report-*")):
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, printed = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Interrupted; what was there before is as it was." in printed
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_tables_and_charts_are_files_beside_the_pages(write, tmp_path):
    write(
        n01=[
            "import pandas as pd\n\npd.DataFrame({'name': ['=1+1', 'Ana'], 'n': [1, 2]})",
            "import matplotlib.pyplot as plt\n\nplt.title('Rain & snow', loc='left')\nplt.plot([1, 3]);",
            "1",
        ]
    )
    report = build_report(Subject("corpus"), tmp_path / "out")
    files = report.folder / "files"
    table = pd.read_csv(files / "01-so-table-1.csv", index_col=0)
    assert table["name"].tolist() == ["=1+1", "Ana"]
    sheet = pd.read_excel(files / "01-so.xlsx", sheet_name="table 1", engine="calamine")
    assert sheet["name"].tolist() == ["=1+1", "Ana"]
    svg = (files / "01-so-chart-1.svg").read_text(encoding="utf-8")
    assert re.search(r"<text[^>]*>Rain &amp; snow</text>", svg)
    assert (files / "01-so-chart-1.png").read_bytes().startswith(b"\x89PNG")
    page = visible(report.folder / "01-so.html")
    for file in files.iterdir():
        assert f"files/{file.name}" in page
    assert 'alt="Rain &amp; snow.' in page
    assert '<td class="text">=1+1</td>' in page
    assert "<td>2</td>" in page


def test_a_report_takes_the_place_of_the_last_one_only_where_asked_to(write, tmp_path):
    write(n01=["print('first')"])
    first = build_report(Subject("corpus"), tmp_path / "out").folder
    write(n01=["print('second')"])
    second = build_report(Subject("corpus"), tmp_path / "out").folder
    assert (first.name, second.name) == ("out", "out-2")
    third = build_report(Subject("corpus"), tmp_path / "out", replace=True).folder
    assert third == first
    assert "second" in visible(first / "index.html")


def test_every_corpus_has_a_folder_of_its_own(tmp_path):
    subjects = [Subject(str(tmp_path / name)) for name in ("a/news", "b/news", "news.parquet", "c d<e>")]
    folders = {report_folder(subject, tmp_path) for subject in [*subjects, sample()]}
    assert len(folders) == 5
    assert all(re.fullmatch(r"[\w.-]+", folder.name) for folder in folders)
    assert tmp_path / "sample" in folders


def test_refreshing_twice_writes_the_same_bytes(write):
    (path,) = write(n01=["import matplotlib.pyplot as plt\n\nplt.plot([1, 3, 2]);", "print(corpus)"])
    list(refresh([path]))
    first = path.read_bytes()
    list(refresh([path]))
    assert path.read_bytes() == first
    assert b'"image/png"' in first
    assert b'"../data/sample\\n"' in first
    assert b"from an older run" not in first


# A copy to work in


def test_a_copy_is_run_on_the_corpus_asked_for_and_the_notebooks_stay_as_they_are(tmp_path):
    before = {path: path.read_bytes() for path in notebook_paths()}
    subject = Subject("my news", "names.yml", "rain")
    one, two = (copy_notebooks(tmp_path / "copy", subject) for _ in range(2))
    assert (one.name, two.name) == ("copy", "copy-2")
    assert sorted(path.name for path in one.iterdir()) == [path.name for path in before]
    text = "".join(path.read_text(encoding="utf-8") for path in one.iterdir())
    assert "corpus = 'my news'" in text
    assert "lexicon = 'names.yml'" in text
    assert "word = 'rain'" in text
    assert '"output_type"' not in text
    assert {path: path.read_bytes() for path in notebook_paths()} == before


def test_tables_of_a_copy_can_be_sorted_where_itables_is_installed(tmp_path, monkeypatch):
    pytest.importorskip("itables")
    copy = copy_notebooks(tmp_path / "copy", Subject("my news"), only=["01"])
    (path,) = copy.iterdir()
    cells = nbformat.read(path, as_version=4).cells
    assert "itables.init_notebook_mode(connected=False)" in cells[1].source
    shown = f"{cells[1].source}\nimport pandas\ntable = pandas.DataFrame({{'text': ['$5 to $7']}})"
    run = subprocess.run(
        [sys.executable, "-c", f"{shown}\nprint(itables.to_html_datatable(table, connected=False))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    classes = re.search(r'"classes": (\[.*?\])', run.stdout)[1]
    assert {"tex2jax_ignore", "mathjax_ignore"} <= set(json.loads(classes))
    monkeypatch.setattr(notebooks, "find_spec", lambda package: None)
    (path,) = copy_notebooks(tmp_path / "plain", Subject("my news"), only=["01"]).iterdir()
    assert "itables" not in path.read_text(encoding="utf-8")


# The command line


def test_a_report_by_one_command_ends_with_0_or_with_1_where_a_notebook_failed(write, tmp_path, capsys):
    corpus = tmp_path / "news"
    corpus.mkdir()
    write(n01=["print(corpus)"])
    assert main(["report", str(corpus), "--out", str(tmp_path / "out")]) == 0
    assert f"Open {tmp_path / 'out' / 'index.html'}" in capsys.readouterr().out
    write(n02=["1 / 0"])
    assert main(["report", str(corpus), "--under", str(tmp_path / "all")]) == 1
    assert "1 of 2 notebooks stopped" in capsys.readouterr().err
    assert len(list((tmp_path / "all").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "no/such/folder"], "there is no file or folder no/such/folder"),
        (["report", "{tmp}", "--only", "99"], "there is no notebook 99, only 01, 02"),
        (["report", "{tmp}", "--lexicon", "no-such-lexicon.yml"], "no-such-lexicon.yml"),
        (["report", "{tmp}", "--out", "x", "--under", "y"], "not to both"),
        (["read", "no/such/folder"], "there is no file or folder"),
        (["save", "{sample}", "{tmp}/table.docx"], ".parquet"),
        (["lab", "no/such/folder"], "there is no file or folder"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(arguments, message, tmp_path, capsys):
    places = {"tmp": tmp_path, "sample": sample().corpus}
    assert main([argument.format(**places) for argument in arguments]) == 2
    assert message in capsys.readouterr().err


def test_what_cannot_be_saved_is_refused_before_a_corpus_is_read(monkeypatch, capsys):
    monkeypatch.setattr("newslab.read_articles", lambda path: pytest.fail("the corpus was read"))
    assert main(["save", sample().corpus, "table.docx"]) == 2
    assert "path must end in .parquet" in capsys.readouterr().err


def test_a_call_without_a_command_says_which_there_are(capsys):
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "COMMAND" in capsys.readouterr().err


def test_read_says_what_was_read_and_what_was_wrong(tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "one.txt").write_text("The river rose.\n\nIt fell again on Sunday.")
    assert main(["read", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 articles; 1 without a date.")
    assert "1 left out:" in out
    assert "  empty.txt: " in out


def test_what_a_file_is_called_does_not_steer_the_terminal(tmp_path, capsys):
    (tmp_path / "bad\x1b[2J.txt").write_text("")
    assert main(["read", str(tmp_path)]) == 2
    (tmp_path / "good.txt").write_text("The river rose.")
    assert main(["read", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "bad\ufffd[2J.txt" in printed.out
    assert "\x1b" not in printed.out + printed.err


def test_what_is_printed_may_be_cut_short_by_the_shell(tmp_path):
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text("Photo: a river\nThe river rose.", encoding="utf-8")
    command = [sys.executable, "-m", "newslab", "read", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert b"3,000 articles" in process.stdout.readline()
        process.stdout.close()
        assert b"Broken pipe" not in process.stderr.read()
    assert process.returncode == 0


def test_save_writes_a_table_that_is_read_again(tmp_path, capsys):
    file = tmp_path / "sample.parquet"
    assert main(["save", sample().corpus, str(file)]) == 0
    assert "30 articles saved" in capsys.readouterr().out
    assert read_articles(file)["text"].tolist() == load_sample()["text"].tolist()


def test_lab_makes_a_copy_with_whole_paths(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    assert main(["lab", "news", "--no-open"]) == 0
    assert "newslab-notebooks" in capsys.readouterr().out
    text = next(Path("newslab-notebooks").glob("01*")).read_text(encoding="utf-8")
    assert str(tmp_path / "news") in text


def test_a_report_has_a_page_to_explore_its_articles(write, tmp_path, monkeypatch):
    pytest.importorskip("altair")
    write(n01=["1", "1"])
    save_articles(load_sample().head(8), tmp_path / "news.jsonl")
    subject = Subject(str(tmp_path / "news.jsonl"), lexicon="syria_labels")
    index = build_report(subject, tmp_path / "out").folder / "index.html"
    assert 'href="explore.html"' in visible(index)
    assert index.with_name("explore.html").stat().st_size > 1e5
    monkeypatch.setattr(exploring, "MOST_ARTICLES", 7)
    index = build_report(subject, tmp_path / "large").folder / "index.html"
    assert "there are 8, and a report has one for up to 7." in visible(index)
    assert not index.with_name("explore.html").exists()
    index = build_report(subject, tmp_path / "one", only=["01"]).folder / "index.html"
    assert "explore" not in visible(index)  # only what was asked for is made


def test_where_the_explorer_fails_the_index_says_why_and_the_pages_are_there(write, tmp_path, monkeypatch):
    write(n01=["1", "1"])
    report = build_report(Subject(str(tmp_path / "no such file")), tmp_path / "out")
    index = visible(report.folder / "index.html")
    assert "There is no page to explore the articles. FileNotFoundError" in index
    assert str(tmp_path) not in index
    assert (report.folder / "01-so.html").exists()
    monkeypatch.setattr(exploring, "find_spec", lambda package: None)
    index = visible(build_report(Subject("corpus"), tmp_path / "without").folder / "index.html")
    assert "pip install &quot;newslab[explore]&quot;" in index


@pytest.mark.parametrize("command", ["read", "save", "report", "lab"])
def test_a_command_loads_no_package_that_it_does_not_need(command, tmp_path):
    tmp_path.joinpath("a.txt").write_text("The river rose.", encoding="utf-8")
    heavy = {"nbformat", "IPython", "matplotlib", "nltk", "sklearn"}
    if command in ("report", "lab"):  # a mistyped folder is reported at once
        arguments, heavy = [command, "missing"], heavy | {"pandas"}
    else:
        arguments = [command, str(tmp_path), *([str(tmp_path / "x.csv")] if command == "save" else [])]
    code = f"import sys, newslab.__main__ as m; m.main({arguments}); print(*sys.modules, file=sys.stderr)"
    root = Path(__file__).resolve().parents[1]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert not heavy & set(run.stderr.split())
