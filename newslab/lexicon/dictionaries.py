"""The dictionaries of other programs that are no tables: LIWC, lists under headings, trees of XML."""

from __future__ import annotations

import re

from lxml import etree

from newslab.lexicon.collecting import Collector
from newslab.lexicon.subjectivity import is_mpqa, is_sentiwordnet, parse_mpqa, parse_sentiwordnet
from newslab.lexicon.tables import add_cells, parse_csv, parse_rows

_COMMENT = re.compile(r"#(?!\w)|;|//")


def parse_liwc(text: str, origin: str) -> Collector:
    """Return the patterns of a dictionary of LIWC (.dic), such as the Moral Foundations Dictionary.

    Its categories are between two lines of a ``%``, each a number and a name; then each line holds a term and
    the numbers of its categories. A category on a condition (``<of>1/2``) counts without it, and is listed.
    """
    collector = Collector(origin)
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    bars = [place for place, (_, line) in enumerate(lines) if line == "%"]
    if len(bars) < 2 or any(not _COMMENT.match(line) for _, line in lines[: bars[0]]):
        collector.refuse("the categories must be at the top, between two lines of a % alone", 1)
    frames: dict[str, str] = {}
    for n, line in lines[bars[0] + 1 : bars[1]]:
        number, *name = line.split(maxsplit=1)
        if number.isdigit() and name and number not in frames:
            frames[number] = re.sub(r"\s+\(.*\)$", "", name[0])
        else:
            collector.problem(line, "defines no new category; write a number, a tab and a name", n)
    for n, line in lines[bars[1] + 1 :]:
        _add_liwc(line, n, frames, collector)
    found = {row[0] for row in collector.rows}
    for frame in frames.values():
        if frame not in found:
            collector.problem(frame, "this category has no term", None)
    return collector


def _add_liwc(line: str, n: int, frames: dict[str, str], collector: Collector) -> None:
    """Add a line of a term and the numbers of its categories."""
    match = re.fullmatch(r"(\S.*?)[\t ]+([\d(<].*)", line)
    if not match:
        collector.problem(line, "has no category; write the term, a tab and a category's number", n)
        return
    term, codes = match.groups()
    if not re.fullmatch(r"[\d\s]+", codes):
        collector.problem(line, "has a category on a condition, which is read without it", n)
    numbers = dict.fromkeys(re.findall(r"\d+", re.sub(r"\(.*?\)(?=\s*\d)|<.*?>", " ", codes)))
    unknown = [number for number in numbers if number not in frames]
    for number in numbers:
        if number in frames:
            collector.add(term, n, frames[number])
    if unknown:
        names = ", ".join(map(repr, unknown))
        are = f"category {names} is" if len(unknown) == 1 else f"categories {names} are"
        collector.problem(line, f"{are} not defined; define it between the lines of %", n)


def parse_text(text: str, origin: str) -> Collector:
    """Return the patterns of a text: a dictionary of LIWC, a table with tabs (NRC, AFINN, VADER, SentiWS), or
    words and phrases, one a line or with commas, perhaps under headings; SentiWordNet and the clues of MPQA.
    """
    if re.match(r"\s*%\s*\n", text):
        return parse_liwc(text, origin)
    lines = [(n, line.rstrip()) for n, line in enumerate(text.splitlines(), start=1)]
    lines = [(n, line) for n, line in lines if line.strip() and not _COMMENT.match(line.strip())]
    for is_one, parse in ((is_sentiwordnet, parse_sentiwordnet), (is_mpqa, parse_mpqa)):
        if 2 * sum(is_one(line) for _, line in lines) > len(lines):
            collector = Collector(origin)
            parse(lines, collector)
            return collector
    n_tabs = sum("\t" in line.strip() for _, line in lines)
    if 2 * n_tabs > len(lines):
        collector = Collector(origin)
        parse_rows([(n, line.split("\t")) for n, line in lines], collector)
        return collector
    n_commas = {line.count(",") for _, line in lines}
    if len(lines) > 1 and len(n_commas) == 1 and n_commas != {0} and ", " not in text:
        return parse_csv(text, origin)
    return _parse_list(lines, origin)


def _parse_list(lines: list[tuple[int, str]], origin: str) -> Collector:
    """Return the patterns of lines, each a word or phrase, several with commas, or a heading: ``+name``,
    ``[name]``, ``name:``, or a line without an indent where the terms have one (WordStat).
    """
    collector = Collector(origin)
    frame = collector.stem
    is_indented = any(line[0] == "\t" for _, line in lines) and lines[0][1][0] != "\t"
    for n, line in lines:
        heading = re.fullmatch(r"\+\s*(.+)|\[(.+)\]|([^:,]+):", line.strip())
        listed = re.fullmatch(r"([^:,]+):\s+(.+)", line.strip())
        cells = [cell for cell in line.strip().split("\t") if cell]
        if heading:
            frame = next(filter(None, heading.groups())).strip()
        elif is_indented and line[0] != "\t" and len(cells) == 1:
            frame = line.strip()
        elif listed or ", " in line:
            for term in re.split(r",\s*", listed[2] if listed else line):
                if term:
                    collector.add(term.strip(), n, listed[1] if listed else frame)
        elif len(cells) > 1:
            add_cells(cells, n, collector, frame)
        else:
            term = re.sub(r"\s*\(\d+\)$", "", line.strip()) if is_indented else line.strip()
            collector.add(term, n, frame)
    return collector


def parse_xml(text: str, origin: str) -> Collector:
    """Return the patterns of a tree of categories: Yoshikoder (.ykd), Lexicoder (.lcd)."""
    collector = Collector(origin)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        collector.refuse(f"not readable as XML ({error})")
    for node in root.iter("pnode"):
        names = [above.get("name", "") for above in node.iterancestors("cnode")]
        frame = "/".join(reversed(list(filter(None, names)))) or collector.stem
        collector.add(node.get("name", ""), node.sourceline, frame)
    return collector
