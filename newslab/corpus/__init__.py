"""Files and tables -> the articles table; what could not be read; saving.

`files` finds what there is, and `reading` reads it: `tables` knows what columns mean, `metadata` what is
known of pages, and `dates` reads dates; `texts` finds in bulk which texts are blank or the same. `articles`
makes one table of it, `places` names the articles by where they were found, and `listing` records what was
left out, kept or repaired. `options` checks what a reader chose, and `sample` reads the sample corpus.
`saving` writes the table to a file, with the help of `text_cells` and `whole_files`.
"""

from newslab.corpus.articles import read_articles
from newslab.corpus.listing import Problem, add_problems, problems
from newslab.corpus.sample import load_sample
from newslab.corpus.saving import save_articles

__all__ = ["Problem", "add_problems", "load_sample", "problems", "read_articles", "save_articles"]
