"""Dictionaries of words by their senses: SentiWordNet, and the clues of subjectivity of MPQA."""

from __future__ import annotations

import re

from newslab.lexicon.collecting import Collector

Lines = list[tuple[int, str]]

_SENTIWORDNET = re.compile(r"[nvars]\t\d+\t[\d.]+\t[\d.]+\t\S+#\d")
_MPQA = re.compile(r"type=\w+ .*\bword1=")
# The signs and weights of the clues.
_SIGNS = {"positive": 1.0, "negative": -1.0, "weakpos": 1.0, "weakneg": -1.0}
_STRENGTHS = {"strongsubj": 1.0, "weaksubj": 0.5}
_POLARITIES = {"weakpos": "positive", "weakneg": "negative"}


def is_sentiwordnet(line: str) -> bool:
    """Return whether a line is one of SentiWordNet."""
    return _SENTIWORDNET.match(line) is not None


def is_mpqa(line: str) -> bool:
    """Return whether a line is one of the clues of MPQA."""
    return _MPQA.match(line) is not None


def parse_sentiwordnet(lines: Lines, collector: Collector) -> None:
    """Add the terms of SentiWordNet: part of speech, number, positive and negative score, terms, gloss.

    The weight of a term is the mean over its senses of the positive score less the negative one, the first
    sense counting whole, the second by half, the third by a third, as its authors propose; those of several
    parts of speech together, which texts do not tell apart. Terms of weight 0 are left out.
    """
    scores: dict[str, list[tuple[float, float]]] = {}
    first: dict[str, int] = {}
    parts: dict[str, set[str]] = {}
    for n, line in lines:
        cells = line.split("\t")
        if not is_sentiwordnet(line):
            collector.problem(line, "is no line of SentiWordNet", n)
            continue
        for term, rank in re.findall(r"(\S+)#(\d+)", cells[4]):
            score = float(cells[2]) - float(cells[3])
            scores.setdefault(term, []).append((1 / max(int(rank), 1), score))
            first.setdefault(term, n)
            parts.setdefault(term, set()).add(cells[0])
    n_neutral = 0
    for term, senses in scores.items():
        weight = sum(share * score for share, score in senses) / sum(share for share, _ in senses)
        if weight:
            collector.add(term.replace("_", " "), first[term], collector.stem, weight=weight)
        n_neutral += not weight
        if weight and len(parts[term]) > 1:
            of = ", ".join(sorted(parts[term]))
            collector.problem(
                term, f"is of several parts of speech ({of}), which are not told apart", first[term]
            )
    if n_neutral:
        collector.problem(collector.origin, f"{n_neutral:,} terms of weight 0 are left out", None)
    collector.problem("POS, ID, Gloss", "these columns are not read", None)


def parse_mpqa(lines: Lines, collector: Collector) -> None:
    """Add the clues of MPQA, in frames by their polarity: a strong one weighs 1 or -1, a weak one half.

    Parts of speech are not read, and a stem does not find the inflections of its word without
    ``tokenize(stem=)``.
    """
    n_stems = 0
    for n, line in lines:
        fields = dict(field.split("=", 1) for field in line.split() if "=" in field)
        polarity = fields.get("priorpolarity") or fields.get("mpqapolarity")
        if not fields.get("word1") or not polarity:
            collector.problem(line, "has no word1, or no priorpolarity", n)
            continue
        loose = [field for field in line.split() if "=" not in field]
        if loose:
            collector.problem(" ".join(loose), f"in the clue {fields['word1']!r}, is no field", n)
        weight = _SIGNS.get(polarity, 0.0) * _STRENGTHS.get(fields.get("type", ""), 1.0)
        collector.add(fields["word1"], n, _POLARITIES.get(polarity, polarity), weight=weight)
        n_stems += fields.get("stemmed1") == "y"
    collector.problem("pos1, len", "parts of speech and lengths are not read", None)
    if n_stems:
        collector.problem(
            "stemmed1",
            f"{n_stems:,} clues are for all inflections, which are found with tokenize(stem='english') alone",
            None,
        )
