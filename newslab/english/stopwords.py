"""English function words: they say nothing about the topic of an article or what marks a source.

The list is short on purpose. It holds determiners, pronouns, prepositions, conjunctions, auxiliaries, a few
adverbs of degree and place, and the single letters that initials leave. It holds no word that an article
may be about: *against*, *system*, *fire*, *bill* and *interest* are left, and so is *us*, which is also U.S.
"""

from __future__ import annotations

from string import ascii_lowercase

from newslab.english import grammar
from newslab.english.lists import words_of

_OF_GRAMMAR = (
    grammar.DETERMINERS
    | grammar.PRONOUNS
    | grammar.RELATIVES
    | grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.AUXILIARIES
    | grammar.ADVERBS
    | grammar.OPENERS
)
# Among these, words that may say what an article is about, or how its author thinks.
_WITH_MEANING = words_of(
    """
    against alongside always around beneath beside besides despite earlier finally first further including
    indeed inside instead later like moreover often outside past previously recently regarding soon whenever
    """
)
_MORE = words_of(
    """
    above almost another anyone anything doing done each either enough every everyone everything few hence
    here hers him how least less little many me mine more most much myself neither no nobody none nothing only
    other others ought ours ourselves own quite rather same several someone something such theirs them there
    therefore very what whatever whichever whoever whom whose why yours yourself yourselves
    aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't shan't
    shouldn't wasn't weren't won't wouldn't he'd he'll i'd i'll i'm i've it'd it'll she'd she'll that'd
    that'll there'll they'd they'll they're they've we'd we'll we're we've what're who'd who'll who've you'd
    you'll you're you've
    """
)

STOP_WORDS = (_OF_GRAMMAR - _WITH_MEANING) | _MORE | frozenset(ascii_lowercase)
