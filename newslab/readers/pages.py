"""Pages: .html, .docx and .rtf, which hold one article, or an export of many."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd

from newslab.readers.exports import split_export
from newslab.readers.notes import KEPT, Article, Note, UnreadableFile, cause_of, needed
from newslab.readers.text import decode
from newslab.readers.word import word_blocks

_WITHOUT_TRAFILATURA = (
    "read without the package that tells an article from the page around it; pip install 'newslab[html]'"
)


def read_html(content: bytes) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a web page: its article, title, author, day and site, as trafilatura finds them.

    Where it is not installed or finds nothing, the text is all that the page shows, and a note says so.
    """
    declared = _DECLARED.search(content[:2000])
    page, notes = decode(content, declared[1].decode() if declared else None)
    plain = plain_article(page)
    found, more = split_export(plain.text)
    if isinstance(found, pd.DataFrame):
        return found, notes + more
    notes += more
    try:
        trafilatura = needed("trafilatura", "html")
    except UnreadableFile:
        return plain, [*notes, Note(_WITHOUT_TRAFILATURA, KEPT)]
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
        return plain, [*notes, Note("no article found on the page; its whole text is read", KEPT)]
    return Article(article.text, article.title, article.author, article.date, article.sitename), notes


#: A declared encoding, if it is one of those in which pages were written before UTF-8.
_DECLARED = re.compile(
    rb"""(?i)charset\s*=\s*["']?((?:windows|iso|koi8|euc|shift_jis|big5|gb|tis|cp|ibm|mac)[\w-]*)"""
)


def read_docx(content: bytes) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a Word document: a paragraph is a line, with a blank one after it; cells of a row stand on one."""
    blocks, notes = word_blocks(content)
    found, more = split_export("\n\n".join(blocks))
    return found, notes + more


def read_rtf(content: bytes) -> tuple[Article | pd.DataFrame, list[Note]]:
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
    return split_export(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"))


def _plainer(rtf: str) -> str:
    """Return Rich Text without what takes striprtf a time that grows with the square of the length.

    Of the fonts only the encodings matter, so that each is written anew; links are the words they stand on,
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


# Web pages without help -------------------------------------------------------------------------------------


def plain_article(page: str) -> Article:
    r"""Return all text that a web page shows, a paragraph a line, and its title.

    Examples
    --------
    >>> plain_article("<title>Flood</title><script>x()</script><p>It <b>rose</b>.<p>It &amp; it fell.")
    Article(text='It rose.\n\nIt & it fell.', title='Flood', author=None, date=None, source=None)
    """
    parser = _PlainText()
    parser.feed(page)
    parser.close()
    lines = (re.sub(r"[ \n\f\r]+", " ", line).strip() for line in "".join(parser.parts).split(_BREAK))
    text = "\n\n".join(line for line in lines if line)
    title = " ".join("".join(parser.title).split())
    return Article(text, title or None)


_BREAK = "\x1e"


class _PlainText(HTMLParser):
    """Collects what a page shows; blocks are parted by breaks, cells by tabs."""

    _HIDDEN = re.compile("script|style|noscript|template|nav|footer|aside|form|button|svg|head")
    _BLOCKS = re.compile(
        "p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|section|article|main|header|blockquote|pre|hr|figure"
        "|figcaption|address|body"
    )

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.title: list[str] = []
        self._open_hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "body":
            self._open_hidden.clear()  # the end of a head may be left out
        if self._HIDDEN.fullmatch(tag):
            self._open_hidden.append(tag)
        self._in_title = tag == "title" and "svg" not in self._open_hidden
        if self._BLOCKS.fullmatch(tag):
            self.parts.append(_BREAK)
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag in self._open_hidden:
            while self._open_hidden.pop() != tag:
                pass
        if self._BLOCKS.fullmatch(tag):
            self.parts.append(_BREAK)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._open_hidden:
            self.parts.append(data)
