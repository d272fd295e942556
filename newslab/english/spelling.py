"""British and American spellings of one word: rules and lists that lead from the first to the second.

Left out are pairs of which one is a common word of its own: cheque and check, storey and story, kerb and
curb, draught and draft, disc and disk.
"""

from __future__ import annotations

import re
from functools import cache

_OUR = re.compile(
    r"((?:dis|un|mis|re|multi|non|anti|over|out|bi|tri|uni|water|techni)?"
    r"(?:arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc"
    r"|rig|rum|savi|sav|splend|succ|tum|val|vap|vig)o)u"
    r"(r(?:s|ed|ing|ings|er|ers|ite|ites|itism|able|ably|ful|fully|less|lessly|hood|hoods|ly|ist|ists|al|ally"
    r"|ism|y|ies)?)"
)
_RE = re.compile(
    r"((?:epi)?cent|theat|amphitheat|fib|(?:milli|deci|hecto)?lit|(?:kilo|centi|milli|nano|micro)?met|calib|somb"
    r"|spect|lust|meag|sab|mit|goit|saltpet|reconnoit|louv)re(s)?"
)
_RED = re.compile(_RE.pattern.removesuffix("re(s)?") + "r(ed)")
_ENCE = re.compile(r"((?:self)?defen|offen|licen|preten)c(e|es|ed|eless)")
# Not after another vowel (raise, noise, française); words in -ise that are never written with a z, by
# themselves or after anything (unsurprising).
_ISE = re.compile(
    r"((?!(?:ceri|chemi|demi|deni|eli|morti|polici|vali)s|\w*wise|\w*(?:adverti|advi|appri|chasti|circumci|compri"
    r"|conci|concubi|despi|devi|enterpri|entrepri|exci|exerci|experti|franchi|highri|improvi|inci|merchandi"
    r"|paradi|preci|premi|promi|repri|revi|scali|sunri|supervi|surmi|surpri|televi|treati|upri)s)"
    r"\w{2,}[^\Waeou\d_]i)s(e|ed|es|er|ers|ing|ation|ations|ational|able)"
)
_YSE = re.compile(r"((?:psycho)?analy|paraly|cataly|dialy|hydroly|electroly)s(e|ed|er|ers|ing)")
_DOUBLED = re.compile(
    r"((?:travel|cancel|label|level|model|signal|fuel|refuel|counsel|marvel|quarrel|rival|total|channel|funnel"
    r"|tunnel|panel|pencil|shovel|grovel|equal|dial|duel|parcel|pedal|swivel|unravel|initial|snorkel|libel"
    r"|medal|spiral|barrel|bevel|chisel|enamel|revel|remodel|dishevel|wool|jewel|unequal|unrival|trammel"
    r"|untrammel|unparallel|worship))(?:(?<=l)l|(?<=p)p)(ed|ing|ings|er|ers|or|ors|ist|ists|ous|ously|en|ens)"
)


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


# Pieces of words, each of which no American spelling has.
_PIECES = _pairs(
    """
    anaemi:anemi  anaesth:anesth  paediatr:pediatr  gynaecolog:gynecolog  orthopaed:orthoped
    haemorrh:hemorrh  haemo:hemo  leukaemi:leukemi  encyclopaed:encycloped  mediaeval:medieval
    foetal:fetal  foetus:fetus  oestrogen:estrogen  oesophag:esophag  diarrhoea:diarrhea  coeliac:celiac
    caesarean:cesarean  manoeuvring:maneuvering  manoeuvred:maneuvered  manoeuvre:maneuver
    manoeuvrab:maneuverab  sceptic:skeptic  plough:plow  smoulder:smolder  aluminium:aluminum
    aeroplane:airplane  moustache:mustache  pyjama:pajama  artefact:artifact  sulphu:sulfu
    yoghurt:yogurt  jewellery:jewelry  judgement:judgment  acknowledgement:acknowledgment
    fulfilment:fulfillment  enrolment:enrollment  instalment:installment  skilful:skillful
    wilful:willful  centring:centering  mould:mold  enquir:inquir  speciality:specialty
    specialities:specialties
    """
)
_WHOLE = _pairs(
    """
    grey:gray  greys:grays  greyer:grayer  greyish:grayish  tyre:tire  tyres:tires  cosy:cozy
    ageing:aging  fulfil:fulfill  fulfils:fulfills  enrol:enroll  enrols:enrolls  distil:distill
    distils:distills  instil:instill  instils:instills  appal:appall  appals:appalls  practise:practice
    practised:practiced  practises:practices  practising:practicing  gaol:jail  gaols:jails  axe:ax
    doughnut:donut  doughnuts:donuts  likeable:likable  sizeable:sizable  liveable:livable  phoney:phony
    licence:license  licences:licenses  woolly:wooly  programme:program  programmes:programs
    catalogue:catalog  catalogues:catalogs  catalogued:cataloged  cataloguing:cataloging
    analogue:analog  analogues:analogs  dialogue:dialog  dialogues:dialogs  monologue:monolog
    monologues:monologs
    """
)

#: Regular expressions, without looking around, of all words that `american` may spell differently; with each,
#: four letters of which some are in every such word.
CANDIDATES: dict[str, set[str]] = {
    _OUR.pattern[_OUR.pattern.index("(?:arb") : _OUR.pattern.index("o)u")] + "our": {
        letter + "our" for letter in "bcdgilmnpv"
    },
    r"re[sd]?$": {"ntre", "atre", "ibre", "itre", "etre", "mbre", "ctre", "stre", "agre", "abre", "uvre"},
    r"(?:ence|enceless|ences|enced|lys(?:e|ed|er|ers|ing))$": {"ence", "lyse", "lysi"},
    r"is(?:e|ed|es|er|ers|ing|ation|ations|ational|able)$": {
        letter + some for letter in "bcdfghijklmnpqrstvwxyz" for some in ("ise", "isi", "isa")
    },
    r"(?:ll|pp)(?:ed|ing|ings|er|ers|or|ors|ist|ists|ous|ously|en|ens|y)$": {
        before + double + after for before in "aeio" for double in ("ll", "pp") for after in "eioy"
    },
    "|".join(_PIECES): {piece[:5][-4:] for piece in _PIECES},
    # After a word of three letters may be any.
    f"^(?:{'|'.join(_WHOLE)})$": {(word + chr(code))[:4] for word in _WHOLE for code in range(32)},
}


@cache
def american(word: str) -> str:
    """Return the American spelling of an English word in small letters; of other words, the word itself.

    Examples
    --------
    >>> [american(word) for word in ["colours", "organisation", "theatre", "travelled", "promise", "hour"]]
    ['colors', 'organization', 'theater', 'traveled', 'promise', 'hour']
    """
    if word in _WHOLE:
        return _WHOLE[word]
    for uk, us in _PIECES.items():
        if uk in word:
            return word.replace(uk, us, 1)
    for rule, form in _RULES:
        match = rule.fullmatch(word)
        if match:
            return match.expand(form) if match.lastindex == 2 else match.expand(form.removesuffix(r"\2"))
    return word


def american_stem(stem: str, wild: str) -> str:
    """Return the American spelling of the beginning of a word, before a wild card at its end.

    Examples
    --------
    >>> [american_stem(stem, "*") for stem in ["colour*", "favourit*", "organis*", "promis*"]]
    ['color*', 'favorit*', 'organiz*', 'promis*']
    """
    if not stem.endswith(wild):
        return stem
    start = american(stem.removesuffix(wild))
    start = _OUR_STEM.sub(r"\1\2", start)
    whole = american(start + "e")
    return (whole.removesuffix("e") if whole == start[:-1] + "ze" else start) + wild


_OUR_STEM = re.compile("^" + _OUR.pattern[: _OUR.pattern.index("(r(?:")] + "(r)")
_RULES = [
    (_OUR, r"\1\2"),
    (_RE, r"\1er\2"),
    (_RED, r"\1er\2"),
    (_ENCE, r"\1s\2"),
    (_ISE, r"\1z\2"),
    (_YSE, r"\1z\2"),
    (_DOUBLED, r"\1\2"),
]
