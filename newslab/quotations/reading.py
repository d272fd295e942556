"""The quotations of a text in any language."""

from __future__ import annotations

from newslab.quotations.foreign import find_foreign
from newslab.quotations.languages import language_of, languages
from newslab.quotations.speakers import find_voices as find_english
from newslab.quotations.unspaced import LANGUAGES as UNSPACED, find_unspaced
from newslab.quotations.voices import Voice


def find_voices(text: str) -> list[Voice]:
    """Return the quotations of a text, terms among them, with their speakers; in the order of the text.

    English has its own rules; a language of which no words are known is read by the marks, and by what is
    alike in all.
    """
    language = language_of(text)
    if language == "en":
        return find_english(text)
    if language in UNSPACED:
        return find_unspaced(text, UNSPACED[language])
    return find_foreign(text, languages()[language or "none"])
