"""Articles to integer-coded tokens, their vocabulary, their n-grams and the counts of their terms."""

from newslab.tokens.boilerplate import boilerplate_words, without_boilerplate, without_words
from newslab.tokens.coding import arrow_texts
from newslab.tokens.copying import warn_of_copies
from newslab.tokens.counting import TermCounts, term_counts, word_counts
from newslab.tokens.folding import clean_word, fold_word
from newslab.tokens.ngrams import (
    SharedNgrams,
    are_among,
    find_ngrams,
    first_of_texts,
    ngram_hashes,
    numbered_ngrams,
    row_bits,
    shared_ngrams,
    texts_by_hash,
    with_rows,
)
from newslab.tokens.overlapping import ngram_overlaps
from newslab.tokens.partitioned import PartitionedTokens
from newslab.tokens.repeating import boilerplate_in_partitions
from newslab.tokens.rules import WordRules, split_words
from newslab.tokens.scanning import classes_of_bytes
from newslab.tokens.terms import counted_terms
from newslab.tokens.tokenizing import as_tokens, tokenize
from newslab.tokens.tokens import Articles, TextBlock, Tokens
from newslab.tokens.windows import in_pieces, windows_of

__all__ = [
    "Articles",
    "PartitionedTokens",
    "SharedNgrams",
    "TermCounts",
    "TextBlock",
    "Tokens",
    "WordRules",
    "are_among",
    "arrow_texts",
    "as_tokens",
    "boilerplate_in_partitions",
    "boilerplate_words",
    "classes_of_bytes",
    "clean_word",
    "counted_terms",
    "find_ngrams",
    "first_of_texts",
    "fold_word",
    "in_pieces",
    "ngram_hashes",
    "ngram_overlaps",
    "numbered_ngrams",
    "row_bits",
    "shared_ngrams",
    "split_words",
    "term_counts",
    "texts_by_hash",
    "tokenize",
    "warn_of_copies",
    "windows_of",
    "with_rows",
    "without_boilerplate",
    "without_words",
    "word_counts",
]
