"""The page that answers to clicks, as a part of a report."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newslab.report.notebooks import hide_paths_in
from newslab.report.subject import Subject

#: Articles of a corpus up to which a report explores them: some 8 MB, and half a minute.
MOST_ARTICLES = 3_000
NAME = "explore.html"


def write_explorer(subject: Subject, folder: Path) -> str:
    """Write the page of `explore` into the folder of a report; return its name, or why there is none."""
    if any(find_spec(package) is None for package in ("altair", "vl_convert")):
        return 'There is no page to explore the articles: it needs pip install "newslab[explore]".'
    # These take longer to load than all other commands need to start.
    from newslab.corpus import read_articles
    from newslab.explorer import explore
    from newslab.lexicon import read_lexicon

    try:
        articles = read_articles(subject.corpus)
        if len(articles) > MOST_ARTICLES:
            return (
                f"There is no page to explore the articles: there are {len(articles):,}, and a report "
                f"has one for up to {MOST_ARTICLES:,}. newslab.explore(articles, 'explore.html') makes "
                "one of those you choose."
            )
        lexicon = read_lexicon(subject.lexicon) if subject.lexicon else None
        has_labels = lexicon is not None and lexicon.patterns["label"].notna().any()
        chosen: dict[str, Any] = {} if lexicon is None else {"labels" if has_labels else "frames": lexicon}
        explore(articles, folder / NAME, **chosen)
    except Exception as error:  # like a notebook that fails, it costs the other pages nothing
        reason = hide_paths_in(f"{type(error).__name__}: {error}", subject)
        return f"There is no page to explore the articles. {reason}"
    return NAME
