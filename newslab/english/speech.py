"""Verbs of speech, and the words that make one of a verb or a noun."""

from __future__ import annotations

from newslab.english.lists import forms_of, words_of

# Verbs that introduce what somebody says.
_REGULAR = forms_of(
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
# Forms that are nouns or adjectives more often than verbs are no cues.
_OTHER_THAN_VERBS = words_of(
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
CUES = (_REGULAR - _OTHER_THAN_VERBS) | _IRREGULAR
# Forms that are verbs only after a name or a pronoun: Leaf claims, but her claims and the reported deal.
NOUNS = words_of(
    """
    attacks call calls challenge challenges claim chants claims comments compared counters demands
    detailed disputes estimated estimates hails hints jokes laughs lectures lists notes offers pledge
    pledges praises promised promises quips rails reasoned reference remarks replies reply reported
    reports retorts roars screams shouts slams state states tweets urges vows
    """
)
# Verbs of speech only together with the word after them: she went on, he shot back.
PHRASAL = {
    "according": "to",
    "went": "on", "goes": "on", "shot": "back", "shoots": "back", "fired": "back", "hit": "back",
    "pressed": "on", "put": "it", "puts": "it", "points": "out", "pointing": "out",
    "sums": "up", "summed": "up",
}  # fmt: skip
# Verbs that give a name to a thing, as often as to say what somebody thinks of it.
NAMING = words_of("called dubbed captioned branded labeled labelled")
#: Nouns for what somebody says: Leaf’s claim that, her warning of.
SAYINGS = words_of(
    """
    accusation admission allegation announcement argument assertion assessment assurance claim claims comment
    comments complaint contention declaration denial description insistence message observation plea pledge
    prediction promise remark remarks reply response speech statement statements suggestion tweet warning
    warnings words
    """
)
