"""Lines that were broken at a fixed width, as in e-mail and old archives -> one line a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: A line is broken at a width in this range; narrower ones are lists, wider ones paragraphs.
NARROWEST, WIDEST = 35, 110

#: How near to its width a line must come, together with the word that did not fit.
_NEARLY_FULL = 0.9

#: How many of the lines that go on begin with a small letter, in prose; headlines below each other do not.
_SMALL_BEGINNINGS = 0.4

_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")


def join_wrapped_lines(
    lines: list[str], stands_alone: Callable[[str], bool] = lambda line: False, *, is_sure: bool = False
) -> tuple[list[str], int]:
    """Return the lines with paragraphs broken at a fixed width as one each, and how many lines were joined.

    A word that was parted at the end of a line is put together again, unless the text has it with its hyphen.
    `stands_alone` says of a line that it is no prose, such as a byline; `is_sure` that the lines are from a
    document of wrapped lines. Else many of the joined lines must begin with a small letter.

    Examples
    --------
    >>> lines = ["The council asked all of the residents", "to leave the lower town un-", "til noon."]
    >>> join_wrapped_lines(lines)
    (['The council asked all of the residents to leave the lower town until noon.'], 2)
    """
    if not any(lines[1::2]) or not any(lines[::2]):
        return lines, 0  # blank lines part all others, as in most texts
    follows = [False] * len(lines)
    for start, end in _blocks(lines):
        for position in _continuations(lines, start, end, stands_alone):
            follows[position] = True
    if not any(follows):
        return lines, 0
    n_joined = sum(follows)
    n_small = sum(not _begins_large(line) for line, goes_on in zip(lines, follows, strict=True) if goes_on)
    if not (is_sure or n_small >= _SMALL_BEGINNINGS * n_joined):
        return lines, 0
    text = "\n".join(lines)
    joined: list[str] = []
    for line, goes_on in zip(lines, follows, strict=True):
        if goes_on:
            joined[-1] = _put_together(joined[-1], line, text)
        else:
            joined.append(line)
    return joined, n_joined


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the beginnings and ends of runs of two or more lines that are not blank."""
    start = None
    for position, line in enumerate([*lines, ""]):
        if line.strip():
            start = position if start is None else start
        elif start is not None:
            if position - start > 1:
                yield start, position
            start = None


def _continuations(lines: list[str], start: int, end: int, stands_alone: Callable[[str], bool]) -> list[int]:
    """Return the lines of a block that go on where the line above was full; none if the block is no prose."""
    block = [line.strip() for line in lines[start:end]]
    width = max(map(len, block))
    if not NARROWEST <= width <= WIDEST:
        return []
    found: list[int] = []
    n_short = 0
    for position in range(1, len(block)):
        line, following = block[position - 1], block[position]
        is_full = len(line) + 1 + len(following.split()[0]) > _NEARLY_FULL * width or _HYPHENATED.search(line)
        if stands_alone(line) or stands_alone(following):
            continue
        if is_full:
            found.append(start + position)
        elif found and not _ENDS.search(line):  # a heading may be above the prose, not within
            n_short += 1
    return found if n_short <= len(found) // 10 else []


_ENDS = re.compile(r"""[.!?…:;。！？؟।]["'”’»)\]]*$""")


def _begins_large(line: str) -> bool:
    """Return whether a line begins with a capital; scripts without capitals have none."""
    first = next((character for character in line if character.isalpha()), "")
    return first.isupper()


def _put_together(line: str, following: str, text: str) -> str:
    line, following = line.rstrip(), following.strip()
    if line.endswith("\u00ad"):
        return line[:-1] + following
    if _HYPHENATED.search(line) and following[:1].islower():
        compound = re.split(r"\s", line)[-1] + following.split()[0].rstrip(".,;:!?")
        return line + following if compound in text else line[:-1] + following
    if line and _UNSPACED.match(line[-1]) and _UNSPACED.match(following):
        return line + following
    return f"{line} {following}"


#: Characters of scripts that write without spaces.
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
