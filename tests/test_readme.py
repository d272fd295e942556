"""The README's lines of Python run as they stand, and draw the chart beside them."""

import re
import shutil
from pathlib import Path

import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_eight_lines_lead_from_a_folder_to_the_chart(tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.splitlines()) <= 8
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert (tmp_path / "regime-or-government.png").stat().st_size > 10_000
    labels = [label.get_text() for label in plt.gcf().axes[0].get_yticklabels()]
    assert set(labels) == {
        "Ardmoor Courier", "Meridian Wire", "News Granary", "Orontes Gazette", "Palisade Review",
    }  # fmt: skip


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) >= 9
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_readme_names_every_public_function_that_is_not_a_chart():
    import newslab

    named = set(re.findall(r"`(\w+)`", README)) | set(re.findall(r"nl\.(\w+)", README))
    assert {name for name in newslab.__all__ if not name.startswith("plot_")} - named <= {
        "Lexicon",
        "Tokens",
        "statistics",
    }
