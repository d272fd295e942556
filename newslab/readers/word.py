"""Word documents: what a reader of the document sees, with all changes that are tracked in it accepted."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from newslab.readers.containers import check_archive
from newslab.readers.notes import KEPT, Note, UnreadableFile, cause_of

_MAIN = "word/document.xml"

#: What is in a document, and is no text of its own: deleted or moved words, settings, and what is drawn
#: a second time for older programs.
_UNSEEN = {
    *("del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "annotationRef", "rt"),
    *("footnoteReference", "endnoteReference", "commentReference"),
    *(
        "pPr",
        "rPr",
        "tblPr",
        "tblPrEx",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "smartTagPr",
    ),
}

#: What a mark in a run means.
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

#: The parts of a document that are not its text, by what users call them.
_ASIDE = {
    "footnotes": r"word/(?:foot|end)notes\.xml",
    "comments": r"word/comments\.xml",
    "headers and footers": r"word/(?:header|footer)\d*\.xml",
}


def word_blocks(content: bytes) -> tuple[list[str], list[Note]]:
    """Return the paragraphs and tables of a Word document, in their order.

    Inserted and moved words are read, deleted ones are not; content controls, fields, links, smart tags and
    text boxes are read as the words they show. Cells of a row are on one line, with tabs between; a cell
    that is merged of several is one. Footnotes, comments, headers, footers and hidden text are left out, and
    listed.
    """
    try:
        archive = check_archive(content)
        body = _parsed(archive, _MAIN)
        n_hidden = 0 if body.find(".//{*}vanish") is None else _drop_hidden(body)
        blocks = list(_blocks(body))
        notes = list(_notes_of_asides(archive))
        if n_hidden:
            notes.append(Note(f"hidden text that is not read; words: {n_hidden:,}", KEPT))
        if n_chunks := sum(_tag(element) == "altChunk" for element in body.iter()):
            notes.append(Note(f"documents inside it that are not read: {n_chunks:,}", KEPT))
    except UnreadableFile as error:
        raise UnreadableFile(f"not a Word document that can be opened: {error}") from None
    except MemoryError:
        raise
    except RecursionError:
        raise UnreadableFile("a Word document whose parts are nested too deep") from None
    except Exception as error:  # of zip, of XML, of parts that are missing: each has its own
        raise UnreadableFile(f"not a Word document that can be opened: {cause_of(error)}") from None
    return blocks, notes


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    xml = archive.read(part)
    if b"<!DOCTYPE" in xml[:1000]:
        raise UnreadableFile("its XML declares entities, as Word never does")
    return ET.parse(io.BytesIO(xml)).getroot()


def _drop_hidden(body: ET.Element) -> int:
    """Empty the runs that Word hides, and return how many words they hold."""
    n_words = 0
    for run in body.iter():
        if _tag(run) == "r" and (mark := run.find("{*}rPr/{*}vanish")) is not None:
            values = [value for name, value in mark.attrib.items() if name.endswith("}val")]
            if not set(values) & {"0", "false", "off"}:
                n_words += len(" ".join(_texts(run)).split())
                run.clear()
    return n_words


def _notes_of_asides(archive: zipfile.ZipFile) -> Iterator[Note]:
    for name, pattern in _ASIDE.items():
        parts = [part for part in archive.NameToInfo if re.fullmatch(pattern, part)]
        n_words = sum(len(" ".join(_blocks(_parsed(archive, part))).split()) for part in parts)
        if n_words:
            yield Note(f"its {name} are not read; words: {n_words:,}", KEPT)


def _tag(element: ET.Element) -> str:
    """Return the name of an element without its namespace, of which Word has two for each."""
    return element.tag.rpartition("}")[2]


def _blocks(parent: ET.Element) -> Iterator[str]:
    """Yield the paragraphs and tables in an element, and in whatever wraps them."""
    joined = ""  # the paragraph before, where the end of it was deleted
    for block in parent:
        tag = _tag(block)
        if tag == "p":
            text, *boxes = _texts(block)
            if _is_mark_deleted(block):
                joined += text
            else:
                yield joined + text
                joined = ""
            yield from boxes
        elif tag == "tbl":
            yield "\n".join(_rows(block))
        elif tag not in _UNSEEN:
            yield from _blocks(block)
    if joined:
        yield joined


def _is_mark_deleted(paragraph: ET.Element) -> bool:
    """Return whether the end of a paragraph was deleted, so that it goes on with the next."""
    return any(_tag(mark) == "del" for mark in paragraph.iterfind("{*}pPr/{*}rPr/*"))


def _texts(paragraph: ET.Element) -> list[str]:
    """Return the text of a paragraph, and after it the paragraphs of the text boxes anchored to it."""
    parts: list[str] = []
    boxes: list[str] = []
    for element in _seen(paragraph):
        tag = _tag(element)
        if tag == "t":
            parts.append(element.text or "")
        elif tag == "txbxContent":
            boxes += _blocks(element)
        elif tag == "sym":
            parts.append(_symbol(element))
        elif tag in _MARKS:
            is_page = tag == "br" and any(name.endswith("}type") for name in element.attrib)
            parts.append("" if is_page else _MARKS[tag])
    return ["".join(parts), *boxes]


def _seen(parent: ET.Element) -> Iterator[ET.Element]:
    """Yield what is in an element in the order of the text; of a text box the box alone."""
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif (tag := _tag(element)) not in _UNSEEN:
            yield element
            if tag != "txbxContent":
                waiting.append(iter(element))


def _symbol(element: ET.Element) -> str:
    """Return a character that is given by its number; those of symbol fonts are beyond all letters."""
    number = next((value for name, value in element.attrib.items() if name.endswith("}char")), "")
    if not re.fullmatch("[0-9A-Fa-f]{1,5}", number):
        return ""
    character = chr(int(number, 16))
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _rows(table: ET.Element) -> Iterator[str]:
    """Yield the rows of a table that were not deleted, whatever wraps them."""
    for row in table:
        tag = _tag(row)
        if tag == "tr":
            if row.find("{*}trPr/{*}del") is None:
                yield "\t".join(_cells(row))
        elif tag not in _UNSEEN:
            yield from _rows(row)


def _cells(row: ET.Element) -> Iterator[str]:
    for cell in row:
        tag = _tag(cell)
        if tag == "tc":
            if cell.find("{*}tcPr/{*}cellDel") is None:
                yield "\n".join(_blocks(cell))
        elif tag not in _UNSEEN:
            yield from _cells(cell)
