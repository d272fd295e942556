"""Every notebook runs on the sample, and the committed ones are clean."""

import ast
import html
import re
import shutil

import nbformat
import pandas as pd
import pytest

from newslab.corpus import save_articles
from notebooks import build as runner_module
from notebooks.build import NOTEBOOKS, ROOT, execute, question, tidy

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def text_of(output):
    """The words of an output, without its images."""
    data = {kind: value for kind, value in output.get("data", {}).items() if not kind.startswith("image")}
    return str([output.get("text", ""), data])


def test_there_are_notebooks_numbered_without_a_gap():
    assert len(PATHS) >= 4
    assert [path.name[:3] for path in PATHS] == [f"{n:02d}-" for n in range(1, len(PATHS) + 1)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the notebooks beside a copy of the sample."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "data" / "sample", folder / "data" / "sample")
    shutil.copytree(NOTEBOOKS, folder / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return folder / "notebooks"


@every_notebook
def test_notebook_runs_on_the_sample(path, copy):
    notebook = read(copy / path.name)
    execute(notebook, copy / path.name)
    assert [text_of(output) for output in outputs(notebook) if output.get("name") == "stderr"] == []


@every_notebook
def test_notebook_opens_with_its_question(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert question(read(path)).endswith("?")


@every_notebook
def test_notebook_takes_its_corpus_from_one_parameters_cell(path):
    tagged = [cell for cell in code_cells(read(path)) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert 'corpus = os.environ.get("NEWSLAB_CORPUS", "../data/sample")' in tagged[0].source


@every_notebook
def test_notebook_leaves_functions_to_the_library(path):
    for cell in code_cells(read(path)):
        source = re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.MULTILINE)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.end_lineno == node.lineno, f"{node.name} belongs in newslab/"


@every_notebook
def test_kept_outputs_are_those_of_a_whole_run(path):
    cells = [cell for cell in code_cells(read(path)) if cell.source.strip()]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for output in outputs(read(path))}
    assert kinds
    assert "error" not in kinds
    assert "stderr" not in {output.get("name") for output in outputs(read(path))}


@every_notebook
def test_kept_notebook_holds_nothing_of_machine_or_moment(path):
    notebook = read(path)
    words = " ".join(map(text_of, outputs(notebook)))
    assert str(ROOT) not in words
    assert not re.search(r" at 0x[0-9a-f]+|ipykernel_\d+|/home/|/Users/", words)
    tidy(notebook)
    assert notebook == read(path), "run `make refresh`"


# The runner itself, on a notebook of a few cells


@pytest.fixture
def runner(monkeypatch, tmp_path):
    """The runner, at home in a folder of its own; write(*sources) puts a notebook there."""
    monkeypatch.setattr(runner_module, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(runner_module, "BUILD", tmp_path / "build")
    return runner_module


@pytest.fixture
def write(tmp_path):
    def write(*sources):
        cells = [nbformat.v4.new_markdown_cell("# Is <it> so?")]
        old = [nbformat.v4.new_output("stream", text="from an older run")]
        cells += [nbformat.v4.new_code_cell(source, outputs=old) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "01-so.ipynb")

    return write


def test_pages_are_of_the_corpus_asked_for_and_escape_its_name(runner, write, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLAB_CORPUS", "left over in the shell")
    corpus = tmp_path / "R&D <news>"
    write("import os", "os.environ['NEWSLAB_CORPUS'].upper()")
    runner.build(corpus)
    page, index = ((tmp_path / "build" / name).read_text() for name in ("01-so.html", "index.html"))
    assert html.escape(str(corpus).upper()) in page.replace("&#39;", "'")
    for text in (page, index):
        assert "Is &lt;it&gt; so?" in text
        assert "R&amp;D &lt;news&gt;" in text
        assert not re.search(r"<script|<link|https?://", text)
    assert 'href="01-so.html"' in index


def test_a_page_runs_nothing_that_articles_hold(runner, write, tmp_path):
    harm = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    columns = {"text": harm, "source": harm, "title": f"[link](javascript:alert(3)) $${harm}$$", harm: harm}
    articles = pd.DataFrame([columns], index=[harm])
    save_articles(articles, tmp_path / "harm.jsonl")
    write(
        "import newslab as nl\n\narticles = nl.read_articles('harm.jsonl')",
        "articles",
        "nl.problems(articles)",
        "print(articles.index[0])",
        "articles['source'].tolist()",
        "nl.concordance(articles, 'script')",
        "raise ValueError(articles['text'].iloc[0])",
    )
    with pytest.raises(runner.NotebookError):
        runner.build(None)
    page = (tmp_path / "build" / "01-so.html").read_text()
    assert page.count("alert(1)") >= 4
    assert not re.search(r"<script|<img|href=.javascript", page)


def test_a_failing_cell_is_named_and_shows_on_its_page(runner, write, tmp_path):
    write("1 + 1", "# the divisor\n1 / 0", "2 + 2")
    with pytest.raises(runner.NotebookError) as stopped:
        runner.build(None)
    message = str(stopped.value)
    assert message.startswith("01-so.ipynb, cell [2] failed:\n    # the divisor\n    1 / 0\n")
    assert "ZeroDivisionError: division by zero" in message
    page = (tmp_path / "build" / "01-so.html").read_text()
    assert "ZeroDivisionError" in page
    assert "from an older run" not in page


def test_refreshing_twice_writes_the_same_bytes_of_the_sample(runner, write, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLAB_CORPUS", "left over in the shell")
    write(
        "import os\n\nimport matplotlib.pyplot as plt",
        "print(os.environ.get('NEWSLAB_CORPUS', 'the sample'))",
        "plt.plot([1, 3, 2]);",
    )
    runner.refresh()
    first = (tmp_path / "01-so.ipynb").read_bytes()
    runner.refresh()
    assert (tmp_path / "01-so.ipynb").read_bytes() == first
    assert b'"image/png"' in first
    assert b'"the sample\\n"' in first


def test_a_corpus_that_does_not_exist_stops_at_once(runner, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["build.py", "--corpus", "no/such/folder"])
    with pytest.raises(SystemExit, match="2"):
        runner.main()
    assert "there is no file or folder" in capsys.readouterr().err
