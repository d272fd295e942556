"""Which language a text is in, and the words by which it reports speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

from newslab.english import STOP_WORDS, speech
from newslab.tokens.languages import LETTERS
from newslab.tokens.stopwords import stop_words_of

# The language of a text is known by this many characters of its beginning; by the first of these alone where
# they have many common words of one language, and three times as many as of any other.
LONGEST, FIRST, MANY = 4_000, 800, 30
# An English text is mostly known by this word alone, which saves the look at all others.
PLAINLY = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
# Languages that share a script share their way to write quotations.
_LETTERS = {code: LETTERS[code] for code in ("ja", "ko", "zh")} | {
    "ar": "\u0620-\u064a",
    "ru": "\u0400-\u04ff",
}
_OF_SCRIPTS = re.compile(f"[{''.join(_LETTERS.values())}]")
# Scripts, and the share of the letters that a text in a language has more of. Japanese has Chinese letters as
# well.
_SCRIPTS = {
    code: (re.compile(f"[{letters}]"), 0.2 if code == "ja" else 0.5) for code, letters in _LETTERS.items()
}


@dataclass(frozen=True)
class Language:
    """The words by which the quotations of a language are read: those that languages.yml explains."""

    words: frozenset[str]
    cues: frozenset[str]
    helpers: frozenset[str]
    sources: frozenset[str]
    postposed: frozenset[str]
    of_sources: frozenset[str]
    views: frozenset[str]
    links: frozenset[str]
    heads: frozenset[str]
    stops: frozenset[str]
    times: frozenset[str]
    determiners: frozenset[str]
    like: frozenset[str]
    prefixed: frozenset[str]
    suffixed: frozenset[str]
    pronouns: dict[str, str]
    adverbs: frozenset[str]
    names: frozenset[str]
    nobody: frozenset[str]
    impersonal: frozenset[str]
    parted: frozenset[str]
    particles: frozenset[str]
    oblique: frozenset[str]
    adverb_endings: frozenset[str]
    verb_first: bool
    capital_nouns: bool


@cache
def languages() -> dict[str, Language]:
    """Return what is known of each language that has spaces between its words."""
    text = Path(__file__).with_name("languages.yml").read_text(encoding="utf-8")
    return {name: _language(name, lists) for name, lists in yaml.safe_load(text).items()}


def _language(code: str, lists: dict) -> Language:
    words = {name: frozenset(value.split()) for name, value in lists.items() if isinstance(value, str)}
    words["cues"] = words.get("cues", frozenset()) | _forms_of(words.get("verbs", ()), lists.get("forms", {}))
    pronouns = {word: kind for kind in ("he", "she", "others") for word in words.get(kind, ())}
    listed = {field.name: words.get(field.name, frozenset()) for field in fields(Language)}
    if lists.get("capital_nouns"):
        listed["adverbs"] = (listed["adverbs"] | stop_words_of(code)) - listed["names"]
    flags = {name: lists.get(name, False) for name in ("verb_first", "capital_nouns")}
    return Language(**{**listed, "pronouns": pronouns, **flags})


def _forms_of(verbs: Iterable[str], forms: dict[str, str]) -> frozenset[str]:
    """Return the forms of regular verbs, by their longest ending.

    Examples
    --------
    >>> sorted(_forms_of(["sagen"], {"en": "t te ge-t"}))
    ['gesagt', 'sagt', 'sagte']
    """
    found = set()
    for verb in verbs:
        ending = max(filter(verb.endswith, forms), key=len)
        stem = verb.removesuffix(ending)
        for form in forms[ending].split():
            before, _, after = form.rpartition("-")
            found.add(before + stem + after)
    return frozenset(found)


def language_of(text: str) -> str:
    """Return the language of a text: ``en``, one of languages.yml, ``zh``, ``ja``, ``ko``, or ``""``.

    It is known by its script and its function words; of a few words that are in no list it is ``""``.

    Examples
    --------
    >>> language_of("Der Minister ist nicht im Haus."), language_of("他说"), language_of("Gwir yw hyn.")
    ('de', 'zh', '')
    """
    beginning = text[:LONGEST]
    if beginning[:FIRST].count(" the ") >= PLAINLY:
        return "en"
    if not beginning.isascii() and _OF_SCRIPTS.search(beginning):
        n_letters = len(_LETTER.findall(beginning))
        for name, (script, least) in _SCRIPTS.items():
            if len(script.findall(beginning)) > least * n_letters:
                return name
    ranked = _common_words(beginning[:FIRST]).most_common(2)
    if len(ranked) == 2 and ranked[0][1] >= max(MANY, 3 * ranked[1][1]):
        return ranked[0][0]
    n_words = _common_words(beginning)
    return max(n_words, key=lambda name: (n_words[name], name == "en"), default="")


def _common_words(text: str) -> Counter[str]:
    """Return how many common words of each language a text has."""
    n_words: Counter[str] = Counter()
    languages_of = _languages_of()
    for word, n in Counter(_WORD.findall(text.lower())).items():
        for name in languages_of.get(word, ()):
            n_words[name] += n
    return n_words


@cache
def _languages_of() -> dict[str, list[str]]:
    """Return the languages that each word is a common word of."""
    found: dict[str, list[str]] = {}
    for name, language in languages().items():
        for word in language.words | language.cues | language.helpers | language.sources:
            found.setdefault(word, []).append(name)
    for word in STOP_WORDS | speech.CUES:
        if len(word) > 1:
            found.setdefault(word, []).append("en")
    return found
