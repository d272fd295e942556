"""Voices: who is quoted, saying what."""

from newslab.voices.quotes import quotes

__all__ = ["quotes"]
