"""Functions and modules stay short enough to be read."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "newslab"
MODULES = sorted(PACKAGE.rglob("*.py"))
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(source: str) -> set[int]:
    """Return the numbers of the lines that hold code: no comment, docstring or blank."""
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    documented = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Module))
    ]
    for node in documented:
        if ast.get_docstring(node) is not None:
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return lines


def long_functions(source: str, most: int = 50) -> dict[str, int]:
    """Return the functions of more than `most` lines of code, with their number."""
    lines = code_lines(source)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTIONS)]
    lengths = {node.name: len(lines & set(range(node.lineno, node.end_lineno + 1))) for node in functions}
    return {name: n for name, n in lengths.items() if n > most}


def test_docstrings_comments_and_blanks_are_not_counted():
    body = '    """Say.\n\n    More.\n    """\n    # why\n\n' + "    x = (\n        1\n    )\n"
    assert long_functions(f"def f():\n{body}", most=3) == {"f": 4}
    assert long_functions(f"def f():\n{body}", most=4) == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_function_has_50_lines_at_most(path):
    assert long_functions(path.read_text("utf-8")) == {}


def test_a_module_says_what_it_does_in_its_first_line():
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_a_module_has_some_300_lines_at_most():
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: n for name, n in lengths.items() if n > 330} == {}
