"""Pages: .html, .docx and .rtf, which hold one article, or an export of many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import pandas as pd

from newslab.readers.encodings import decode
from newslab.readers.exports import Archive, articles_of_page, known_archives, split_export
from newslab.readers.markup import Shown, is_prose, shown_page
from newslab.readers.notes import KEPT, LEFT_OUT, Article, Note, UnreadableFile, cause_of, needed
from newslab.readers.page_articles import articles_on_page
from newslab.readers.page_tables import table_of_page
from newslab.readers.word import word_blocks

#: A reader of pages takes the bytes of a file, and the archives that an export may be of.
PageReader: TypeAlias = Callable[[bytes, Sequence[Archive] | None], tuple[Article | pd.DataFrame, list[Note]]]

_WITHOUT_TRAFILATURA = (
    "read without the package that finds an article in the page around it; pip install 'newslab[html]'"
)


def read_html(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a web page: its article, title, author, day and site, as trafilatura finds them.

    Where it is not installed or finds nothing, the text is all that the page shows, and a note says so. An
    export of an archive is a table, and so is a table of articles; what only looks like an export is read as
    all that the page shows. Where the article found leaves out much of the page's sentences, a note says how
    much.
    """
    declared = _DECLARED.search(content[:2000])
    page, notes = decode(content, declared[1].decode() if declared else None)
    shown = shown_page(page)
    found, more = _found_on(page, shown, archives)
    if isinstance(found, Article):
        more = more + _notes_of_unseen(shown.unseen, found.text)
    return found, notes + more


def _found_on(
    page: str, shown: Shown, archives: Sequence[Archive] | None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Return the article or the articles of a page."""
    found, more = _split_page(page, shown.text, archives)
    if isinstance(found, pd.DataFrame):
        return found, more
    if table := table_of_page(page):
        return table
    several, of_several = articles_on_page(page, may_split=archives is None)
    if several is not None:
        return several, of_several
    plain = Article(shown.text, shown.title)
    if more:
        return plain, of_several + more
    if shown.is_too_deep:
        return plain, [*of_several, Note("its elements are nested too deep; its whole text is read", KEPT)]
    try:
        trafilatura = needed("trafilatura", "html")
    except UnreadableFile:
        return plain, [*of_several, Note(_WITHOUT_TRAFILATURA, KEPT)]
    try:
        article = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # it is made for pages that browsers show, and any other may trip it up
        article = None
    if article is None or not (article.text or "").strip():
        return plain, [*of_several, Note("no article found on the page; its whole text is read", KEPT)]
    text = shown.text
    if not of_several:
        text, more = article.text, _notes_of_what_is_missing(text, article.text)
    found = Article(text, article.title, article.author, article.date, article.sitename)
    return found, of_several + more


def _split_page(
    page: str, text: str, archives: Sequence[Archive] | None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Split a page if it is an export; list articles that an archive's elements show and no mark parts."""
    found, notes = split_export(text, archives, lambda archive: shown_page(page, archive.elements).text)
    n, name = articles_of_page(page, known_archives() if archives is None else archives)
    if n > _n_read(found, notes):  # what ends an article may be in its footer
        again, more = split_export(
            shown_page(page, with_footers=True).text,
            archives,
            lambda archive: shown_page(page, archive.elements, with_footers=True).text,
        )
        if _n_read(again, more) > _n_read(found, notes):
            found, notes = again, more
    n_found = max(1, _n_read(found, notes))
    if n <= n_found or (notes and isinstance(found, Article)):
        return found, notes
    fault = f"it shows {n:,} headlines as {name} marks them, but articles that could be read: {n_found:,}"
    remedy = "describe how its articles begin or end: archive='my-archive.yml'"
    return found, [*notes, Note(f"{fault}; {remedy}", KEPT)]


def _n_read(found: Article | pd.DataFrame, notes: list[Note]) -> int:
    """Return how many articles a page was split into, those too that are left out and listed."""
    if isinstance(found, Article):
        return 0
    return len(found) + sum(note.outcome == LEFT_OUT and note.row is not None for note in notes)


def _notes_of_unseen(unseen: Sequence[str], article: str) -> list[Note]:
    """Say how many words of a page are in elements that are not shown, and not in the article found."""
    missing = _not_in(article, unseen)
    if not missing:
        return []
    n_words = sum(len(words.split()) for words in missing)
    fault = f"what <noscript>, <textarea> and <template> hold is not read; words: {n_words:,}"
    return [Note(f"{fault}; such as: {_shortened(missing[0])!r}", KEPT)]


def _not_in(article: str, sentences: Iterable[str]) -> list[str]:
    """Return the sentences of a page that are not in the article found, however their words are spaced."""
    found = "".join(article.split())
    return [sentence for sentence in sentences if "".join(sentence.split())[:60] not in found]


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else words[:79] + "…"


def _notes_of_what_is_missing(shown: str, article: str) -> list[Note]:
    """Say which share of a page's sentences an extraction left out, where it is more than a tenth."""
    blocks = [block for block in shown.split("\n") if is_prose(block)]
    n_words = {block: len(block.split()) for block in blocks}
    missing = _not_in(article, n_words)
    share = sum(n_words[block] for block in missing) / max(1, sum(n_words.values()))
    if share <= _MUCH:
        return []
    fault = f"{share:.0%} of the words in sentences on the page are not in the article found"
    return [Note(f"{fault}; such as: {_shortened(missing[0])!r}", KEPT)]


_MUCH = 0.1

#: A declared encoding, if it is one of those in which pages were written before UTF-8.
_DECLARED = re.compile(
    rb"""(?i)charset\s*=\s*["']?((?:windows|iso|koi8|euc|shift_jis|big5|gb|tis|cp|ibm|mac)[\w-]*)"""
)


def read_docx(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a Word document: a paragraph is a line, with a blank one after it; cells of a row are on one."""
    blocks, notes = word_blocks(content)
    found, more = split_export("\n\n".join(blocks), archives)
    return found, notes + more


def read_doc(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Refuse a .doc file that is none of the other formats with this ending."""
    raise UnreadableFile("neither Rich Text nor a web page, which .doc files may be; save it as .docx")


def read_rtf(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read Rich Text."""
    striprtf = needed("striprtf.striprtf", "rtf")
    if not content.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(r"not Rich Text, which begins with {\rtf")
    try:
        text = striprtf.rtf_to_text(_plainer(content.decode("latin-1")), errors="replace")
    except MemoryError:
        raise
    except Exception as error:  # it reads what programs write, and any other may trip it up
        raise UnreadableFile(f"not Rich Text that can be read: {cause_of(error)}") from None
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # it leaves pairs in halves
    return split_export(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"), archives)


def _plainer(rtf: str) -> str:
    """Return Rich Text without what takes striprtf a time that grows with the square of the length.

    Of the fonts only the encodings matter, so that each is rewritten; links are the words that are clicked,
    once it does not see that they are links.
    """
    if start := _FONTS.search(rtf):
        depth, end = 1, len(rtf)
        for brace in re.compile(r"(?<!\\)[{}]").finditer(rtf, start.end()):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                end = brace.end()
                break
        fonts = []
        for entry in rtf[start.end() : end].split(";"):
            number = re.search(r"\\f(\d{1,5})(?!\d)", entry)
            charset = re.search(r"\\fcharset(\d{1,3})", entry)
            if number and charset:
                fonts.append(f"{{\\f{number[1]}\\fcharset{charset[1]} x;}}")
        rtf = f"{rtf[: start.start()]}{{\\fonttbl{''.join(fonts)}}}{rtf[end:]}"
    return rtf.replace("{\\field{", "{\\field {")


_FONTS = re.compile(r"\{(?:\\\*)?\\fonttbl(?![a-z])")
