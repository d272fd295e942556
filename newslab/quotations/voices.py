"""What a reader of any language finds: a quotation, and who says it."""

from __future__ import annotations

from dataclasses import dataclass

from newslab.quotations.marks import Quotation

#: What is in quotation marks and is no speech, or repeats in a headline what the text quotes.
SET_ASIDE = frozenset(["term", "title"])


@dataclass
class Voice:
    """A quotation, and who says it with which cue; `rule` names the rule, as in `quotes`."""

    quotation: Quotation
    speaker: str | None = None
    cue: str | None = None
    rule: str = "term"
