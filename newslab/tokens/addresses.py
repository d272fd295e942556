"""Web and e-mail addresses and handles, which are no words, and names of hosts, which are (*example.org*).

One regular expression reads addresses in ASCII and in the letters of other scripts that have spaces between
words (*https://пример.рф*). In the bytes of many articles it looks only around the few characters that each
address has: ``@``, ``://``, or a dot before a small letter or a letter beyond ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from newslab.tokens.characters import DIGIT, LETTER, MARK, SINGLE, character_classes

# The characters that the regular expression sees in place of a letter beyond ASCII, and of one that is a word
# by itself. It sees the letters of the names of countries in Cyrillic as they are.
_OTHER_LETTER, _SINGLE, _COUNTRIES = "ß", "字", "рф|укр|бел|срб"
_LETTER = rf"\w{_OTHER_LETTER}{''.join(sorted(set(_COUNTRIES) - {'|'}))}"
# After a scheme or a host may be anything but quotes and brackets; what ends a sentence is not its last.
_REST = rf"[!#-;=?-~{_LETTER}]*[{_LETTER}/]"
_BEFORE_HOST = rf"(?<![{_LETTER}@.-])"
_ADDRESS = rf"""
    (?:https?|ftp)://(?:[{_LETTER}{_SINGLE}-]+\.)*{_REST}
  | {_BEFORE_HOST}www\.(?:[{_LETTER}{_SINGLE}-]+\.)*{_REST}
  | (?<![{_LETTER}.+-])[{_LETTER}.+-]+@[{_LETTER}-]+(?:\.[{_LETTER}-]+)+
  | (?<![{_LETTER}@.])@[{_LETTER}]+(?:\.[{_LETTER}]+)*
  | {_BEFORE_HOST}(?:[{_LETTER}-]+\.)+(?:[a-z]{{2,}}|{_COUNTRIES})/(?:{_REST})?
  | (?P<host>{_BEFORE_HOST}[a-z0-9{_LETTER[2:]}-]+(?:\.[a-z0-9{_LETTER[2:]}-]+)*
      \.(?:(?:com|org|net|gov|edu|info)(?:\.[a-z][a-z])?|{_COUNTRIES})(?![{_LETTER}-]))
"""
_IN_TEXT = re.compile(_ADDRESS, re.VERBOSE | re.ASCII)
_NOT_PRINTABLE = re.compile(rb"[\0-\x20\x7f]")


class _StandIns(dict):
    """What the regular expression sees in place of each character, worked out when it is first met."""

    def __missing__(self, code_point: int) -> str:
        kind = int(character_classes()[code_point])
        if code_point < 0x80 or chr(code_point) in _LETTER:
            seen = chr(code_point)
        else:
            seen = _OTHER_LETTER if kind & (LETTER | DIGIT | MARK) else _SINGLE if kind == SINGLE else " "
        self[code_point] = seen
        return seen


_stand_ins = _StandIns()


def addresses(text: str) -> list[tuple[int, int, bool]]:
    """Return where each address, handle and host of a text starts and ends, and whether it is a host.

    Examples
    --------
    >>> addresses("Write to desk@example.org or @desk at example.org.")
    [(9, 25, False), (29, 34, False), (38, 49, True)]
    """
    seen = text if text.isascii() else text.translate(_stand_ins)
    return [(*match.span(), match["host"] is not None) for match in _IN_TEXT.finditer(seen)]


def addresses_in_bytes(
    data: np.ndarray, classes: np.ndarray, points: np.ndarray
) -> Iterator[tuple[int, int, bool]]:
    """Yield where each address, handle and host starts and ends in UTF-8 text, and whether it is a host.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8, which begins and ends with a line break.
    classes : ndarray of uint8
        The class of the character that each byte belongs to.
    points : ndarray of int
        Where its dots, colons and at signs are, and perhaps other characters.
    """
    points = points[(data[points] != ord("\n"))]
    mark, following = data[points], data[points + 1]
    is_small = (following >= ord("a")) & (following <= ord("z"))
    wide = np.flatnonzero(following >= 0x80)
    is_small[wide] = classes[points[wide] + 1] == LETTER
    is_www = (data[points - 1] == ord("w")) & (data[points - 2] == ord("w"))
    is_host = (mark == ord(".")) & (is_small | is_www)
    is_scheme = (mark == ord(":")) & (following == ord("/"))
    found = points[(mark == ord("@")) | is_host | is_scheme]
    if not len(found):
        return
    text = data.tobytes()
    read_to = 0
    for point in found.tolist():
        if point < read_to:
            continue
        start = point
        while text[start - 1] > 0x20 and text[start - 1] != 0x7F:
            start -= 1
        after = _NOT_PRINTABLE.search(text, point)
        read_to = after.start() if after else len(text)
        stretch = text[start:read_to]
        letters = stretch.decode()
        for first, last, is_host in addresses(letters):
            if len(letters) < len(stretch):
                first, last = (len(letters[:place].encode()) for place in (first, last))
            yield start + first, start + last, is_host
