"""English word lists: function words, verbs of speech, titles, days, what joins or leads to a name."""

from newslab.english.stopwords import STOP_WORDS

__all__ = ["STOP_WORDS"]
