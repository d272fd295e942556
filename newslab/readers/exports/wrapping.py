"""Lines that were wrapped at a fixed width, joined to paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise


def is_wrapped(text: str) -> bool:
    """Tell whether the lines of a text end where a line of fixed width is full.

    Hardly a line is longer than 82 characters, and of two lines of a paragraph the second begins with a
    word that the first one had no place for.
    """
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if not filled or sum(len(line) > _WIDEST for line in filled) > 0.05 * len(filled):
        return False
    width = max(len(line.rstrip()) for line in filled if len(line) <= _WIDEST)
    if width < 50:
        return False
    n_full = n_inner = 0
    for line, following in pairwise(lines):
        if len(line.rstrip()) > width / 2 and following.strip():
            n_inner += 1
            n_full += _is_full(line, following, width - _SLACK)
    return n_full > n_inner / 2


#: The widest lines that archives write, and a little more.
_WIDEST = 82

#: Hyphens and slashes also end a line.
_SLACK = 8


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def unwrap(text: str) -> str:
    """Join the lines of each paragraph of a wrapped text; a short line stays a line of its own."""
    paragraphs = []
    for paragraph in re.split(r"\n[ \t]*\n+", text):
        lines = paragraph.split("\n")
        width = max(map(len, lines))
        joined = lines[0]
        for line, following in pairwise(lines):
            full = bool(following.strip()) and width > 50 and _is_full(line, following, width - _SLACK)
            joined += f" {following}" if full else f"\n{following}"
        paragraphs.append(joined)
    return "\n\n".join(paragraphs)
