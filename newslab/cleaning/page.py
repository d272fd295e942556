"""An article saved as text: its lines, and what is taken out of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

#: The longest line that most patterns match. In small letters they are matched several times as fast as
#: patterns that ignore case.
LONGEST_SMALL = 160


@dataclass
class Page:
    """An article saved as text: its lines, what is known of it, and what the rules took out."""

    lines: list[str]
    title: str | None = None
    date: str | None = None
    author: str | None = None
    removed: list[tuple[str, str]] = field(default_factory=list)
    #: The first line, where a byline below it says that it is the headline.
    headline: str | None = None
    #: The lines as one text.
    whole: str = field(init=False)
    #: The lines that are not blank, by their positions, without white space around them.
    filled: dict[int, str] = field(init=False)
    #: Those of up to `LONGEST_SMALL` characters, in small letters, with their positions.
    small: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.replace(self.lines)

    @property
    def text(self) -> str:
        """The lines as one text, without white space around it."""
        return self.whole.strip()

    def replace(self, lines: list[str]) -> None:
        """Put other lines in place of these."""
        self.lines = lines
        self.whole = "\n".join(lines)
        stripped = enumerate(map(str.strip, lines))
        self.filled = {position: line for position, line in stripped if line}
        self.small = [
            (position, line.lower()) for position, line in self.filled.items() if len(line) <= LONGEST_SMALL
        ]

    def matching(self, pattern: re.Pattern[str], longest: int) -> set[int]:
        """Return the positions of lines that `pattern` matches as a whole, in small letters.

        They have up to `longest` characters, `LONGEST_SMALL` at most.
        """
        return {position for position, line in self.small if len(line) <= longest and pattern.fullmatch(line)}

    def remove(self, positions: Collection[int], rule: str) -> None:
        """Take out the lines at `positions`, each with the blank line that would be double after it."""
        if not positions:
            return
        kept: list[str] = []
        after_removed = False
        for position, line in enumerate(self.lines):
            if position in positions:
                self.removed.append((rule, line.strip()))
                after_removed = True
            elif not after_removed or line.strip() or (kept and kept[-1].strip()):
                kept.append(line)
                after_removed = False
        self.replace(kept)
