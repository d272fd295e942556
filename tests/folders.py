"""Folders made at random, of which it is known what has to come of them: `tests/test_accounts.py` counts.

Every article holds a word of its own. So each that was written can be looked for among those that were read.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import sys
import zipfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pandas as pd
from test_readers import OFFICE, workbook

#: Names of files and folders as users have them, before the ending.
STEMS = [
    *("flood", "Flood at night", "café", "cafe\u0301", "洪水", "نهر", "🌊", "a.b.c", "x" * 120, "it's “one”"),
    *(
        "a:b",
        "a\\b",
        "CON",
        "-",
        "%20",
        "$(x)",
        "a\tb",
        "a\nb",
        " lead",
        "trail ",
        "ﬁ",
        "Ünïcode",
        "#1",
        "{0}",
    ),
]
#: The same on a system that knows no such names.
PLAIN_STEMS = ["flood", "Flood at night", "café", "洪水", "a.b.c", "it's one", "{0}", "%20", "$(x)", "#1"]

DAMAGES = ["cut", "flip", "empty", "nul", "swap", "double"]


@dataclass
class Written:
    """A file of a folder: the words of its articles, and what is known of it."""

    origin: str
    words: list[str] = field(default_factory=list)
    #: Nothing is known of a damaged file but that it has to be an article, or to be listed.
    is_good: bool = True
    #: Whether nobody is to speak of it, as of a hidden file.
    is_silent: bool = False


def sentence(word: str) -> str:
    """Return the text of an article with a word of its own."""
    return f"The river {word} rose by a metre on Sunday, and people left the lower town in the night."


def page_txt(word: str) -> bytes:
    return sentence(word).encode()


def page_md(word: str) -> bytes:
    return f"---\ntitle: Flood\ndate: 2024-12-07\n---\n{sentence(word)}\n".encode()


def page_html(word: str) -> bytes:
    body = "".join(f"<p>{escape(text)}</p>" for text in [sentence(word), *map(sentence, "abcdef")])
    head = "<!DOCTYPE html><html><head><title>Flood</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def page_docx(word: str) -> bytes:
    main = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main"'
    text = f"<w:p><w:ins><w:r><w:t>{escape(sentence(word))}</w:t></w:r></w:ins></w:p>"
    return zipped({"word/document.xml": f"<w:document {main}><w:body>{text}</w:body></w:document>".encode()})


def page_rtf(word: str) -> bytes:
    return rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 " + sentence(word).encode() + rb"\par}"


def table_csv(words: list[str], separator: str = ",") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerow(["id", "date", "text"])
    writer.writerows([f"n{word}", "2024-12-07", sentence(word)] for word in words)
    return file.getvalue().encode()


def table_tsv(words: list[str]) -> bytes:
    return table_csv(words, "\t")


def table_json(words: list[str]) -> bytes:
    rows = [{"id": f"n{word}", "content": sentence(word)} for word in words]
    return json.dumps({"articles": rows}).encode()


def table_jsonl(words: list[str]) -> bytes:
    return "".join(json.dumps({"id": f"n{word}", "text": sentence(word)}) + "\n" for word in words).encode()


def table_parquet(words: list[str]) -> bytes:
    return pd.DataFrame({"id": [f"n{word}" for word in words], "text": map(sentence, words)}).to_parquet()


def table_xlsx(words: list[str]) -> bytes:
    return workbook({"A": [["id", "text"], *([f"n{word}", sentence(word)] for word in words)]})


def table_rss(words: list[str]) -> bytes:
    items = (f"<guid>n{word}</guid><description>{escape(sentence(word))}</description>" for word in words)
    channel = f"<title>G</title>{''.join(f'<item>{item}</item>' for item in items)}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


PAGES = {".txt": page_txt, ".md": page_md, ".html": page_html, ".docx": page_docx, ".rtf": page_rtf}
TABLES = {
    ".csv": table_csv,
    ".tsv": table_tsv,
    ".json": table_json,
    ".jsonl": table_jsonl,
    ".parquet": table_parquet,
    ".xlsx": table_xlsx,
    ".rss": table_rss,
}


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


class Folder:
    """A folder made at random from a number."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.written: list[Written] = []
        self._n_words = 0
        self._taken: set[str] = set()
        for _ in range(self.random.randint(1, 12)):
            self._add(self._folder())
        for file in self.written:  # as names that are not UTF-8 are shown
            file.origin = os.fsencode(file.origin).decode("utf-8", "replace")

    def _folder(self) -> str:
        names = [self._stem() for _ in range(self.random.choice([0, 0, 1, 1, 2, 4]))]
        return "".join(name.strip() + "/" for name in names)

    def _stem(self) -> str:
        is_plain = sys.platform in ("win32", "darwin")
        return self.random.choice(PLAIN_STEMS if is_plain else STEMS)

    def _words(self, n: int) -> list[str]:
        self._n_words += n
        return [f"w{number}q" for number in range(self._n_words - n, self._n_words)]

    def _content(self, ending: str) -> tuple[bytes, list[str]]:
        if ending in PAGES:
            words = self._words(1)
            return PAGES[ending](words[0]), words
        words = self._words(self.random.randint(1, 5))
        return TABLES[ending](words), words

    def _add(self, folder: str) -> None:
        ending = self.random.choice([*PAGES, *TABLES, ".zip", ".gz", ".doc", ""])
        name = f"{self._stem()}{self._n_words}{ending if self.random.random() < 0.9 else ending.upper()}"
        path = folder + name
        if path in self._taken:
            return
        self._taken.add(path)
        if ending == ".zip":
            content, members = self._archive(path)
        elif ending == ".gz":
            inner = self.random.choice([*PAGES, *TABLES])
            content, words = self._content(inner)
            path = f"{path[:-3]}{inner}{path[-3:]}"
            within = path.rpartition("/")[2][:-3].replace("\\", "/")  # either slash parts folders
            members = [Written(f"{path}/{within}", words)]
            content = gzip.compress(content)
        elif ending in PAGES or ending in TABLES:
            content, words = self._content(ending)
            members = [Written(path, words)]
        else:
            content, members = b"It rose.", [Written(path, is_good=False)]
        if self.random.random() < 0.25:
            content = damaged(content, self.random.choice(DAMAGES), self.random)
            members = [Written(path, is_good=False)]
        self._write(path, content)
        self.written += members

    def _archive(self, path: str) -> tuple[bytes, list[Written]]:
        files, members = {}, []
        for _ in range(self.random.randint(1, 4)):
            ending = self.random.choice([*PAGES, *TABLES])
            content, words = self._content(ending)
            folder = self.random.choice(["", "in/", "in/deep/"])
            name = f"{folder}{self.random.choice(PLAIN_STEMS)}{words[0]}{ending}"
            files[name] = content
            members.append(Written(f"{path}/{name}", words))
        return zipped(files), members

    def _write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if sys.platform == "linux" and self.random.random() < 0.05:
            hidden = target.parent / f".hidden{self._n_words}.txt"
            hidden.write_bytes(b"It rose.")
            self.written.append(Written(os.path.relpath(hidden, self.root), is_good=False, is_silent=True))


def damaged(content: bytes, damage: str, chance: random.Random) -> bytes:
    """Return the content of a file with a damage as disks, mail and editors do it."""
    content = bytearray(content)
    place = chance.randrange(len(content))
    if damage == "cut":
        return bytes(content[:place])
    if damage == "empty":
        return b""
    if damage == "nul":
        content[place : place + 20] = bytes(20)
    elif damage == "flip":
        for _ in range(chance.randint(1, 9)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    elif damage == "swap":
        content[place:], content[:place] = content[:place], content[place:]
    else:
        content[place:place] = content[chance.randrange(len(content)) :]
    return bytes(content)


def is_of(origin: str, name: str) -> bool:
    """Return whether a file is meant by an origin: itself, a row of it or a member."""
    return origin == name or origin.startswith((name + ":", name + "/"))


def faults_of_account(written: list[Written], articles: pd.DataFrame, problems: pd.DataFrame) -> list[str]:
    """Return what of the files is neither among the articles nor listed, or is there without having been."""
    faults = []
    texts = articles["text"].tolist()
    origins = [*articles["origin"], *problems["origin"]]
    left_out = set(problems.loc[problems["outcome"] == "left out", "origin"])
    for file in written:
        is_named = any(is_of(origin, file.origin) for origin in origins)
        if file.is_silent:
            faults += [f"{file.origin}: hidden, and named all the same"] * is_named
        elif not file.is_good:
            faults += [f"{file.origin}: neither read nor listed"] * (not is_named)
        else:
            for word in file.words:
                n = sum(word in text.split() for text in texts)
                if n != 1:
                    faults.append(f"{file.origin}: {n} articles hold the word {word}")
            faults += [f"{file.origin}: good, and left out"] * (file.origin in left_out)
    known = [file.origin for file in written]
    for origin in articles["origin"]:
        if not any(is_of(origin, name) for name in known):
            faults.append(f"{origin}: an article of no file")
    return faults
