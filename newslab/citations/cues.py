"""What cites an outlet: patterns of the words before its name, and of those behind it."""

from __future__ import annotations

import re

_DAY = (
    r"(?:(?:on |late |early )?\w+day|yesterday|today|tonight|exclusively|recently|earlier|later|live|morning"
    r"|night|evening|(?:this|last) \w+|(?:in|at|during) an? [\w-]+)"
)
_REPORTER = r"(?:journalist|reporter|correspondent|interviewer|anchor|host|columnist|analyst)s?"

# Words right before a name: "told the", "according to".
_ADJACENT = (
    r"(?:told|tells|telling|informed)(?:(?: [\w'’-]+){1,3} (?:from|for|at|of|with))?"
    r"|according to|per|via|citing|quoting|cites|quotes|quoted|cited|courtesy of|by way of|reports|reported"
    r"|in the (?:opinion|view|words) of|(?:sources?|credit|photo|image|video|picture)(?::| by)"
)
# Verbs that lead to it over a preposition and, maybe, a time: "said on", "spoke on Monday with".
_VERB = (
    r"(?:said|says|saying|spoke|speaks|speaking|talk(?:s|ed|ing)?|confirmed|explained|admitted|denied|argued"
    r"|claimed|declared|appear(?:s|ed|ing)?|stat(?:ed|ing)|interviewed|wrote|writ(?:es|ing)|leaked|disclosed"
    r"|report(?:s|ed)|published|obtained|seen|viewed|reviewed|conducted|commissioned|quoted|broadcast|aired"
    r"|carried|uncovered|unearthed|verified|recorded|compiled|posted|printed|written|released)"
)
# Nouns that do so, with any few words between: "a report last week in", "an interview published by".
_NOUN = (
    r"(?:interviews?|statements?|comments?|remarks?|responses?|e-?mails?|letters?|appearances?|reports?"
    r"|reporting|polls?|polling|surveys?|analysis|investigations?|articles?|stor(?:y|ies)|profiles?|op-?eds?"
    r"|essays?|columns?|editorials?|accounts?|counts?|tally|photos?|photographs?|images?|footage)"
)
_PREPOSITION = r"(?:to|with|by|in|on|from|for)"
_KIND = (
    r"(?:(?:news )?(?:agency|agencies|site|website|outlet|network|channel|service|magazine|portal|paper)"
    r"|newspapers?|newswire|daily|weekly|broadcaster|television|tv|radio|station|wire|tabloid|journal)"
)
# What may stand between: "the", "Britain's", "the Saudi-owned newspaper".
_DESCRIPTION = rf"(?:the |an? |[\w.-]+['’]s? )?(?:(?:[\w'’-]+ ){{0,3}}{_KIND},? )?"

#: What ends right before a name that is cited, in small letters.
BEFORE = re.compile(
    rf"(?:\b(?:{_ADJACENT})|\b{_VERB}(?:,? {_DAY}){{0,2}} {_PREPOSITION}"
    rf"|\b{_NOUN}(?:,? [\w'’-]+){{0,3}} (?:{_PREPOSITION}|of)"
    r"|[,\"”’'] (?:said|says|noted|notes|wrote|writes|added|adds|argued))"
    rf" ['\"“‘]?{_DESCRIPTION}\Z"
)

_REPORTS = (
    r"(?:report(?:s|ed|ing)?|says|said|writes|wrote|note[sd]|quote[sd]|quoting|cite[sd]|citing|add(?:s|ed)"
    r"|claim(?:s|ed)|reveal(?:s|ed)|describe[sd]|found|finds|confirm(?:s|ed)|publish(?:es|ed)|obtained"
    r"|learn(?:ed|t)|estimate[sd]|project(?:s|ed)|explain(?:s|ed)|detail(?:s|ed)|disclosed|broke|uncovered"
    r"|argue[sd]|conclude[sd]|suggest(?:s|ed)|point(?:s|ed) out|observe[sd]|recall(?:s|ed)|show(?:s|ed)|asked"
    r"|posted|interviewed|call(?:s|ed)|slammed|warn(?:s|ed)|state[sd]|documented|examined|rated|ruled|put it"
    r"|follow(?:s|ed) up|ran|exposed|identified|discovered|counted|lists|deemed|declared|puts?|surveyed"
    r"|investigate[sd])"
)
_AUXILIARY = (
    rf"(?:(?:\w+ly|also|first|since|has|have|had|was|were|is|the first to|then|even|{_DAY}),? ){{0,4}}"
)
_WORK = (
    r"(?:report(?:s|ing)?|articles?|stor(?:y|ies)|interviews?|op-?eds?|editorials?|analysis|investigations?"
    r"|(?:exit )?polls?|polling|surveys?|exclusive|dispatch|columns?|count|tally|estimates?"
    r"|pieces?|fact[- ]check(?:ers?)?|profile|documentary)"
)
_PERSON = r"(?:[A-Z][\w.'’-]+ ){1,3}(?:and (?:[A-Z][\w.'’-]+ ){1,3})?"

#: What begins right behind a name that is cited: "has reported", "'s Jane Roe reported", "poll".
AFTER = re.compile(
    rf"(?:(?:, [^,.;:!?\n]{{3,60}})?,? (?:{_KIND} )?{_AUXILIARY}{_REPORTS}\b"
    rf"| (?:(?:[\w-]+ ){{0,3}}{_REPORTER} )?(?:{_PERSON})?{_AUXILIARY}{_REPORTS}\b"
    rf"|[ /-](?:[\w/-]+ ){{0,2}}(?i:{_WORK})\b|: ?['\"“‘])"
)

#: The same behind a name that is a common word as well.
AFTER_WORD = re.compile(
    r"(?: (?:has|had|first)){0,2} report(?:s|ed)\b"
    r"| (?:[\w-]+ )?(?:poll|survey|interview|analysis|report|article|story|investigation)\b"
)

#: Behind a name that is another's beginning: "Atlantic City".
CAPITAL = re.compile(r" [A-Z]")

#: The two sides, a null character for the name, of one that stands alone in brackets or in a line, ends a
#: credit, or heads a paragraph.
CREDIT = re.compile(
    r"[(\[](?:[^()\[\]\n]*[,/:|] ?)?\0 ?[)\]/]|[/|–—] ?\0\W*(?:\n|\Z)|(?:\n|\A)\W*\0(?:[:/]|\W*(?:\n|\Z))"
    r"|\b(?:[Ff]rom|[Ii]n) (?:[Tt]he )?\0:"
)

#: What joins names that are cited together: "Reuters and the AP", "NBC News/Wall Street Journal".
JOINED = re.compile(r" ?[/–-] ?|,? (?:and|or|&) (?:the )?|, (?:the )?", re.IGNORECASE)
