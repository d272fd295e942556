"""The Lexicon, read from a dict, a YAML file or a dictionary of LIWC."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from newslab.lexicon.parsing import parse_liwc, parse_mapping, parse_yaml

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
        line       Int64  where it stands in the file, missing for a dict
        ========== ====== ==================================================================================
    """

    patterns: pd.DataFrame

    def __repr__(self) -> str:
        n_excluded = int(self.patterns["excluded"].sum())
        n_patterns = len(self.patterns) - n_excluded
        return (
            f"<Lexicon: {n_patterns:,} patterns and {n_excluded:,} exclusions in {len(self.frames):,} frames>"
        )

    @property
    def frames(self) -> list[str]:
        """The names of the frames and referents, in the order of the lexicon."""
        return self.patterns.loc[~self.patterns["excluded"], "frame"].unique().tolist()


#: What is read as a lexicon: a dict of frames, a file, or the name of one that comes with newslab.
LexiconLike: TypeAlias = Lexicon | Mapping | str | os.PathLike


def read_lexicon(source: LexiconLike) -> Lexicon:
    """Read a lexicon and check it.

    A lexicon maps frames to lists of patterns. A pattern is a word or a phrase; ``*`` behind a word makes it
    a stem, in phrases too (``armed group*``). Patterns pass through the same rules as the words of articles:
    ``al-Qaeda`` finds *Al Qaeda*. A frame may also be a mapping of ``terms`` (its patterns), ``not`` (its
    exclusions) and further frames. A hit inside the match of an exclusion is set aside; the exclusions of a
    frame hold for the frames inside it too. At the top, ``labels`` maps each referent to its labels and their
    patterns (either may have a ``not``), and frames may stand under ``frames``::

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
    source : dict, path, name or Lexicon
        A dict of that form, a YAML file (.yml, .yaml), or a dictionary of LIWC (.dic), whose categories
        become frames: a term may have several there, so count such a lexicon with ``overlapping=True``. Or
        the name of a lexicon that comes with newslab: ``"generic_frames"``, the five generic news frames of
        Semetko and Valkenburg (2000), or ``"syria_labels"``, the contested labels of the sample story; the
        head of each file, in newslab/lexicons, says what it rests on. A Lexicon is returned as it is.

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
        return Lexicon(parse_mapping(source))
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(
            f"a lexicon is a dict, the path of a file or a Lexicon, not a {type(source).__name__}"
        )
    path = Path(source)
    if source in _bundled():
        path = _BUNDLED / f"{source}.yml"
    elif not path.is_file():
        raise FileNotFoundError(
            f"there is no lexicon file {str(path)!r}; check the path, or name one of newslab's own: "
            f"{', '.join(_bundled())}"
        )
    if path.suffix.lower() not in (".yml", ".yaml", ".dic"):
        raise ValueError(
            f"{path.name}: a lexicon is a .yml, .yaml or .dic file; rename it or write it as YAML"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name}: not in UTF-8; save the file anew as UTF-8 text") from None
    parse = parse_liwc if path.suffix.lower() == ".dic" else parse_yaml
    return Lexicon(parse(text, path.name))


def _bundled() -> list[str]:
    return sorted(path.stem for path in _BUNDLED.glob("*.yml"))
