"""Articles to integer-coded tokens, their vocabulary and term counts."""

from newslab.tokens.counting import TermCounts, term_counts
from newslab.tokens.parts import blocks_of, made_in_parts, on_all_cores
from newslab.tokens.products import row_products, sum_by_group
from newslab.tokens.runs import run_hashes, run_overlaps, shared_runs
from newslab.tokens.sorting import ranges
from newslab.tokens.splitting import fold_word, split_words
from newslab.tokens.stopwords import STOP_WORDS
from newslab.tokens.tokenizing import Tokens, as_tokens, tokenize

__all__ = [
    "STOP_WORDS",
    "TermCounts",
    "Tokens",
    "as_tokens",
    "blocks_of",
    "fold_word",
    "made_in_parts",
    "on_all_cores",
    "ranges",
    "row_products",
    "run_hashes",
    "run_overlaps",
    "shared_runs",
    "split_words",
    "sum_by_group",
    "term_counts",
    "tokenize",
]
