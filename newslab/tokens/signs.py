"""C++, C#, .NET and numbers with spaces at their thousands: the rules of `splitting` in UTF-8."""

from __future__ import annotations

import re

import numpy as np

from newslab.tokens.characters import DIGIT, DOT, INNER, LETTER, POINT, SINGLE, WORD
from newslab.tokens.folding import BLANKS
from newslab.tokens.splitting import BEFORE_DOT, GROUP, HEAD
from newslab.tokens.utf8 import code_points, previous


def join_signs(data: np.ndarray, classes: np.ndarray, marks: np.ndarray) -> None:
    """Make letters of the signs of C++ and C#."""
    marks = marks[(classes[marks - 1] & (LETTER | DIGIT)) != 0]
    if not marks.size:
        return
    before, follower = previous(data, marks), np.where(data[marks] == ord("+"), marks + 2, marks + 1)
    follower = np.minimum(follower, len(data) - 1)
    goes_on = (classes[follower] & (WORD | SINGLE)) != 0
    goes_on |= (classes[follower] == POINT) & np.isin(data[follower], _SIGNS)
    is_double = (data[marks] == ord("+")) & (data[marks + 1] == ord("+")) & (classes[marks] == POINT)
    is_double &= (classes[marks + 1] == POINT) & ~goes_on
    at = previous(data, before)
    is_alone = (classes[at] & (WORD | SINGLE | INNER | DOT)) == 0
    is_alone &= (classes[at] != POINT) | ~np.isin(data[at], _SIGNS)
    is_sharp = (data[marks] == ord("#")) & (classes[marks] == POINT) & (classes[before] == LETTER)
    classes[marks[is_sharp & is_alone & ~goes_on]] = LETTER
    classes[marks[is_double]] = classes[marks[is_double] + 1] = LETTER


_SIGNS, _BEFORE_DOT = np.frombuffer(b"#+_", np.uint8), np.frombuffer(BEFORE_DOT.encode(), np.uint8)


def join_net(data: np.ndarray, classes: np.ndarray, points: np.ndarray) -> None:
    """Make letters of all of .NET."""
    dots = points[(data[points] == ord(".")) & ((data[points + 1] | 0x20) == ord("n"))]
    dots = dots[(classes[dots] == DOT) & np.isin(data[dots - 1], _BEFORE_DOT)]
    for dot in dots.tolist():
        after = data[dot + 1 : dot + 5].tobytes().lower()
        is_end = not classes[dot + 4 : dot + 5] & (WORD | SINGLE) and after[3:] not in (b"#", b"+", b"_")
        if after[:3] == b"net" and is_end:
            classes[dot : dot + 4] = LETTER


def join_thousands(
    data: np.ndarray,
    classes: np.ndarray,
    inside: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    wide: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Join the words that are parts of a number with a space at its thousands.

    `wide` are the first bytes of the characters beyond ASCII.
    """
    is_digit = classes == DIGIT
    plain = np.flatnonzero(is_digit[:-2] & ~is_digit[1:-1] & is_digit[2:]) + 1
    found = [plain[data[plain] == ord(" ")]]
    wide = wide[is_digit[wide - 1]]
    for blank in BLANKS[1:]:
        n_bytes = len(blank.encode())
        of_blank = wide[code_points(data, wide) == ord(blank)]
        found.append(of_blank[is_digit[of_blank + n_bytes]])
    after = np.searchsorted(ends, np.sort(np.concatenate(found)).astype(ends.dtype)) + 1
    after = after[(ends[after - 1] - starts[after - 1] <= 3) & (ends[after] - starts[after] >= 3)]
    joints, part = [], -1
    for place in after.tolist():
        before = data[starts[place - 1] : ends[place - 1]].tobytes()
        if place - 1 != part and not (_HEAD.fullmatch(before) and data[starts[place - 1] - 1] not in b":/-"):
            continue
        word = data[starts[place] : ends[place]].tobytes()
        if _GROUP.match(word):
            joints.append(place)
            inside[ends[place - 1] : starts[place]] = True
            part = place if _GROUP.fullmatch(word) else -1
    if not joints:
        return starts, ends
    return np.delete(starts, joints), np.delete(ends, np.array(joints) - 1)


_HEAD, _GROUP = re.compile(HEAD.encode()), re.compile(GROUP.encode())
