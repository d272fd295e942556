"""How do different outlets tell the same story? Exploratory analysis of news articles with pandas.

Articles are a plain DataFrame, one row an article. Each function answers one question with a table, and a
`plot_` function draws it. A room is imported when one of its names is first used, so that ``import newslab``
costs little more than ``import pandas``.
"""

import sys
from importlib import import_module
from types import ModuleType

_ROOMS = {
    "corpus": ["load_sample", "problems", "read_articles", "save_articles"],
    "tokens": ["Tokens", "tokenize"],
    "names": ["names"],
    "lexicon": ["Lexicon", "load_lexicon", "read_lexicon"],
    "similarity": ["article_map", "group_stories", "shared_terms", "similar_pairs", "similarity_matrix"],
    "framing": [
        "count_terms",
        "find_terms",
        "frame_rates",
        "label_shares",
        "pattern_counts",
        "rate_differences",
        "share_differences",
    ],
    "comparison": ["distinctive_terms", "exclusive_terms", "omitted_terms", "source_profiles"],
    "concordance": ["collocates", "concordance"],
    "echoes": ["group_copies", "reuse_matrix", "shared_passages", "without_copies"],
    "charts": [
        "plot_article_map",
        "plot_collocates",
        "plot_dispersion",
        "plot_distinctive_terms",
        "plot_frame_rates",
        "plot_frame_trends",
        "plot_label_shares",
        "plot_omitted_terms",
        "plot_reuse_matrix",
        "plot_shared_passages",
        "plot_similar_pairs",
        "plot_similarity_matrix",
        "plot_source_profiles",
        "plot_volume",
        "show_shared_passages",
    ],
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted(_ROOM_OF)
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'newslab' has no attribute {name!r}")
    value = getattr(import_module(f"newslab.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]


class _Package(ModuleType):
    """The package, in which a room does not hide the function of the same name.

    Having imported the room `newslab.concordance`, Python sets the attribute of that name, which is the
    function's.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _ROOM_OF and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
