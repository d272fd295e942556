"""An article saved as text: its lines, and what is taken out of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property


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

    @property
    def text(self) -> str:
        """The lines as one text, without white space around it."""
        return "\n".join(self.lines).strip()

    @cached_property
    def filled(self) -> dict[int, str]:
        """The lines that are not blank, by their positions, without white space around them."""
        stripped = enumerate(map(str.strip, self.lines))
        return {position: line for position, line in stripped if line}

    @cached_property
    def short(self) -> list[tuple[int, str]]:
        """The filled lines that are not too long for boilerplate, with their positions."""
        return [(position, line) for position, line in self.filled.items() if len(line) <= 400]

    def replace(self, lines: list[str]) -> None:
        """Put other lines in place of these."""
        self.lines = lines
        for made in ("filled", "short"):
            self.__dict__.pop(made, None)  # to be computed again

    def matching(self, pattern: re.Pattern[str], longest: int) -> set[int]:
        """Return the positions of lines of up to `longest` characters that `pattern` matches as a whole."""
        return {position for position, line in self.short if len(line) <= longest and pattern.fullmatch(line)}

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
