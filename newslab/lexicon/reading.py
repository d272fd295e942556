"""The Lexicon, read from a dict, a YAML file or a dictionary of LIWC."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from newslab.lexicon.collecting import Collector
from newslab.lexicon.dictionaries import parse_liwc, parse_text, parse_xml
from newslab.lexicon.parsing import parse_mapping, parse_yaml
from newslab.lexicon.tables import parse_csv, parse_rows

_BUNDLED = Path(__file__).parents[1] / "lexicons"


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Frames, each with the patterns that show it; made by `read_lexicon`.

    Attributes
    ----------
    patterns : DataFrame
        One row a pattern, in the order of the file.

        ========== ====== ==================================================================================
        frame      str    the frame, or the referent of a label; ``a/b`` is the frame *b* inside *a*
        label      str    the label of a referent's pattern, missing for a plain frame's
        pattern    str    the pattern as written
        excluded   bool   whether it is an exclusion: of its frame and those inside it (every one where the
                          frame is ``""``), or of its label alone
        weight     float  its weight, missing where the lexicon gives none
        line       Int64  where it is in the file, missing for a dict
        ========== ====== ==================================================================================
    problems : DataFrame
        One row an entry that is left out, merged with an equal one, or read in part. Columns: `line`,
        `entry`, `problem`.
    """

    patterns: pd.DataFrame
    problems: pd.DataFrame = field(default_factory=lambda: Collector("").problems())

    def __repr__(self) -> str:
        n_excluded = int(self.patterns["excluded"].sum())
        n_patterns = len(self.patterns) - n_excluded
        listed = f"; {len(self.problems):,} entries listed in .problems" if len(self.problems) else ""
        return (
            f"<Lexicon: {n_patterns:,} patterns and {n_excluded:,} exclusions in {len(self.frames):,} frames"
            f"{listed}>"
        )

    @property
    def frames(self) -> list[str]:
        """The names of the frames and referents, in the order of the lexicon."""
        return self.patterns.loc[~self.patterns["excluded"], "frame"].unique().tolist()


#: What is read as a lexicon: a dict of frames, a list of words or a word, a table, a file, or the name of a
#: lexicon that comes with newslab.
LexiconLike: TypeAlias = Lexicon | Mapping | list[str] | pd.DataFrame | str | os.PathLike

_TEXT = {
    **dict.fromkeys((".yml", ".yaml"), parse_yaml),
    **dict.fromkeys((".dicx", ".csv", ".tsv"), parse_csv),
    **dict.fromkeys((".txt", ".lc3", ".cat", ".tff"), parse_text),
    **dict.fromkeys((".lcd", ".ykd", ".xml"), parse_xml),
    ".dic": parse_liwc,
}
_SHEETS = (".xlsx", ".xls", ".ods")
_ENDINGS = [*_TEXT, ".json", *_SHEETS]


def read_lexicon(source: LexiconLike) -> Lexicon:
    """Read a lexicon and check it.

    A lexicon maps frames to lists of patterns, or to patterns with weights. A pattern is a word or a phrase;
    ``*`` is any number of letters and ``?`` is one (``armed group*``, ``*phobia``, ``wom?n``), and a ``*``
    alone is any word. ``=May`` asks for exactly these letters, as ``case: true`` does for all patterns of a
    frame; *US*, *WHO* and *IT* ask for their capitals by themselves. Entries that cannot be used are listed
    in `Lexicon.problems`. Patterns pass through the same rules as the words of articles:
    ``al-Qaeda`` finds *Al Qaeda*. A frame may also be a mapping of ``terms`` (its patterns), ``not`` (its
    exclusions) and further frames. A hit inside the match of an exclusion is set aside; the exclusions of a
    frame hold for the frames inside it too. At the top, ``labels`` maps each referent to its labels and their
    patterns (either may have a ``not``), and frames may be listed under ``frames``::

        economy:
          terms: [econom*, trade]
          not: [trade blows]
          work: [unemploy*, job loss*]     # the frame economy/work
        labels:
          Assad's rule:
            regime: [regime]
            government: [government*]
            not: [Lebanese government]

    Parameters
    ----------
    source : dict, list, str, path, DataFrame or Lexicon
        A dict of that form; a list of words or phrases, or one of them; a table with a column of terms and
        one of frames or weights; or a file: YAML (also as quanteda nests it), JSON, dictionaries of LIWC
        (.dic, .dicx), Lexicoder (.lc3, .lcd), WordStat (.cat) and Yoshikoder (.ykd), words with scores or
        categories (AFINN, VADER, SentiWS, SentiWordNet, NRC, .txt; MPQA, .tff), the General Inquirer and
        other tables (.csv, .tsv, .xlsx). A term may be of several frames there, so count such a lexicon with
        ``overlapping=True``. Or the name of a lexicon that comes with newslab: ``"generic_frames"``, the five
        generic news frames of Semetko and Valkenburg (2000), or ``"syria_labels"``, the contested labels of
        the sample story; the head of each file, in newslab/lexicons, says what it rests on. A str that is no
        file, no such name and does not look like a path is a word. A Lexicon is returned as it is.

    Returns
    -------
    Lexicon

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where the lexicon is wrong. The message names the file, the line and the remedy.
    TypeError
        Where `source` is something else.

    Examples
    --------
    >>> lexicon = read_lexicon({"force": {"terms": ["militar*", "armed group*"], "not": ["military music"]}})
    >>> lexicon
    <Lexicon: 2 patterns and 1 exclusions in 1 frames>
    >>> lexicon.patterns[["frame", "pattern", "excluded"]]
       frame         pattern  excluded
    0  force        militar*     False
    1  force    armed group*     False
    2  force  military music      True
    >>> read_lexicon("generic_frames").frames
    ['conflict', 'human interest', 'economic consequences', 'morality', 'responsibility']
    """
    if isinstance(source, Lexicon):
        return source
    if isinstance(source, Mapping):
        return _lexicon(parse_mapping(source), "the lexicon")
    if isinstance(source, pd.DataFrame):
        return _lexicon(_parse_frame(source, "the lexicon"), "the lexicon")
    if isinstance(source, (list, tuple, set, frozenset)) and all(isinstance(word, str) for word in source):
        return _lexicon_of_words("words", sorted(source) if isinstance(source, (set, frozenset)) else source)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(
            "a lexicon is a dict, a list of words, a table, the path of a file or a Lexicon, not a "
            f"{type(source).__name__}"
        )
    path = Path(source)
    if source in _bundled():
        path = _BUNDLED / f"{source}.yml"
    elif not path.is_file():
        if isinstance(source, str) and not _is_path(source) and not _near_bundled(source):
            return _lexicon_of_words(source, [source])
        raise FileNotFoundError(
            f"there is no lexicon file {str(path)!r}; check the path, or name one of newslab's own: "
            f"{', '.join(_bundled())}" + _if_regular(str(source))
        )
    return _lexicon(_read_file(path), path.name)


def _if_regular(source: str) -> str:
    """Say how patterns are written, where what was given looks like a regular expression."""
    if not re.search(r"\\[a-z]|[()\[\]|+^$]", source):
        return ""
    return "; a pattern is no regular expression: * is any run of letters, ? one letter, as in 'reform*'"


def _lexicon(collector: Collector, origin: str) -> Lexicon:
    if not collector.rows:
        line, entry, problem = collector.listed[0] if collector.listed else (None, "", "the file is empty")
        where = f"{origin}, line {line}" if line else origin
        raise ValueError(f"{where}: no pattern can be used; {entry} {problem}".replace(";  ", "; "))
    return Lexicon(collector.patterns(), collector.problems())


def _lexicon_of_words(frame: str, words: Iterable[str]) -> Lexicon:
    """Return a lexicon of one frame."""
    collector = Collector("the lexicon")
    for word in words:
        collector.add(word, None, frame)
    return _lexicon(collector, "the lexicon")


def _near_bundled(source: str) -> bool:
    """Return whether a text is a name of newslab's own lexicons with a slip: no word has such a mark."""
    return "_" in source and bool(get_close_matches(source, _bundled(), cutoff=0.8))


def _is_path(source: str) -> bool:
    """Return whether a text looks like the path of a file, not like a word or a phrase."""
    return "/" in source or "\\" in source or Path(source).suffix.lower() in _ENDINGS


def _read_file(path: Path) -> Collector:
    ending = path.suffix.lower()
    if ending in _SHEETS:
        return _parse_sheets(path)
    if ending not in _ENDINGS:
        raise ValueError(
            f"{path.name}: a lexicon is one of {', '.join(_ENDINGS)}; rename the file, or write it as YAML"
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # as the older dictionaries are written
    if ending == ".json":
        return _parse_json(text, path.name)
    return _TEXT[ending](text, path.name)


def _parse_sheets(path: Path) -> Collector:
    """Return the patterns of all sheets of a spreadsheet; those of several are frames by their names."""
    collector = Collector(path.name)
    sheets = pd.read_excel(path, sheet_name=None, header=None, dtype="str", engine="calamine")
    for name, sheet in sheets.items():
        rows = list(enumerate(sheet.fillna("").astype("str").values.tolist(), start=1))
        parse_rows(rows, collector, frame=name if len(sheets) > 1 else None)
    return collector


def _parse_frame(table: pd.DataFrame, origin: str) -> Collector:
    """Return the patterns of a DataFrame."""
    collector = Collector(origin)
    cells = table.astype(object).where(table.notna(), "").astype("str").values.tolist()
    rows = [[str(name) for name in table.columns], *cells]
    parse_rows(list(enumerate(rows, start=1)), collector, frame="words", has_head=True)
    return collector


def _parse_json(text: str, origin: str) -> Collector:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{origin}: not readable as JSON ({error})") from None
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        return _parse_frame(pd.DataFrame(found), origin)
    if not isinstance(found, (list, dict)):
        raise ValueError(f"{origin}: a lexicon must be a mapping of names to lists of patterns, or a list")
    return parse_mapping({origin.rsplit(".", 1)[0]: found} if isinstance(found, list) else found, origin)


def _bundled() -> list[str]:
    return sorted(path.stem for path in _BUNDLED.glob("*.yml"))
