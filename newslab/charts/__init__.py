"""Charts: every ``plot_*`` takes a table that a function of newslab returned and, if you have one, an `ax`.

As a rule it is the function of the same name; `plot_volume` and `plot_frame_trends` draw `source_profiles`
and `frame_rates` grouped by time, `plot_dispersion` draws the hits of `concordance` or `find_terms`,
`plot_differences` any table of differences, and `plot_omitted_terms` that of `exclusive_terms` too. A chart
returns the axes it drew on. It shows the figures of its table as they are, and works out no more than
their layout: which rows to show, in which order (those of the matrix by clustering), and where on the axes.
`show_shared_passages` returns HTML for a notebook.

What it returns is changed with matplotlib: ``ax.set_title("My title", loc="left")`` (the titles are on the
left), ``ax.set_xlabel(…)``, ``ax.figure.set_size_inches(8, 4)``. ``ax.figure.savefig("chart.pdf")`` saves it,
also as .svg or .png. ``colors={"Daily Post": "#0072B2"}`` gives a source a colour of your own, and
``plt.subplots(1, 2)`` makes two axes, to be drawn on with ``ax=``.
"""

from newslab.charts._groups import source_colors
from newslab.charts.collocates import plot_collocates
from newslab.charts.comparison import plot_distinctive_terms, plot_source_profiles
from newslab.charts.differences import plot_differences
from newslab.charts.framing import plot_frame_rates
from newslab.charts.kwic import plot_dispersion
from newslab.charts.labels import plot_label_shares
from newslab.charts.names import plot_names
from newslab.charts.omission import plot_omitted_terms
from newslab.charts.pairs import plot_co_occurrences
from newslab.charts.points import plot_article_map, plot_similar_pairs
from newslab.charts.quotations import plot_cited_outlets, plot_quotes
from newslab.charts.remarks import plot_remarks
from newslab.charts.reuse import plot_reuse_matrix, plot_shared_passages, show_shared_passages
from newslab.charts.similarity import plot_similarity_matrix
from newslab.charts.timing import plot_lead_counts, plot_story_timeline
from newslab.charts.tone import plot_tone, plot_word_shift
from newslab.charts.trends import plot_frame_trends
from newslab.charts.validation import plot_coder_agreement, plot_corrected_shares, plot_lexicon_quality
from newslab.charts.volume import plot_volume

__all__ = [
    "plot_article_map",
    "plot_cited_outlets",
    "plot_co_occurrences",
    "plot_coder_agreement",
    "plot_collocates",
    "plot_corrected_shares",
    "plot_differences",
    "plot_dispersion",
    "plot_distinctive_terms",
    "plot_frame_rates",
    "plot_frame_trends",
    "plot_label_shares",
    "plot_lead_counts",
    "plot_lexicon_quality",
    "plot_names",
    "plot_omitted_terms",
    "plot_quotes",
    "plot_remarks",
    "plot_reuse_matrix",
    "plot_shared_passages",
    "plot_similar_pairs",
    "plot_similarity_matrix",
    "plot_source_profiles",
    "plot_story_timeline",
    "plot_tone",
    "plot_volume",
    "plot_word_shift",
    "show_shared_passages",
    "source_colors",
]
