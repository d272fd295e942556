"""The names that `import newslab` offers: all there, and none hidden by a room of the same name."""

import subprocess
import sys

import pytest

import newslab


@pytest.mark.parametrize("name", newslab.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(newslab, name).__doc__.strip()


def test_dir_lists_the_public_names_for_completion():
    assert set(newslab.__all__) <= set(dir(newslab))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'plot_everything'"):
        _ = newslab.plot_everything


@pytest.mark.parametrize(
    "first",
    [
        "import newslab.concordance",
        "from newslab.concordance import collocates",
        "newslab.collocates",
        "pass",
    ],
)
def test_the_function_concordance_is_not_hidden_by_its_room(first):
    code = f"import newslab; {first}; assert callable(newslab.concordance)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("first", ["import newslab.names", "newslab.omitted_terms", "pass"])
def test_the_function_names_is_not_hidden_by_its_room(first):
    code = f"import newslab; {first}; assert callable(newslab.names)"
    subprocess.run([sys.executable, "-c", code], check=True)
