"""Does a lexicon measure what it claims? Samples for coding, agreement, quality, corrected shares."""

from newslab.validation.agreement import coder_agreement
from newslab.validation.codes import read_codes
from newslab.validation.correction import corrected_differences, corrected_shares
from newslab.validation.quality import lexicon_errors, lexicon_quality, pattern_quality
from newslab.validation.sampling import sample_for_coding

__all__ = [
    "coder_agreement",
    "corrected_differences",
    "corrected_shares",
    "lexicon_errors",
    "lexicon_quality",
    "pattern_quality",
    "read_codes",
    "sample_for_coding",
]
