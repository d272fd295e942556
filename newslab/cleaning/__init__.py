"""Cleaning: what the page around an article left in its text, found rule by rule.

`boilerplate` holds the patterns, `rules` take out of a `page` what they match and say so, `heads` knows the
lines above an article's sentences, `error_pages` what servers give in place of one, and `screening` finds in
a whole column the few texts that are worth it.
"""

from newslab.cleaning.error_pages import error_page, find_error_pages
from newslab.cleaning.page import Page
from newslab.cleaning.rules import CELL_RULES, EXPORT_RULES, PAGE_RULES, clean_cell, clean_export, clean_page
from newslab.cleaning.screening import are_cut_short, may_hold_boilerplate

__all__ = [
    "CELL_RULES",
    "EXPORT_RULES",
    "PAGE_RULES",
    "Page",
    "are_cut_short",
    "clean_cell",
    "clean_export",
    "clean_page",
    "error_page",
    "find_error_pages",
    "may_hold_boilerplate",
]
