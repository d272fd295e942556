"""Would a test notice if a condition of `newslab.quotations` were gone?

    .venv/bin/python tests/benchmarks/mutants.py [--n 60] [--seed 0]

A mutant is a copy of one module in which one condition is removed: one operand of an `and` or `or`, the
branch of an `if`, the `if` of a comprehension, or a conditional expression that always takes its last value.
Of all such conditions in the package `--n` are drawn at random, and the tests of quotations, without those
that draw texts at random, are run on each mutant. It is noticed where a test fails, or goes on for more than
a minute. The others are listed, with their lines."""

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
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "newslab" / "quotations"
TESTS = (
    "test_attribution",
    "test_quotations",
    "test_quotation_languages",
    "test_quotation_echoes",
    "test_persons",
)
AT_RANDOM = "not any_text and not brute_force and not double and not any_length"
SECONDS = 60


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


def holds(table: list[dict]) -> bool:
    """Return whether all sentences of the table are read as it says."""
    try:
        find_voices = importlib.import_module("newslab.quotations.reading").find_voices
        return all(
            [
                [
                    line["text"][slice(v.quotation.start, v.quotation.end)],
                    v.speaker or "-",
                    v.cue or "-",
                    v.rule,
                ]
                for v in find_voices(line["text"])
            ]
            == line["said"]
            for line in table
        )
    except Exception:
        return False


def is_noticed(condition: Condition, table: list[dict]) -> bool:
    """Run the tests on a mutant, in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        for name in [name for name in sys.modules if name.startswith("newslab.quotations")]:
            del sys.modules[name]
        sys.meta_path.insert(0, Loader(condition))
        os.chdir(ROOT)
        if not holds(table):
            os._exit(1)  # the tests of the table would fail: no need to start them
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            files = [f"tests/{name}.py" for name in TESTS if (ROOT / "tests" / f"{name}.py").exists()]
            failed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", AT_RANDOM, *files])
        os._exit(int(failed != 0))
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, default=60, help="how many conditions are drawn; 0 for all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    importlib.import_module("newslab.quotations")  # so that each test process has pandas already

    gold = yaml.safe_load((ROOT / "tests" / "gold" / "attribution.yml").read_text("utf-8"))
    table = [line for lines in gold.values() for line in lines]
    every = conditions()
    some = random.Random(options.seed).sample(every, options.n) if options.n else every
    survived = [condition for condition in some if not is_noticed(condition, table)]
    print(f"{len(some)} of {len(every)} conditions removed, {len(some) - len(survived)} noticed by a test")
    for condition in sorted(survived, key=lambda each: (each.module, each.line)):
        print(f"  {condition.module.name}:{condition.line}  {condition.what}")


if __name__ == "__main__":
    main()
