"""Charts: every ``plot_*`` draws the table that the function of the same name returned.

A chart takes a table and, if you have one, an `ax`; it returns the axes it drew on, and computes nothing.
"""

from newslab.charts._style import source_colors
from newslab.charts.comparison import plot_collocates, plot_distinctive_terms, plot_source_profiles
from newslab.charts.concordance import plot_dispersion
from newslab.charts.framing import plot_frame_rates, plot_label_shares
from newslab.charts.similarity import plot_article_map, plot_similar_pairs, plot_similarity_matrix
from newslab.charts.time import plot_frame_trends, plot_volume

__all__ = [
    "plot_article_map",
    "plot_collocates",
    "plot_dispersion",
    "plot_distinctive_terms",
    "plot_frame_rates",
    "plot_frame_trends",
    "plot_label_shares",
    "plot_similar_pairs",
    "plot_similarity_matrix",
    "plot_source_profiles",
    "plot_volume",
    "source_colors",
]
