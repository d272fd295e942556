"""The README's scripts run as they are, draw the chart beside them, and every link leads to a file."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
HOMES = (
    "https://github.com/newslab/newslab/blob/main/",
    "https://raw.githubusercontent.com/newslab/newslab/main/",
)


def test_there_are_three_short_scripts():
    assert len(SCRIPTS) == 3
    assert all(len(script.splitlines()) <= 8 for script in SCRIPTS)


def test_the_first_script_draws_the_picture(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(SCRIPTS[0], {})
    assert (tmp_path / "regime-or-government.png").stat().st_size > 10_000
    labels = [label.get_text() for label in plt.gcf().axes[0].get_yticklabels()]
    assert set(labels) == {
        "Ardmoor Courier", "Meridian Wire", "News Granary", "Orontes Gazette", "Palisade Review",
    }  # fmt: skip


def test_the_second_script_prints_what_marks_a_source(capsys):
    exec(SCRIPTS[1], {})
    assert "mullahs" in capsys.readouterr().out


def test_the_third_script_writes_a_page(tmp_path, monkeypatch):
    pytest.importorskip("altair")
    monkeypatch.chdir(tmp_path)
    exec(SCRIPTS[2], {})
    assert (tmp_path / "explore.html").stat().st_size > 500_000


def test_every_link_is_absolute_and_leads_to_a_file_that_is_there():
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert all(link.startswith("https://") for link in links)
    paths = [link.removeprefix(home) for link in links for home in HOMES if link.startswith(home)]
    assert len(paths) >= 15
    for path in paths:
        assert (ROOT / path).exists(), path


def test_the_readme_names_every_public_function_that_is_not_a_chart():
    import newslab

    named = set(re.findall(r"`(\w+)`", README)) | set(re.findall(r"nl\.(\w+)", README))
    public = {name for name in newslab.__all__ if not name.startswith("plot_")}
    assert public - named == {"Lexicon", "Tokens", "statistics"}
