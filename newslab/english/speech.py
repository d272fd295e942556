"""The words that tell that somebody speaks, and those that end or join a name: plain lists."""

from __future__ import annotations


def words_of(text: str) -> list[str]:
    """Return the words of a list that is written as a text."""
    return text.split()


# Verbs that introduce what somebody says. Their regular forms are made below.
_REGULAR = words_of(
    """
    accuse acknowledge add admit admonish advise advocate affirm agree allege announce answer
    apologise apologize argue articulate ask assail assert assess assure attack bark beg believe
    bemoan berate blame blast boast brag brand call caption caution challenge chant characterise
    characterize charge chide chime cite claim clarify comment compare complain concede conclude
    condemn confess confide confirm contend continue counsel counter credit criticise criticize cry
    declare decry defend demand denounce deny depict deride describe detail dismiss dispute dub echo
    elaborate email emphasise emphasize encourage estimate exclaim exhort explain express fret fume
    gloat gripe grumble gush hail highlight hint imply indicate inform insist instruct interject
    introduce joke label lament laugh lecture liken maintain marvel mention mock mumble murmur muse
    mutter note object observe offer opine plead pledge point ponder portray post praise preach
    predict proclaim promise pronounce propose protest question quip quote rail rant reaffirm reason
    reassure rebuke recall recite reference recommend recount refer reflect reiterate rejoin relate
    relay remark remember remind repeat reply report respond retort retweet reveal ridicule roar
    scoff scold scream shout shrug sigh slam snap sneer snipe speculate state stipulate stress
    submit suggest summarise summarize surmise tease testify text thank threaten thunder tout
    trumpet tweet urge utter vent voice vow wail warn welcome whisper wonder yell
    """
)
_IRREGULAR = words_of(
    """
    say says said saying tell tells told telling write writes wrote written writing speak speaks
    spoke spoken speaking think thinks thought thinking read reads reading swear swears swore
    swearing sing sings sang labelled labelling signalled signalling
    """
)
_DOUBLED = frozenset(words_of("admit brag chat dub quip refer slam snap submit"))
# Forms that are nouns or adjectives more often than verbs are no cues.
_OTHER_THAN_VERBS = frozenset(
    words_of(
        """
    advocate answer attack attacked blame brand brands caption chant charge charged charges comment
    counsel counter credit credits cry demand detail details dispute echo email emails
    estimate estimating express hail highlight hint joke label labels laugh lecture note
    object objects offer point pointing points post posting posts praise promise promising
    protest protests question questions quip quote quotes rail rant reason
    reasoning reasons recall reflected reflects relate related relates relating remark report
    retort reveals ridicule roar scream shout shrug sigh slam snap stress tease text texts
    thank thanks trumpet tweet urge vent voice voices vow wail welcome whisper wonder yell
    """
    )
)
# The same in other languages of the press, as a sentence of news has them.
_OF_OTHER_LANGUAGES = words_of(
    """
    dit déclare déclaré déclarait affirme affirmé explique expliqué ajoute ajouté assure assuré
    estime estimé sagt sagte sagten erklärt erklärte betont betonte schreibt schrieb warnte
    kritisierte dice dijo afirma afirmó declaró aseguró explicó añadió قال قالت وقال وقالت أضاف
    وأضاف أضافت أكد وأكد صرح وصرح أعلن
    """
)


def _forms(verb: str) -> list[str]:
    """Return the forms of a regular verb: reply, replies, replied, replying."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return [
        verb,
        verb + ("es" if verb.endswith(("s", "x", "sh", "ch", "o")) else "s"),
        stem + "ed",
        stem + "ing",
    ]


CUES = frozenset(
    {form for verb in _REGULAR for form in _forms(verb)} - _OTHER_THAN_VERBS
    | set(_IRREGULAR)
    | set(_OF_OTHER_LANGUAGES)
)
# Forms that are verbs only behind a name or a pronoun: Leaf claims, but her claims and the reported deal.
NOUNS = frozenset(
    words_of(
        """
    attacks call calls challenge challenges claim chants claims comments compared counters demands
    detailed disputes estimated estimates hails hints jokes laughs lectures lists notes offers pledge
    pledges praises promised promises quips rails reasoned reference remarks replies reply reported
    reports retorts roars screams shouts slams state states tweets urges vows
    """
    )
)
# Verbs of speech only together with the word behind them: she went on, he shot back.
PHRASAL = {
    "according": "to",
    "went": "on", "goes": "on", "shot": "back", "shoots": "back", "fired": "back", "hit": "back",
    "pressed": "on", "put": "it", "puts": "it", "points": "out", "pointing": "out",
    "sums": "up", "summed": "up",
}  # fmt: skip
# Verbs that give a name to a thing, as often as to say what somebody thinks of it.
NAMING = frozenset(words_of("called dubbed captioned branded labeled labelled"))

PERSONAL = frozenset(["he", "she"])
# Who is no name, but may be meant by he or she.
PERSONS = frozenset(
    words_of(
        """
    activist adviser advisor ambassador analyst attorney candidate chairman chairwoman chancellor chief
    commander diplomat director doctor expert general governor king lawmaker lawyer leader man mayor minister
    nominee officer official politician pope premier president prince professor queen reporter scientist
    secretary senator spokesman spokesperson spokeswoman strongman teacher witness woman
    """
    )
)
PRONOUNS = PERSONAL | frozenset(words_of("they it i we you"))
RELATIVES = frozenset(["who", "which"])
DETERMINERS = frozenset(
    words_of(
        """
    a an the his her its their this that these those our my your some any one
    """
    )
)
PREPOSITIONS = frozenset(
    words_of(
        """
    about across after against along alongside amid among around as at before behind below beneath
    beside besides between beyond by despite down during for from in including inside into like near
    of off on onto out outside over past per regarding since through throughout to toward towards
    under until up upon via with within without
    """
    )
)
CONJUNCTIONS = frozenset(
    words_of(
        """
    after although and as because before but if nor once or since so than that though unless until
    when whenever where whereas whether while yet
    """
    )
)
AUXILIARIES = frozenset(
    words_of(
        """
    am are be been being can cannot could did do does had has have having is may might must shall
    should was were will would
    """
    )
)
ADVERBS = frozenset(
    words_of(
        """
    again all already also always both earlier even ever first further himself herself instead
    itself just later never not now often once previously soon still then themselves thus too
    """
    )
)
#: Verbs in the past that do not end in -ed, where a subject ends.
PASTS = frozenset(
    words_of(
        """
    became began bought broke brought built came caught chose cut drew drove fell felt fled fought
    found gave got grew heard held hit kept knew laid led left lost made meant met paid put ran rose
    sat saw sent set showed spent spoke stood struck took went withdrew won
    """
    )
)
OPENERS = frozenset(
    words_of(
        """
    also and but earlier finally first however indeed instead later meanwhile moreover often
    recently so still then thus yet
    """
    )
)
DAYS = frozenset(
    words_of(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december today yesterday tomorrow
    """
    )
)
#: Words that end what tells the time: a week later, last night.
TIMES = DAYS | frozenset(
    words_of(
        """
    afternoon afterward afterwards ago day days earlier evening hour hours later minutes moment month
    months morning night week weekend weeks year years
    """
    )
)
PARTICLES = frozenset(
    words_of(
        """
    & abu al bin bint da de del della den der di dos du el ibn la le of ten ter the van von zu
    """
    )
)
ABBREVIATIONS = frozenset(
    words_of(
        """
    adm capt cmdr co col corp dr gen gov hon inc jr lt ltd maj mr mrs ms no prof rep rev sen sgt sr
    st u.n u.s vs jan feb aug sept oct nov dec
    """
    )
)
