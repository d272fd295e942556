"""Function words by their part of speech."""

from __future__ import annotations

from newslab.english.lists import words_of

ARTICLES = words_of("a an the")
DETERMINERS = ARTICLES | words_of("any her his its my one our some that their these this those your")
PERSONAL = words_of("he she")
#: Pronouns that a verb may have as its subject.
PRONOUNS = PERSONAL | words_of("i it they we you")
#: Forms that mean a he or a she.
OF_PERSONAL = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}
RELATIVES = words_of("who which")
#: Speakers of these words are not named by them.
NOBODY = PRONOUNS | words_of("her hers him his me one that them this those us who")
PREPOSITIONS = words_of(
    """
    about across after against along alongside amid among around as at before behind below beneath beside
    besides between beyond by despite down during for from in including inside into like near of off on onto
    out outside over past per regarding since through throughout to toward towards under until up upon via
    with within without
    """
)
CONJUNCTIONS = words_of(
    """
    after although and as because before but if nor once or since so than that though unless until when
    whenever where whereas whether while yet
    """
)
AUXILIARIES = words_of(
    """
    am are be been being can cannot could did do does had has have having is may might must shall should was
    were will would
    """
)
ADVERBS = words_of(
    """
    again afterward afterwards all already also always both earlier early even ever first further herself
    himself instead itself just late later never not now often once previously soon still then themselves thus
    too yet
    """
)
#: Open a sentence, before its subject.
OPENERS = words_of(
    """
    accordingly also and besides but consequently earlier finally first formerly further furthermore hence
    however indeed instead later likewise meanwhile moreover needless nevertheless nonetheless often otherwise
    recently so still then therefore thus yet
    """
)
#: Ends of the adverbs that open a sentence, which hardly any name of more than six letters has.
ENDS_OF_OPENERS = (
    "ably", "ally", "antly", "arly", "ately", "edly", "ently", "fully", "ibly", "ingly", "ively",
    "ortly", "ously",
)  # fmt: skip
#: Verbs in the past that do not end in -ed.
PASTS = words_of(
    """
    became began bought broke brought built came caught chose cut drew drove fell felt fled fought found gave
    got grew heard held hit kept knew laid led left lost made meant met paid put ran rose sat saw sent set
    showed spent spoke stood struck took went withdrew won
    """
)
