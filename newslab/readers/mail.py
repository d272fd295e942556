"""E-mail: .eml, a message, and .mbox, many; newsletters and alerts are kept so."""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr

import pandas as pd

from newslab.readers.encodings import decode
from newslab.readers.exports import Archive, split_export
from newslab.readers.markup import shown_text
from newslab.readers.notes import KEPT, Article, Note, UnreadableFile, cause_of


def read_mail(
    content: bytes, archives: Sequence[Archive] | None = None
) -> tuple[Article | pd.DataFrame, list[Note]]:
    """Read a message: its subject is the title, its sender the author; attached files are not read.

    A message with an export of an archive is a table of its articles.
    """
    article, notes = _message(content)
    found, more = split_export(article.text, archives)
    return (found if isinstance(found, pd.DataFrame) else article), notes + more


def read_mailbox(content: bytes) -> tuple[pd.DataFrame, list[Note]]:
    """Read the messages of a mailbox, a row each."""
    if not content.startswith(b"From "):
        raise UnreadableFile("not a mailbox, which begins with 'From '")
    rows: list[Article] = []
    notes: list[Note] = []
    for number, part in enumerate(re.split(rb"(?:\A|\r?\n)From [^\n]*\n", content)[1:], start=1):
        article, more = _message(re.sub(rb"(?m)^>(?=>*From )", b"", part))
        rows.append(article)
        notes += [note._replace(row=number) for note in more]
    table = pd.DataFrame(rows, columns=list(Article._fields), dtype="str")
    return table.set_axis(pd.RangeIndex(1, len(rows) + 1)), notes


def _message(content: bytes) -> tuple[Article, list[Note]]:
    try:
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        text = _text_of(body) if body is not None else ""
        is_html = body is not None and body.get_content_subtype() == "html"
        title, sender, date = (
            str(message.get(name) or "").replace("\0", "") for name in ("subject", "from", "date")
        )
        n_attached = sum(1 for _ in message.iter_attachments())
    except Exception as error:  # headers that break the rules have errors of their own
        raise UnreadableFile(f"not a message that can be read: {cause_of(error)}") from None
    if not (title or sender or date):
        raise UnreadableFile("not a message: it has neither a subject nor a sender nor a date")
    name, address = parseaddr(sender)
    text = shown_text(text)[0] if is_html else text.replace("\r\n", "\n")
    notes = [Note(f"files attached to it, not read: {n_attached}", KEPT)] if n_attached else []
    return Article(text, title or None, name or address or None, date or None), notes


def _text_of(body: MIMEPart) -> str:
    """Return the text of a part, by its bytes where nobody knows the encoding that it names."""
    try:
        return str(body.get_content())
    except LookupError:
        content = body.get_payload(decode=True)
        return decode(content, None)[0] if isinstance(content, bytes) else ""
