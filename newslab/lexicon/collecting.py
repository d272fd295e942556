"""What is collected while a lexicon is read: its patterns, and the entries that are listed."""

from __future__ import annotations

from typing import NoReturn

import pandas as pd

from newslab.lexicon.patterns import is_regex, split_pattern


class Collector:
    """Gathers the patterns of a lexicon, lists the entries that cannot be used, and refuses a wrong form."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.rows: list[tuple] = []
        self.listed: list[tuple] = []
        self.seen: dict[tuple, float | None] = {}

    @property
    def stem(self) -> str:
        """The name of the file without its ending: the frame of terms that have none."""
        return self.origin.rsplit(".", 1)[0] or self.origin

    def refuse(self, problem: str, line: int | None = None) -> NoReturn:
        """Refuse the whole file."""
        raise ValueError(f"{self.origin}{f', line {line}' if line else ''}: {problem}")

    def problem(self, entry: str, problem: str, line: int | None) -> None:
        """List an entry."""
        self.listed.append((line, entry, problem))

    def add(
        self,
        pattern: str,
        line: int | None,
        frame: str,
        label: str | None = None,
        excluded: bool = False,
        weight: float | None = None,
    ) -> None:
        """Add a pattern, or list it where it cannot be used or is there already."""
        try:
            words = split_pattern(pattern)
        except ValueError as error:
            self.problem(pattern, f"in {frame!r}, {error}", line)
            return
        if is_regex(pattern):
            self.problem(
                pattern, f"in {frame!r}, is a regular expression; * and ? alone are wild in a pattern", line
            )
            return
        # One pattern cannot have two labels of a referent; two labels may exclude the same.
        key = (frame, excluded, label if excluded else None, words)
        if key in self.seen:
            other = "" if self.seen[key] == weight else f", with the weight {self.seen[key]} of the first"
            self.problem(pattern, f"is in {frame!r} twice and counts once{other}", line)
            return
        self.seen[key] = weight
        self.rows.append((frame, label, pattern, excluded, weight, line))

    def patterns(self) -> pd.DataFrame:
        """Return the table of patterns."""
        columns = {"frame": "str", "label": "str", "pattern": "str", "excluded": bool}
        columns |= {"weight": "float64", "line": "Int64"}
        return pd.DataFrame(self.rows, columns=list(columns)).astype(columns)

    def problems(self) -> pd.DataFrame:
        """Return the table of what is listed."""
        columns = {"line": "Int64", "entry": "str", "problem": "str"}
        return pd.DataFrame(self.listed, columns=list(columns)).astype(columns)
