"""English function words: they say nothing of the topic of an article and nothing of what marks a source.

The list is short on purpose. It holds determiners, pronouns, prepositions, conjunctions, auxiliaries, a few
adverbs of degree and place, and the single letters that initials leave. It holds no word that an article
may be about: *against*, *system*, *fire*, *bill* and *interest* stay, and so does *us*, which is also U.S.
"""

_DETERMINERS = """
    a an the this that these those such each every either neither both all any some no none another other
    others same own few little many much more most less least several enough
"""
_PRONOUNS = """
    i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her
    hers herself it its itself they them their theirs themselves one who whom whose which what whoever
    whatever whichever anyone anything everyone everything someone something nobody nothing
"""
_PREPOSITIONS_AND_CONJUNCTIONS = """
    of in on at by to from with into onto upon about above below over under between among amid through
    throughout during before after within without along across behind beyond toward towards near per via for
    off out up down and or but nor so yet if because although though unless until while whereas whether than
    as since
"""
_AUXILIARIES = """
    am is are was were be been being have has had having do does did doing done will would shall should can
    could may might must ought cannot isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't
    won't wouldn't shan't shouldn't can't couldn't mightn't mustn't needn't i'm i've i'd i'll we're we've
    we'd we'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll they're they've they'd they'll
    that'll that'd there'll who'd who'll who've what're
"""
_ADVERBS = """
    not only also too very just even still already again ever never almost rather quite here there where
    when why how then now once thus hence however therefore meanwhile
"""
_LETTERS = " ".join("abcdefghijklmnopqrstuvwxyz")

STOP_WORDS = frozenset(
    (_DETERMINERS + _PRONOUNS + _PREPOSITIONS_AND_CONJUNCTIONS + _AUXILIARIES + _ADVERBS + _LETTERS).split()
)
