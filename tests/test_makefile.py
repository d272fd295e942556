"""The Makefile takes what users give it as it is written."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parents[1] / "Makefile"
NAMES = [
    *("a $5 b", "x$(shell touch made)", "y`touch made`", 'it\'s "one"', "${HOME}", "a;b", "# a"),
    *("50% a", "-rf", "--help", "a\tb", "two\nlines", "back\\name \\c", "$$5", "a && touch made"),
    *("x|y", "*", "~", "!x", "ö 字", "a=b", "$@", "$(CORPUS)", "%", "\\", "a:b", "'", "x > made"),
]

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def run(folder, *arguments, **variables):
    command = ["make", "--no-print-directory", "-f", str(MAKEFILE), *arguments]
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_any_name_is_found_and_not_run(name, tmp_path):
    for given in ([f"CORPUS={name}"], []):
        missing = run(tmp_path, "corpus", *given, **({} if given else {"CORPUS": name}))
        assert f"There is no file or folder {name};" in missing.stdout
        (tmp_path / name).mkdir()
        assert run(tmp_path, "corpus", *given, **({} if given else {"CORPUS": name})).returncode == 0
        (tmp_path / name).rmdir()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("variable", ["CODES", "CORPUS", "FOLDER", "LEXICON", "SIZES", "WORD"])
def test_every_variable_reaches_the_shell_as_it_is_written(variable, tmp_path):
    (tmp_path / "show.mk").write_text(
        f"include {MAKEFILE}\nshow:\n\t@printenv {variable}\n", encoding="utf-8"
    )
    value = "$(shell touch made) $5 ${HOME}"
    command = ["make", "--no-print-directory", "-f", "show.mk", "show", f"{variable}={value}"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert shown.stdout == value + "\n"
    assert not (tmp_path / "made").exists()


def test_what_is_given_becomes_the_options_of_newslab(tmp_path):
    """The shell takes each value as one word, whatever is in it."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / ".venv" / "ready").touch()
    (tmp_path / "-my news").mkdir()
    given = {"CORPUS": "-my news", "LEXICON": "a $b.yml", "WORD": "two words", "CODES": "sheet;x.csv"}
    done = run(tmp_path, "notebooks", *(f"{name}={value}" for name, value in given.items()))
    assert done.stdout.splitlines()[-6:] == [
        "build", "--lexicon=a $b.yml", "--word=two words", "--codes=sheet;x.csv", "--", "-my news",
    ]  # fmt: skip
