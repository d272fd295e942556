"""Would a table notice if a condition of `newslab.quotations` were gone?

    .venv/bin/python tests/benchmarks/mutants.py [--n 60] [--seed 0] [--tables attribution news ...] [--tests]

A mutant is a copy of one module in which one condition is removed: one operand of an `and` or `or`, the
branch of an `if`, the `if` of a comprehension, or a conditional expression that always takes its last value.
Of all such conditions in the package `--n` are drawn at random; each mutant reads the sentences of the tables
of `tests/gold` (all three by default), and with `--tests` the tests of quotations are run on it too, without
those that draw texts at random. It is noticed where a sentence is read otherwise, an error is raised or a
test fails. One that takes twenty times the processor time of the package as it is counts as not noticed; it
is listed with the others, as endless."""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.abc
import importlib.util
import io
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "newslab" / "quotations"
TABLES = ("attribution", "languages", "news")
TESTS = ("test_attribution", "test_quotations", "test_quotation_languages", "test_quotation_echoes")
AT_RANDOM = "not any_text and not brute_force and not double and not any_length"
PATIENCE = 20
NOTICED, ENDLESS = 1, 2

# A text, and whether what is read in it is what the table says.
Line = tuple[str, Callable[[list], bool]]


class Condition:
    """A condition of a module: the path to its node, and what is taken out of it."""

    def __init__(self, module: Path, number: int, node: ast.AST, operand: int | None):
        self.module, self.number, self.operand = module, number, operand
        self.line = node.lineno
        if isinstance(node, ast.BoolOp):
            gone = ast.unparse(node.values[operand])
            self.what = f"{gone!r} in {ast.unparse(node)}"
        elif isinstance(node, ast.comprehension):
            self.what = f"if {ast.unparse(node.ifs[operand])}"
        else:
            self.what = f"if {ast.unparse(node.test)}"

    def mutant(self) -> ast.Module:
        """Return the module without the condition."""
        return ast.fix_missing_locations(Without(self).visit(ast.parse(self.module.read_text("utf-8"))))


class Without(ast.NodeTransformer):
    """Takes a condition out of the tree of its module."""

    def __init__(self, condition: Condition):
        self.condition, self.number = condition, -1

    def visit(self, node: ast.AST) -> ast.AST:
        self.number += 1
        is_it, operand = self.number == self.condition.number, self.condition.operand
        node = self.generic_visit(node)
        if not is_it:
            return node
        if isinstance(node, ast.BoolOp):
            del node.values[operand]
            return node.values[0] if len(node.values) == 1 else node
        if isinstance(node, ast.comprehension):
            del node.ifs[operand]
        else:
            node.test = ast.Constant(False)
        return node


def numbered(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree in the order in which a transformer visits them."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        yield from numbered(child)


def conditions() -> list[Condition]:
    found = []
    for module in sorted(PACKAGE.glob("*.py")):
        for number, node in enumerate(numbered(ast.parse(module.read_text("utf-8")))):
            with contextlib.suppress(AttributeError):
                if isinstance(node, ast.BoolOp):
                    found += [Condition(module, number, node, i) for i in range(len(node.values))]
                elif isinstance(node, ast.comprehension):
                    node = copy.copy(node)
                    node.lineno = node.target.lineno
                    found += [Condition(module, number, node, i) for i in range(len(node.ifs))]
                elif isinstance(node, (ast.If, ast.IfExp)):
                    found.append(Condition(module, number, node, None))
    return found


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant in place of its module."""

    def __init__(self, condition: Condition):
        self.name = f"newslab.quotations.{condition.module.stem}"
        self.code = compile(condition.mutant(), str(condition.module), "exec")
        self.module = condition.module

    def find_spec(self, name: str, path: object, target: object = None) -> object:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.module, loader=self)

    def exec_module(self, module: object) -> None:
        exec(self.code, module.__dict__)


def lines_of(table: str) -> Iterator[Line]:
    """Yield the texts of a table, and what to hold the quotations found in each against."""
    name = table if table == "attribution" else f"attribution_{table}"
    rows = yaml.safe_load((ROOT / "tests" / "gold" / f"{name}.yml").read_text("utf-8"))
    if table == "attribution":
        for line in (line for lines in rows.values() for line in lines):
            yield line["text"], lambda found, said=line["said"]: found == said
        return
    for lines in rows.values():
        texts: dict[str, dict[str, str]] = {}
        for line in lines:
            if isinstance(line, str):
                said = texts[line] = {}
            else:
                said |= line
        for text, expected in texts.items():
            yield text, lambda found, said=expected: speakers(found) == said


def speakers(found: list) -> dict[str, str]:
    return {quote: speaker for quote, speaker, _, rule in found if rule not in ("term", "title")}


def holds(lines: list[Line]) -> bool:
    """Return whether all sentences are read as the tables say."""
    try:
        find_voices = importlib.import_module("newslab.quotations.reading").find_voices
        for text, is_right in lines:
            voices = [(text[v.quotation.start : v.quotation.end], v) for v in find_voices(text)]
            if not is_right([[quote, v.speaker or "-", v.cue or "-", v.rule] for quote, v in voices]):
                return False
    except Exception:
        return False
    return True


def outcome(condition: Condition, lines: list[Line], seconds: int, with_tests: bool) -> int:
    """Return what becomes of a mutant, in a process of its own: 0 for nothing, `NOTICED` or `ENDLESS`."""
    child = os.fork()
    if child == 0:
        if not with_tests:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        for name in [name for name in sys.modules if name.startswith("newslab.quotations")]:
            del sys.modules[name]
        sys.meta_path.insert(0, Loader(condition))
        os.chdir(ROOT)
        is_noticed = not holds(lines)
        if with_tests and not is_noticed:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                files = [f"tests/{name}.py" for name in TESTS]
                is_noticed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", AT_RANDOM, *files]) != 0
        os._exit(NOTICED if is_noticed else 0)
    status = os.waitpid(child, 0)[1]
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else ENDLESS


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, default=60, help="how many conditions are drawn; 0 for all")
    parser.add_argument("--seed", type=int, nargs="+", default=[0], help="one drawing for each")
    parser.add_argument("--tables", nargs="+", choices=TABLES, default=TABLES)
    parser.add_argument("--tests", action="store_true", help="run the tests of quotations too")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    importlib.import_module("newslab.quotations")  # so that each process has pandas already

    lines = [line for table in options.tables for line in lines_of(table)]
    begun = time.process_time()
    if not holds(lines):
        sys.exit("a table does not hold as it is")
    seconds = round(PATIENCE * (time.process_time() - begun)) + 1
    every = conditions()
    known: dict[Condition, int] = {}
    for seed in options.seed:
        some = random.Random(seed).sample(every, options.n) if options.n else every
        for condition in some:
            if condition not in known:
                known[condition] = outcome(condition, lines, seconds, options.tests)
        n_noticed = sum(known[condition] == NOTICED for condition in some)
        print(f"seed {seed}: {len(some)} of {len(every)} conditions removed, {n_noticed} noticed", flush=True)
    missed = [condition for condition, result in known.items() if result != NOTICED]
    for condition in sorted(missed, key=lambda each: (each.module, each.line)):
        ending = "  endless" if known[condition] == ENDLESS else ""
        print(f"  {condition.module.name}:{condition.line}  {condition.what}{ending}")


if __name__ == "__main__":
    main()
