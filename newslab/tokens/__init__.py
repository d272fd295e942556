"""Articles to integer-coded tokens, their vocabulary, their n-grams and the counts of their terms."""

from newslab.tokens.counting import TermCounts, term_counts
from newslab.tokens.ngrams import ngram_hashes, ngram_overlaps, shared_ngrams
from newslab.tokens.splitting import fold_word, split_words
from newslab.tokens.tokenizing import Articles, Tokens, as_tokens, tokenize

__all__ = [
    "Articles",
    "TermCounts",
    "Tokens",
    "as_tokens",
    "fold_word",
    "ngram_hashes",
    "ngram_overlaps",
    "shared_ngrams",
    "split_words",
    "term_counts",
    "tokenize",
]
