"""Web and e-mail addresses and handles, which are no words, and names of hosts, which are (*example.org*).

Addresses are written in printable ASCII, so that one regular expression reads both. In the bytes of many
articles it looks only around the few characters that each address has: ``@``, ``://``, or a dot before a
small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

# After a scheme or a host may be anything but quotes and brackets; what ends a sentence is not its last.
_REST = r"[!#-;=?-~]*[A-Za-z0-9/]"
_ADDRESS = rf"""
    (?:https?|ftp)://{_REST}
  | (?<![\w@.-])www\.{_REST}
  | (?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
  | (?<![\w@.])@\w+(?:\.\w+)*
  | (?<![\w@.-])(?:[A-Za-z0-9-]+\.)+[a-z]{{2,}}/(?:{_REST})?
  | (?P<host>(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|info)(?:\.[a-z][a-z])?(?![\w-]))
"""
_IN_TEXT = re.compile(_ADDRESS, re.VERBOSE | re.ASCII)
_IN_BYTES = re.compile(_ADDRESS.encode(), re.VERBOSE)
_NOT_PRINTABLE = re.compile(rb"[^!-~]")


def addresses(text: str) -> list[tuple[int, int, bool]]:
    """Return where each address, handle and host of a text starts and ends, and whether it is a host.

    Examples
    --------
    >>> addresses("Write to desk@example.org or @desk at example.org.")
    [(9, 25, False), (29, 34, False), (38, 49, True)]
    """
    return [(*match.span(), match["host"] is not None) for match in _IN_TEXT.finditer(text)]


def addresses_in_bytes(data: np.ndarray, points: np.ndarray) -> Iterator[tuple[int, int, bool]]:
    """Yield where each address, handle and host starts and ends in UTF-8 text, and whether it is a host.

    Parameters
    ----------
    data : ndarray of uint8
        UTF-8, which begins and ends with a byte that is not printable.
    points : ndarray of int
        Where its dots, colons and at signs are, and perhaps other characters.
    """
    points = points[(data[points] != ord("\n"))]
    mark, following = data[points], data[points + 1]
    is_small = (following >= ord("a")) & (following <= ord("z"))
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
        while 0x21 <= text[start - 1] <= 0x7E:
            start -= 1
        after = _NOT_PRINTABLE.search(text, point)
        read_to = after.start() if after else len(text)
        for match in _IN_BYTES.finditer(text[start:read_to]):
            yield start + match.start(), start + match.end(), match["host"] is not None
