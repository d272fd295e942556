# The public names and where each is defined; `newslab/__init__.py` imports a name when it is first used.
from . import statistics as statistics
from .charts import (
    plot_article_map as plot_article_map,
    plot_cited_outlets as plot_cited_outlets,
    plot_co_occurrences as plot_co_occurrences,
    plot_coder_agreement as plot_coder_agreement,
    plot_collocates as plot_collocates,
    plot_corrected_shares as plot_corrected_shares,
    plot_differences as plot_differences,
    plot_dispersion as plot_dispersion,
    plot_distinctive_terms as plot_distinctive_terms,
    plot_frame_rates as plot_frame_rates,
    plot_frame_trends as plot_frame_trends,
    plot_label_shares as plot_label_shares,
    plot_lead_counts as plot_lead_counts,
    plot_lexicon_quality as plot_lexicon_quality,
    plot_names as plot_names,
    plot_omitted_terms as plot_omitted_terms,
    plot_quotes as plot_quotes,
    plot_remarks as plot_remarks,
    plot_reuse_matrix as plot_reuse_matrix,
    plot_shared_passages as plot_shared_passages,
    plot_similar_pairs as plot_similar_pairs,
    plot_similarity_matrix as plot_similarity_matrix,
    plot_source_profiles as plot_source_profiles,
    plot_story_timeline as plot_story_timeline,
    plot_tone as plot_tone,
    plot_volume as plot_volume,
    plot_word_shift as plot_word_shift,
    show_shared_passages as show_shared_passages,
    source_colors as source_colors,
)
from .citations import (
    cited_outlets as cited_outlets,
)
from .comparison import (
    distinctive_terms as distinctive_terms,
    exclusive_terms as exclusive_terms,
    omitted_terms as omitted_terms,
    source_profiles as source_profiles,
)
from .corpus import (
    load_sample as load_sample,
    problems as problems,
    read_articles as read_articles,
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
    count_terms as count_terms,
    find_terms as find_terms,
    frame_rates as frame_rates,
    label_shares as label_shares,
    pattern_counts as pattern_counts,
    rate_differences as rate_differences,
    rival_terms as rival_terms,
    share_differences as share_differences,
    tone as tone,
    word_shift as word_shift,
)
from .kwic import (
    collocates as collocates,
    concordance as concordance,
)
from .lexicon import (
    Lexicon as Lexicon,
    read_lexicon as read_lexicon,
)
from .quotations import (
    echoed_quotes as echoed_quotes,
    quotes as quotes,
    remarks as remarks,
)
from .reuse import (
    drop_copies as drop_copies,
    drop_repeated_lines as drop_repeated_lines,
    group_copies as group_copies,
    repeated_lines as repeated_lines,
    reuse_matrix as reuse_matrix,
    shared_passages as shared_passages,
)
from .similarity import (
    article_map as article_map,
    group_stories as group_stories,
    shared_terms as shared_terms,
    similar_pairs as similar_pairs,
    similarity_matrix as similarity_matrix,
)
from .timing import (
    lead_counts as lead_counts,
    story_timeline as story_timeline,
)
from .tokens import (
    Tokens as Tokens,
    tokenize as tokenize,
)
from .validation import (
    coder_agreement as coder_agreement,
    corrected_differences as corrected_differences,
    corrected_shares as corrected_shares,
    lexicon_errors as lexicon_errors,
    lexicon_quality as lexicon_quality,
    pattern_quality as pattern_quality,
    read_codes as read_codes,
    sample_for_coding as sample_for_coding,
)

__version__: str
