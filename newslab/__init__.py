"""How do different outlets tell the same story? Exploratory analysis of news articles with pandas.

Articles are a plain DataFrame, one row an article. Each function answers one question with a table, and a
`plot_` function draws it. The public names are listed in ``__init__.pyi``. A module is imported when one of
its names is first used, so that ``import newslab`` costs little more than ``import pandas``.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
