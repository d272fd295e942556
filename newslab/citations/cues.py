"""What cites an outlet: patterns of the words before its name, and of those after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newslab.english import press


def _any(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"


_DAY = (
    r"(?:(?:on |late |early )?\w+day|tonight|exclusively|recently|earlier|later|live|morning|night|evening"
    r"|(?:this|last) \w+|(?:in|at|during) an? [\w-]+)"
)
_REPORTER, _VERB, _NOUN = map(_any, (press.REPORTERS, press.SAID_TO, press.WORKS))

# Words right before a name: "told the", "according to".
_ADJACENT = (
    r"(?:told|tells|telling|informed)(?:(?: [\w'’-]+){1,3} (?:from|for|at|of|with))?"
    r"|according to|per|via|citing|quoting|cites|quotes|quoted|cited|courtesy of|by way of|reports|reported"
    r"|in the (?:opinion|view|words) of|(?:sources?|credit|photo|image|video|picture)(?::| by)"
)
_PREPOSITION = r"(?:to|with|by|in|on|from|for)"
_KIND = rf"(?:news )?{_any(press.KINDS)}"
# What may be between: "the", "Britain's", "the Saudi-owned newspaper".
_DESCRIPTION = rf"(?:the |an? |[\w.-]+['’]s? )?(?:(?:[\w'’-]+ ){{0,3}}{_KIND},? )?"

#: What ends right before a name that is cited, in small letters.
BEFORE = re.compile(
    rf"(?:\b(?:{_ADJACENT})|\b{_VERB}(?:,? {_DAY}){{0,2}} {_PREPOSITION}"
    rf"|\b{_NOUN}(?:,? [\w'’-]+){{0,3}} (?:{_PREPOSITION}|of)"
    r"|[,\"”’'] (?:said|says|noted|notes|wrote|writes|added|adds|argued))"
    rf" ['\"“‘]?{_DESCRIPTION}\Z"
)

_REPORTS = rf"(?:{_any(press.REPORTS)}|points? out|pointed out|puts? it|follow(?:s|ed) up)"
_AUXILIARY = rf"(?:(?:\w+ly|the first to|{_any(press.BEFORE_REPORTS)}|{_DAY}),? ){{0,4}}"
_WORK = rf"(?:{_any(press.OWN_WORKS)}|fact[- ]check(?:ers?)?)"
_PERSON = r"(?:[A-Z][\w.'’-]+ ){1,3}(?:and (?:[A-Z][\w.'’-]+ ){1,3})?"

#: What begins right after a name that is cited: "has reported", "'s Jane Roe reported", "poll".
AFTER = re.compile(
    rf"(?:(?:, [^,.;:!?\n]{{3,60}})?,? (?:{_KIND} )?{_AUXILIARY}{_REPORTS}\b"
    rf"| (?:(?:[\w-]+ ){{0,3}}{_REPORTER} )?(?:{_PERSON})?{_AUXILIARY}{_REPORTS}\b"
    rf"|[ /-](?:[\w/-]+ ){{0,2}}(?i:{_WORK})\b|: ?['\"“‘])"
)

#: The same after a name that is a common word as well.
AFTER_WORD = re.compile(
    rf"(?: (?:has|had|first)){{0,2}} report(?:s|ed)\b| (?:[\w-]+ )?{_any(press.SURE_WORKS)}\b"
)

#: After a name that is another's beginning: "Atlantic City".
CAPITAL = re.compile(r" [A-Z]")

#: The two sides, a null character for the name, of one that is alone in brackets or in a line, ends a
#: credit, or heads a paragraph.
CREDIT = re.compile(
    r"[(\[](?:[^()\[\]\n]*[,/:|] ?)?\0 ?[)\]/]|[/|–—] ?\0\W*(?:\n|\Z)|(?:\n|\A)\W*\0(?:[:/]|\W*(?:\n|\Z))"
    r"|\b(?:[Ff]rom|[Ii]n) (?:[Tt]he )?\0:"
)

#: What joins names that are cited together: "Reuters and the AP", "NBC News/Wall Street Journal".
JOINED = re.compile(r" ?[/–-] ?|,? (?:and|or|&) (?:the )?|, (?:the )?", re.IGNORECASE)
