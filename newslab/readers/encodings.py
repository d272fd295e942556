"""The encoding of a text: by its mark, by what it says, or by what its letters make likely."""

from __future__ import annotations

import codecs
import re

import numpy as np
import pyarrow as pa

from newslab.readers.notes import REPAIRED, Note, UnreadableFile


def to_utf8(content: bytes, declared: str | None = None) -> tuple[bytes, list[Note]]:
    """Return a text as UTF-8 without a byte order mark, and without NUL.

    The encoding is that of the byte order mark; else UTF-16, if the NUL bytes say so; else ISO 2022, if its
    escapes do; else UTF-8; else the one that the file itself has `declared`; else what chardet finds likely;
    else Windows-1252, and Latin-1 for what no other can hold. It is listed where it is not UTF-8.
    """
    marks = (mark for mark in _MARKS if content.startswith(mark))
    mark = next(marks, b"")
    content = content.removeprefix(mark)
    has_nul = b"\0" in content
    encoding = _MARKS.get(mark) or (has_nul and _utf_16(content)) or _iso_2022(content) or "utf-8"
    notes = []
    if encoding != "utf-8":
        content = content.decode(encoding, "replace").encode()
        notes.append(Note(f"not UTF-8; read as {encoding}", REPAIRED))
        has_nul = b"\0" in content
    if has_nul:
        n_nul = content.count(b"\0")
        content = content.translate(None, b"\0")
        notes.append(Note(f"NUL characters removed: {n_nul:,}", REPAIRED))
    if not is_utf8(content):
        content, note = _recode(content, declared)
        notes.append(note)
    if _is_full_of_controls(content[:100_000]):  # what is no text does not begin with that much of it
        raise UnreadableFile(
            "it is full of control characters: a binary file, or a text to be saved as UTF-8 first"
        )
    return content, notes


def decode(content: bytes, declared: str | None = None) -> tuple[str, list[Note]]:
    """Return a text with every line ended by a line feed."""
    notes: list[Note] = []
    text = _plain_text(content)
    if text is None:
        content, notes = to_utf8(content, declared)
        text = content.decode()
    return text.replace("\r\n", "\n").replace("\r", "\n") if b"\r" in content else text, notes


def _plain_text(content: bytes) -> str | None:
    """Return a text in UTF-8 in which `to_utf8` has nothing to do, as nearly every one; None for others."""
    if b"\0" in content or b"\x1b" in content or content.startswith(codecs.BOM_UTF8):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if _is_full_of_controls(content[:100_000]) else text


def in_utf8(content: bytes, encoding: str) -> tuple[bytes, list[Note]]:
    """Return a text as UTF-8 by the encoding that the user names; one that is Unicode stays as it is."""
    if content.startswith(tuple(_MARKS)) or (is_utf8(content) and not content.isascii()):
        return content, []
    try:
        text, fault = content.decode(encoding), ""
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        fault = f", with {text.count(chr(0xFFFD)):,} characters that it does not have, each now �"
    recoded = text.encode("utf-8", "replace")
    return recoded, [Note(f"read as {encoding}{fault}", REPAIRED)] if recoded != content else []


_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark is the beginning of this one
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}

#: Escapes that begin Japanese or Korean in texts of seven bits.
_ESCAPES = {rb"\x1b\$[@B]|\x1b\(J": "iso2022_jp", rb"\x1b\$\)C": "iso2022_kr"}


def _iso_2022(content: bytes) -> str | None:
    if b"\x1b" not in content[:10_000]:
        return None
    for escape, encoding in _ESCAPES.items():
        if re.search(escape, content[:10_000]):
            try:
                content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def _is_full_of_controls(utf8: bytes) -> bool:
    """Recognise what is no text by characters of which a text has next to none.

    Bytes by chance, read as latin-1, hold one in four; a text that was decoded wrongly before it was saved,
    one in thirty.
    """
    n_controls = len(utf8) - len(utf8.translate(None, _CONTROLS)) + len(_UPPER_CONTROLS.findall(utf8))
    return n_controls > 1 and n_controls > 1 + len(utf8.decode("utf-8", "ignore")) / 10


#: Control characters but tab and the ends of lines and pages: those of one byte, and those of two in UTF-8.
_CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F])
_UPPER_CONTROLS = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")


def _utf_16(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its NUL bytes, which are the upper halves of characters.

    In most scripts the upper halves are of two values, one of them NUL. They are many in Chinese and
    Japanese, which as UTF-8 make no sense, and as UTF-16 do. In another text that holds a NUL neither is so.
    """
    if len(content) % 2:
        return None
    halves = np.frombuffer(content[:100_000], dtype=np.uint8).reshape(-1, 2)
    n_nul = (halves == 0).sum(axis=0)
    n_of_two = [np.sort(np.bincount(half))[-2:].sum() for half in halves.T]
    has_other_letters = not is_utf8(content) and ((halves < 32) | (halves > 126)).mean() > 0.1
    for upper, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        is_regular = n_nul[upper] > 10 * n_nul[1 - upper] and n_of_two[upper] >= 0.8 * len(halves)
        start = content[:4000].decode(encoding, "replace")
        n_sensible = sum((each.isprintable() and each != "�") or each.isspace() for each in start)
        if (is_regular or has_other_letters) and n_sensible >= 0.98 * len(start):
            return encoding
    return None


def is_utf8(content: bytes) -> bool:
    """Recognise UTF-8, of much content without a string of it, which takes up to four times the memory."""
    if content.isascii():
        return True
    if len(content) < 1_000_000:
        try:
            content.decode()
        except UnicodeDecodeError:
            return False
        return True
    ends = np.array([0, len(content)], dtype=np.int64)
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, pa.py_buffer(ends), pa.py_buffer(content)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _recode(content: bytes, declared: str | None) -> tuple[bytes, Note]:
    """Return as UTF-8 what is not, and the note that says how it was read."""
    text = content.decode("utf-8", "replace")
    n_bad = text.count("\N{REPLACEMENT CHARACTER}")
    n_good = len(text) - len(text.encode("ascii", "ignore")) - n_bad
    if n_good >= n_bad:  # A few bytes are damaged. In another encoding hardly one would be right by chance.
        return text.encode(), Note(f"not UTF-8 in places, each now �: {n_bad:,}", REPAIRED)
    for encoding in (declared, _likely(content), _of_old_systems(content), "windows-1252", "latin-1"):
        try:
            text = content.decode(encoding or "ascii")
        except (UnicodeDecodeError, LookupError):
            continue
        note = f"not UTF-8; read as {encoding}"
        if encoding != declared:
            note += "; read_articles(…, encoding=…) says another"
        return text.encode("utf-8", "replace"), Note(note, REPAIRED)
    raise AssertionError("latin-1 has a character for every byte")


def _likely(content: bytes) -> str | None:
    """Return the encoding in which a text makes most sense, as chardet judges it by its first bytes; None for
    those of Western Europe.

    By a few letters, it takes accents for Cyrillic: then only encodings of Latin letters are meant, and only
    where they are clearly more likely.
    """
    start = content[:_ENOUGH]
    n_letters = _n_letters(start)
    import chardet  # here, because few texts need it

    if n_letters >= _FEW:
        found = (chardet.detect(start)["encoding"] or "").lower()
        if not _ELSEWHERE.match(found):
            return None
    else:
        likely = [
            ((each["encoding"] or "").lower(), each["confidence"]) for each in chardet.detect_all(start)
        ]
        found, confidence = likely[0]
        western = max((each for name, each in likely if _WESTERN.match(name)), default=0.0)
        if not _ELSEWHERE_IN_LATIN.match(found) or western > _CLEARLY * confidence:
            return None
    # It takes a few accents for Cyrillic; but no word is of two alphabets.
    n_mixed = len(_MIXED.findall(start.decode(found, "replace")))
    return None if 4 * n_mixed > n_letters else found


def _n_letters(start: bytes) -> int:
    """Return how many bytes are none of ASCII."""
    return len(start) - len(start.translate(None, _UPPER_HALF))


#: A letter of another alphabet beside a Latin one.
_MIXED = re.compile("[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")


def _of_old_systems(content: bytes) -> str | None:
    """Return Mac Roman or the encoding of DOS, where a text makes sense in it, and none in Windows-1252."""
    start = content[:_ENOUGH]
    as_windows = start.decode("windows-1252", "replace")
    n_odd = len(_ODD.findall(as_windows))
    if not n_odd:
        return None
    odd = {each: len(_ODD.findall(start.decode(each, "replace"))) for each in ("mac-roman", "cp850")}
    encoding = min(odd, key=odd.__getitem__)
    n_odd_as = odd[encoding]
    makes_no_sense = n_odd > 0.25 * _n_letters(start) or (n_odd_as == 0 and "\ufffd" in as_windows)
    return encoding if makes_no_sense and 4 * n_odd_as <= n_odd else None


#: What words of the West do not hold: a capital with an accent after a small letter, a sign between two;
#: a quotation mark of Mac Roman, which is a capital before a word or after a stop; and what is no character.
_ODD = re.compile(
    "(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŠŒŽŸ]|(?<=[a-zA-Z])[ˆ‰§†‡¸¨±²³Ÿ](?=[a-z .,;])|[ÒÔÀÁ](?=[A-Z][a-z])"
    "|(?<=[a-zA-Z])[‚„“”¤¢¡£ıƒ▒│┤═║╝┐└┴](?=[a-z])|(?<=[a-km-z])·(?=[a-z])"
    "|(?<=[.,!?])[ÓÕ]|(?<= )[ŽˆŸ](?=[ a-z])|\ufffd"
)

#: How many bytes show the encoding of a text, and how many of them have to be other than ASCII.
_ENOUGH, _FEW = 50_000, 6
#: Encodings of Central Europe, of Turkish and of the Baltic.
_ELSEWHERE_IN_LATIN = re.compile(r"(?:windows-|cp)125[047]|iso-?8859-?(?:2|9|13)(?!\d)")
_WESTERN = re.compile(r"(?:windows-|cp)1252|iso-?8859-?15?$")
#: Sentences of ten Western languages gave 0.9 or more, and others up to 0.84.
_CLEARLY = 0.88
_UPPER_HALF = bytes(range(0x80, 0x100))

#: The encodings of Central and Eastern Europe, Greece, Turkey, the Near East and East Asia.
_ELSEWHERE = re.compile(
    r"(?:windows-|cp)125[0134-8]|iso-?8859-?(?:[2-9]|1[0136])(?!\d)|koi8|(?:cp|ibm)8(?:52|55|66)|maccyr|ptcp|kz"
    r"|(?:windows-|cp)?(?:874|932|936|949|950)|tis|gb|big5|shift|euc|johab|hz|iso-?2022"
)
