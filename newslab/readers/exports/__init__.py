"""Exports of news archives: one document that holds many articles.

Each archive is described by a page of YAML in the folder `archives` (its README says how), and one splitter
reads them all: `description` turns a page into patterns, `splitter` parts the document into articles,
`article` reads each of them, and `many` lists a document that seems to
hold many articles although no description fits it.
"""

from newslab.readers.exports.description import OF, Archive, any_mark, describe, known_archives
from newslab.readers.exports.many import articles_of_page
from newslab.readers.exports.splitter import OF_EXPORT, split_export

__all__ = [
    "OF",
    "OF_EXPORT",
    "Archive",
    "any_mark",
    "articles_of_page",
    "describe",
    "known_archives",
    "split_export",
]
