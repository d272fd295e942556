"""What all tests share: charts without a window, and the same Hypothesis examples in every run."""

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

matplotlib.use("Agg")

# A run repeats itself unless asked to search: pytest --hypothesis-profile=search
settings.register_profile("repeat", deadline=None, derandomize=True, max_examples=50, database=None)
settings.register_profile("search", deadline=None, max_examples=20_000)
settings.load_profile("repeat")


# Scripts for the type checker, which read files that are not there.
collect_ignore = ["typing"]


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")
