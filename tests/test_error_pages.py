"""Pages with an error in place of an article: listed wherever they are, and no article taken for one."""

from __future__ import annotations

import pandas as pd
import pytest

import newslab as nl
from newslab.cleaning import error_page, find_error_pages

#: Text, and the title after a bar where there is one.
ERRORS = r"""
Moved Permanently\n\nThe document has moved here.
403 Forbidden\nnginx/1.18
Forbidden\n\nYou don't have permission to access this resource.
Your session has expired. Please log in again.
Access Denied\n\nYou don't have permission to access this on this server.\n\nReference #18.2
Checking if the site connection is secure\n\nWe review your connection. Ray ID: 7d | Just a moment...
Seite nicht gefunden\n\nDie gesuchte Seite existiert leider nicht. Zur Startseite
Votre session a expiré\nVeuillez vous reconnecter.
Página no encontrada - Diario
The page you are looking for does not exist. | 404 - Page not found
HTTP Status 404 – Not Found\n\nType Status Report
Error 404
404
Oops! That page can’t be found.
Доступ запрещён\n\nУ вас нет прав для просмотра этой страницы.
Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.
502 Bad Gateway
Object moved to here.
ページが見つかりません
De pagina die u zoekt bestaat niet meer. | Pagina niet gevonden - Krant
Please enable cookies.
Sign in\n\nPlease sign in to continue reading.
Sessione scaduta\nEffettua il login.
Sua sessão expirou
Service Unavailable\nThe server is temporarily unable to service your request.
Error 403: access denied
"""

ARTICLES = r"""
The ministry denied access to the files on Tuesday, the court said. | Access denied
Forbidden love is the theme of the new film by Ana Roy, which opens on Friday. | Forbidden
404 homes were flooded in Westmere on Tuesday. | 404 homes flooded
Oops
Found!
500 people came.
Just a moment, said the mayor, and left.
Login data of 3 million users were stolen. The company said it was sorry. | Log in
Your session will begin soon, the teacher said.
"""


def rows(table: str) -> list[tuple[str, str | None]]:
    lines = (line.replace(r"\n", "\n").split(" | ") for line in table.strip().split("\n"))
    return [(line[0], line[1] if len(line) > 1 else None) for line in lines]


@pytest.mark.parametrize(("text", "title"), rows(ERRORS))
def test_a_page_with_an_error_is_one(text, title):
    assert error_page(text, title)


@pytest.mark.parametrize(("text", "title"), rows(ARTICLES))
def test_an_article_is_none(text, title):
    assert error_page(text, title) is None


def test_a_long_text_below_such_a_heading_is_an_article():
    prose = "The archive of the town has lost more pages than it says, the council heard. " * 6
    assert error_page(f"Page not found\n\n{prose}") is None


def test_a_whole_column_is_judged_as_each_text():
    texts, titles = zip(*rows(ERRORS), *rows(ARTICLES), strict=True)
    found = find_error_pages(pd.Series(texts, dtype="str"), pd.Series(titles, dtype="str"))
    assert found == {at: line for at, text in enumerate(texts) if (line := error_page(text, titles[at]))}


def test_they_are_listed_and_no_articles(tmp_path):
    (tmp_path / "a.txt").write_text("403 Forbidden\n\nnginx", encoding="utf-8")
    (tmp_path / "b.html").write_text("<title>301 Moved</title><h1>Moved Permanently</h1>", encoding="utf-8")
    rows = 'text,title\n"Your session has expired. Please log in again.",x\n"The river rose by a metre.",y\n'
    (tmp_path / "c.csv").write_text(rows, encoding="utf-8")
    articles = nl.read_articles(tmp_path)
    listed = nl.problems(articles)
    assert articles["text"].tolist() == ["The river rose by a metre."]
    are_errors = listed["problem"].str.startswith("a page with an error of a server")
    assert listed[are_errors][["origin", "outcome"]].to_numpy().tolist() == [
        ["a.txt", "left out"],
        ["b.html", "left out"],
        ["c.csv", "left out"],
    ]
