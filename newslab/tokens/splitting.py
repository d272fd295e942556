"""What a word is: the edges of the words in a text.

A word is a run of letters and digits in any script, with the marks that belong to them. An apostrophe joins
the letters on its two sides (*don't*), and so do an ampersand (*AT&T*), the dots of an initialism (*U.S.*),
and the dots and commas of a number (*12,500*), or spaces at its thousands (*12 500*); hyphens separate. A
hashtag is one word with its mark, and so are *C++*, *C#*, *.NET* and the name of a host (*example.org*); web
and e-mail addresses and handles are none. In the scripts that are
written without spaces between words, each character is a word by itself, as it is by the rules of Unicode
(Standard Annex 29) where no dictionary tells more: Chinese characters and Hiragana, and the letters of Thai,
Lao, Burmese and Khmer with the marks that belong to them. So 战争 is two words, and is found as a phrase,
wherever it is. Where a text has these words set apart by spaces, they are words as they are.

The rules are written twice: `word_spans` is the plain version, a regular expression over the classes of the
characters; `scanning.find_words` is the same on the bytes of millions of articles, without a Python loop.
"""

from __future__ import annotations

import re

from newslab.tokens.addresses import addresses
from newslab.tokens.characters import DIGIT, DOT, INNER, LETTER, MARK, OTHER, SINGLE, character_classes
from newslab.tokens.folding import BLANKS

# Where more than one in this many of these characters has a space after it, the words are set apart.
SPACED = 6
# What may be before the dot of .NET.
BEFORE_DOT = ' \t\n(["/'

# The word, over a string in which each character is replaced by the letter of its class. A dot is inside a
# word after a single letter and before another single letter (U.S) or an apostrophe (U.S.'s).
_WORD = re.compile(
    r"S(?:M|Q(?=M))*"
    r"|[LN](?:[LNM]|Q(?=[LNM])|(?<=N)[CD](?=N)|(?<=(?<![LNM])L)D(?=L(?![LNM])|QL))*"
)
_HASHTAG = re.compile(r"(?<![LNMSTU])T[NMU]*[LS][LNMSU]*")
# C++ and Notepad++; C# and F#.
_SIGNED = re.compile(r"(?<=[LN])PP(?![LNMSTUP])|(?<![LNMSTUPQD])LT(?![LNMSTUP])")
# The beginning of a number with spaces, and what goes on after one of them.
HEAD, GROUP = "[1-9][0-9]{0,2}", "[0-9]{3}(?![0-9])"
_SPACE = re.compile(r"(?<=[SM]) (?=S)")
_CLASS_LETTERS = {LETTER: "L", DIGIT: "N", MARK: "M", INNER: "Q", DOT: "D", OTHER: "O", SINGLE: "S"}


class _LetterOfClass(dict):
    """The letter of the class of each character, looked up in the table of all when it is first met."""

    def __missing__(self, code_point: int) -> str:
        letter = _CLASS_LETTERS.get(int(character_classes()[code_point]), "O")
        self[code_point] = letter
        return letter


_letter_of_class = _LetterOfClass({ord(","): "C", ord("#"): "T", ord("_"): "U", ord(" "): " ", ord("+"): "P"})


def word_spans(text: str, *, spaced: bool | None = None) -> list[tuple[int, int]]:
    """Return where each word of a text starts and ends.

    Parameters
    ----------
    text : str
        The text.
    spaced : bool, optional
        Whether the words of scripts that are written without spaces are set apart by spaces; by default as
        the text shows.

    Examples
    --------
    >>> text = "The U.S. sent 12,500 to al-Sharaa, see www.example.org #aid"
    >>> [text[start:end] for start, end in word_spans(text)]
    ['The', 'U.S', 'sent', '12,500', 'to', 'al', 'Sharaa', 'see', '#aid']
    """
    classes = text.translate(_letter_of_class)
    if spaced is None:
        spaced = len(_SPACE.findall(classes)) * SPACED > classes.count("S")
    if spaced:
        classes = classes.replace("S", "L")
    for start, end, is_host in addresses(text):
        classes = classes[:start] + ("L" if is_host else "O") * (end - start) + classes[end:]
    classes = _HASHTAG.sub(lambda match: "L" * len(match[0]), classes)
    classes = _SIGNED.sub(lambda match: "L" * len(match[0]), classes)
    for start in _net_at(text, classes):
        classes = f"{classes[:start]}LLLL{classes[start + 4 :]}"
    return _with_thousands(text, [match.span() for match in _WORD.finditer(classes)])


def _net_at(text: str, classes: str) -> list[int]:
    """Return where *.NET* is written: before it is nothing, or what may be before a word."""
    found = [match.start() for match in re.finditer(r"\.net", text, re.IGNORECASE | re.ASCII)]
    return [
        start
        for start in found
        if classes[start] == "D"
        and (not start or text[start - 1] in BEFORE_DOT)
        and classes[start + 4 : start + 5] not in tuple("LNMSUTP")
    ]


def _with_thousands(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the parts of numbers with a space at their thousands: 12 500; 1 250 000."""
    joined: list[tuple[int, int]] = []
    part = ""  # the part of a number that the last word is or ends with
    for start, end in spans:
        word = text[start:end]
        is_after = joined and text[joined[-1][1] : start] in tuple(BLANKS)
        if part and is_after and re.match(GROUP, word):
            joined[-1] = (joined[-1][0], end)
            part = word if re.fullmatch(GROUP, word) else ""
        else:
            joined.append((start, end))
            part = word if re.fullmatch(HEAD, word) and text[start - 1 : start] not in tuple(":/-") else ""
    return joined
