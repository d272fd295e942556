# The public names and where each is defined; `newslab/__init__.py` imports a name when it is first used.
from . import statistics as statistics
from .charts import (
    plot_article_map as plot_article_map,
)
from .charts import (
    plot_cited_outlets as plot_cited_outlets,
)
from .charts import (
    plot_co_occurrences as plot_co_occurrences,
)
from .charts import (
    plot_collocates as plot_collocates,
)
from .charts import (
    plot_corrected_shares as plot_corrected_shares,
)
from .charts import (
    plot_dispersion as plot_dispersion,
)
from .charts import (
    plot_distinctive_terms as plot_distinctive_terms,
)
from .charts import (
    plot_frame_rates as plot_frame_rates,
)
from .charts import (
    plot_frame_trends as plot_frame_trends,
)
from .charts import (
    plot_label_shares as plot_label_shares,
)
from .charts import (
    plot_lead_counts as plot_lead_counts,
)
from .charts import (
    plot_lexicon_quality as plot_lexicon_quality,
)
from .charts import (
    plot_omitted_terms as plot_omitted_terms,
)
from .charts import (
    plot_quotes as plot_quotes,
)
from .charts import (
    plot_reuse_matrix as plot_reuse_matrix,
)
from .charts import (
    plot_shared_passages as plot_shared_passages,
)
from .charts import (
    plot_similar_pairs as plot_similar_pairs,
)
from .charts import (
    plot_similarity_matrix as plot_similarity_matrix,
)
from .charts import (
    plot_source_profiles as plot_source_profiles,
)
from .charts import (
    plot_story_timeline as plot_story_timeline,
)
from .charts import (
    plot_tone as plot_tone,
)
from .charts import (
    plot_volume as plot_volume,
)
from .charts import (
    plot_word_shift as plot_word_shift,
)
from .charts import (
    show_shared_passages as show_shared_passages,
)
from .charts import (
    source_colors as source_colors,
)
from .citations import (
    cited_outlets as cited_outlets,
)
from .comparison import (
    distinctive_terms as distinctive_terms,
)
from .comparison import (
    exclusive_terms as exclusive_terms,
)
from .comparison import (
    omitted_terms as omitted_terms,
)
from .comparison import (
    source_profiles as source_profiles,
)
from .corpus import (
    load_sample as load_sample,
)
from .corpus import (
    problems as problems,
)
from .corpus import (
    read_articles as read_articles,
)
from .corpus import (
    save_articles as save_articles,
)
from .entities import (
    names as names,
)
from .explorer import (
    explore as explore,
)
from .framing import (
    co_occurrences as co_occurrences,
)
from .framing import (
    count_terms as count_terms,
)
from .framing import (
    find_terms as find_terms,
)
from .framing import (
    frame_rates as frame_rates,
)
from .framing import (
    label_shares as label_shares,
)
from .framing import (
    pattern_counts as pattern_counts,
)
from .framing import (
    rate_differences as rate_differences,
)
from .framing import (
    rival_terms as rival_terms,
)
from .framing import (
    share_differences as share_differences,
)
from .framing import (
    tone as tone,
)
from .framing import (
    word_shift as word_shift,
)
from .kwic import (
    collocates as collocates,
)
from .kwic import (
    concordance as concordance,
)
from .lexicon import (
    Lexicon as Lexicon,
)
from .lexicon import (
    read_lexicon as read_lexicon,
)
from .quotations import (
    echoed_quotes as echoed_quotes,
)
from .quotations import (
    quotes as quotes,
)
from .quotations import (
    remarks as remarks,
)
from .reuse import (
    drop_copies as drop_copies,
)
from .reuse import (
    drop_repeated_lines as drop_repeated_lines,
)
from .reuse import (
    group_copies as group_copies,
)
from .reuse import (
    repeated_lines as repeated_lines,
)
from .reuse import (
    reuse_matrix as reuse_matrix,
)
from .reuse import (
    shared_passages as shared_passages,
)
from .similarity import (
    article_map as article_map,
)
from .similarity import (
    group_stories as group_stories,
)
from .similarity import (
    shared_terms as shared_terms,
)
from .similarity import (
    similar_pairs as similar_pairs,
)
from .similarity import (
    similarity_matrix as similarity_matrix,
)
from .timing import (
    lead_counts as lead_counts,
)
from .timing import (
    story_timeline as story_timeline,
)
from .tokens import (
    Tokens as Tokens,
)
from .tokens import (
    tokenize as tokenize,
)
from .validation import (
    coder_agreement as coder_agreement,
)
from .validation import (
    corrected_differences as corrected_differences,
)
from .validation import (
    corrected_shares as corrected_shares,
)
from .validation import (
    lexicon_errors as lexicon_errors,
)
from .validation import (
    lexicon_quality as lexicon_quality,
)
from .validation import (
    pattern_quality as pattern_quality,
)
from .validation import (
    read_codes as read_codes,
)
from .validation import (
    sample_for_coding as sample_for_coding,
)

__version__: str
__all__ = [
    "Lexicon",
    "Tokens",
    "article_map",
    "cited_outlets",
    "co_occurrences",
    "coder_agreement",
    "collocates",
    "concordance",
    "corrected_differences",
    "corrected_shares",
    "count_terms",
    "distinctive_terms",
    "drop_copies",
    "drop_repeated_lines",
    "echoed_quotes",
    "exclusive_terms",
    "explore",
    "find_terms",
    "frame_rates",
    "group_copies",
    "group_stories",
    "label_shares",
    "lead_counts",
    "lexicon_errors",
    "lexicon_quality",
    "load_sample",
    "names",
    "omitted_terms",
    "pattern_counts",
    "pattern_quality",
    "plot_article_map",
    "plot_cited_outlets",
    "plot_co_occurrences",
    "plot_collocates",
    "plot_corrected_shares",
    "plot_dispersion",
    "plot_distinctive_terms",
    "plot_frame_rates",
    "plot_frame_trends",
    "plot_label_shares",
    "plot_lead_counts",
    "plot_lexicon_quality",
    "plot_omitted_terms",
    "plot_quotes",
    "plot_reuse_matrix",
    "plot_shared_passages",
    "plot_similar_pairs",
    "plot_similarity_matrix",
    "plot_source_profiles",
    "plot_story_timeline",
    "plot_tone",
    "plot_volume",
    "plot_word_shift",
    "problems",
    "quotes",
    "rate_differences",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "remarks",
    "repeated_lines",
    "reuse_matrix",
    "rival_terms",
    "sample_for_coding",
    "save_articles",
    "share_differences",
    "shared_passages",
    "shared_terms",
    "show_shared_passages",
    "similar_pairs",
    "similarity_matrix",
    "source_colors",
    "source_profiles",
    "statistics",
    "story_timeline",
    "tokenize",
    "tone",
    "word_shift",
]
