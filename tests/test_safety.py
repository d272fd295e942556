"""Nothing that articles, lexicons or files hold is run, and nothing is fetched: the code knows no way to."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SOURCES = [*(ROOT / "newslab").rglob("*.py"), *NOTEBOOKS.glob("*.py"), *NOTEBOOKS.glob("*.ipynb")]

# Modules that unpickle, or speak to the network.
FORBIDDEN_MODULES = {
    *("pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "socket", "ssl", "http", "urllib"),
    *("urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib", "webbrowser"),
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_ATTRIBUTES = {
    *("read_pickle", "to_pickle", "read_html", "query", "eval", "nltk.download", "os.system", "os.popen"),
    *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "yaml.Loader", "yaml.FullLoader"),
    *("yaml.UnsafeLoader", "np.load", "numpy.load", "np.fromfile"),
    *("display.HTML", "IPython.display.HTML", "style"),  # which show text as HTML that runs
}
# The one place that makes HTML itself; tests/test_passages.py tests that it escapes what it shows.
MAKES_HTML = ROOT / "newslab" / "charts" / "reuse.py"
FORBIDDEN_KEYWORDS = {"allow_pickle": True, "shell": True, "escape": False}


def breaches(source):
    """The places where a source file could run or fetch something."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
            yield from (name for name in names if name in FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
                yield node.module
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in names if name in FORBIDDEN_ATTRIBUTES)
        elif isinstance(node, ast.Attribute):
            if {node.attr, ast.unparse(node)} & FORBIDDEN_ATTRIBUTES:
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            yield from breaches_of_call(node)


def breaches_of_call(call):
    if isinstance(call.func, ast.Name) and call.func.id in FORBIDDEN_CALLS:
        yield call.func.id
    for keyword in call.keywords:
        if FORBIDDEN_KEYWORDS.get(keyword.arg) is getattr(keyword.value, "value", None) is not None:
            yield keyword.arg


def code_of(path):
    if path.suffix == ".py":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return re.sub(r"^\s*[%!].*$", "", code, flags=re.MULTILINE)


@pytest.mark.parametrize("path", sorted(SOURCES), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_file_can_run_or_fetch_what_it_reads(path):
    allowed = {"IPython.display.HTML"} if path == MAKES_HTML else set()
    assert set(breaches(code_of(path))) == allowed


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "def f():\n    import requests",
        "eval('1')",
        "exec(text)",
        "yaml.load(file, Loader=yaml.SafeLoader)",
        "from yaml import load",
        "pd.read_pickle(path)",
        "table.query('a > 1')",
        "np.load(path)",
        "load(path, allow_pickle=True)",
        "nltk.download('stopwords')",
        "subprocess.run(command, shell=True)",
        "from IPython.display import HTML",
        "table.to_html(escape=False)",
        "table.style.bar()",
    ],
)
def test_each_way_to_do_so_is_seen(line):
    assert list(breaches(line))


@pytest.mark.parametrize("line", ["re.compile('a')", "yaml.safe_load(file)", "np.fromstring", "evaluate()"])
def test_what_is_harmless_is_let_through(line):
    assert not list(breaches(line))
