"""Every notebook runs on the sample and on corpora of other subjects, and the committed ones are clean."""

import ast
import html
import re
from random import Random

import nbformat
import pandas as pd
import pytest

from newslab.corpus import save_articles
from newslab.framing import find_terms
from newslab.lexicon import read_lexicon
from newslab.report import Subject, build_report, notebook_paths, sample
from newslab.report.notebooks import question_of, run, tidy, with_subject
from newslab.report.subject import PACKAGE

PATHS = notebook_paths()

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def text_of(output):
    """The words of an output, without its images."""
    data = {kind: value for kind, value in output.get("data", {}).items() if not kind.startswith("image")}
    return str([output.get("text", ""), data])


def test_there_are_notebooks_numbered_without_a_gap():
    assert len(PATHS) >= 4
    assert [path.name[:3] for path in PATHS] == [f"{n:02d}-" for n in range(1, len(PATHS) + 1)]


@every_notebook
def test_notebook_runs_on_the_sample(path, tmp_path):
    notebook = run(with_subject(read(path), sample()), tmp_path)
    assert [text_of(output) for output in outputs(notebook) if output.get("name") == "stderr"] == []


def test_no_bar_of_progress_is_printed_even_where_reading_is_slow(tmp_path):
    tmp_path.joinpath("a.txt").write_text("Rain fell on the harbour town.", "utf-8")
    at_once = (
        "import time, newslab as nl, newslab.corpus.reading as reading\n"
        "class AtOnce(reading.tqdm):\n"
        "    def __init__(self, *given, delay, **options):\n"
        "        super().__init__(*given, **options)\n"
        "reading.tqdm = AtOnce\n"
        f"nl.read_articles({str(tmp_path)!r})"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(at_once)])
    assert [output.get("text", "") for output in outputs(run(notebook, tmp_path))] == [""]


@every_notebook
def test_notebook_opens_with_its_question(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert question_of(read(path)).endswith("?")


@every_notebook
def test_notebook_takes_its_subject_from_one_parameters_cell(path):
    tagged = [cell for cell in code_cells(read(path)) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert 'corpus = "../data/sample"' in tagged[0].source
    notebook = with_subject(read(path), Subject("news", "names.yml", "rain", "codes.csv"))
    (cell,) = [cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])]
    values: dict = {}
    exec(cell.source, values)
    assert values["corpus"] == "news"
    assert values.get("lexicon", "names.yml") == "names.yml"
    assert values.get("word", "rain") == "rain"
    assert values.get("codes", "codes.csv") == "codes.csv"


@every_notebook
def test_notebook_leaves_dollar_signs_to_the_reader(path):
    assert any("html.use_mathjax = False" in cell.source for cell in code_cells(read(path)))


@every_notebook
def test_notebook_leaves_functions_to_the_library(path):
    for cell in code_cells(read(path)):
        source = re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.MULTILINE)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.end_lineno == node.lineno, f"{node.name} belongs in newslab/"


@every_notebook
def test_kept_outputs_are_those_of_a_whole_run(path):
    cells = [cell for cell in code_cells(read(path)) if cell.source.strip()]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for output in outputs(read(path))}
    assert kinds
    assert "error" not in kinds
    assert "stderr" not in {output.get("name") for output in outputs(read(path))}


@every_notebook
def test_kept_notebook_holds_nothing_of_machine_or_moment(path):
    words = " ".join(map(text_of, outputs(read(path))))
    assert str(PACKAGE.parent) not in words
    assert not re.search(r" at 0x[0-9a-f]+|ipykernel_\d+|/home/|/Users/", words)
    assert tidy(read(path)) == read(path), "run `make refresh`"


# On corpora of another subject

PEOPLE = ["Mara Quill", "Tobias Wren", "Ada Finch"]
#: Nouns and verbs that are nobody's: enough of them that no two articles share a sentence.
NOUNS = [
    a + b
    for a in ("bar", "dal", "fen", "gor", "lim", "pel", "sut", "tov")
    for b in ("kin", "mo", "net", "rid")
]
VERBS = [
    a + b + "ed"
    for a in ("cl", "dr", "fl", "gr", "pl", "st", "tr")
    for b in ("amp", "ench", "ink", "ock", "ust")
]


def sentence(random, rival):
    """A sentence on a town's pool and library, of random words and one of five forms."""
    nouns, verbs = random.sample(NOUNS, 6), random.sample(VERBS, 3)
    said = f"{' '.join(nouns[:3])} {verbs[0]} {' '.join(nouns[3:])}"
    return random.choice(
        [
            f"In Larkfield {nouns[0]} {verbs[0]} the {nouns[1]} {nouns[2]} and {verbs[1]} {nouns[3]}.",
            f"The {rival} of {nouns[0]} {verbs[0]} the {nouns[1]} {nouns[2]}.",
            f"“We {said},” said {random.choice(PEOPLE)}.",
            f"{nouns[0]} {verbs[0]} ${random.randint(2, 9)} million {nouns[2]}, {verbs[1]} $7 million.",
            f"{nouns[0]} {verbs[0]} a {rival} of {nouns[1]} {nouns[2]} {verbs[1]} {nouns[3]} {nouns[4]}.",
        ]
    )


def made_corpus(*sources):
    """Twelve articles a source on a pool and a library, with the word for a drawing that each prefers."""
    random = Random(1)
    rows = [
        {
            "source": source,
            "date": pd.Timestamp("2023-03-06") + pd.Timedelta(days=5 * i + n),
            "title": f"Pool and library, part {i + 1}",
            "text": " ".join(sentence(random, "blueprint" if n % 2 else "sketch") for _ in range(12)),
        }
        for n, source in enumerate(sources)
        for i in range(12)
    ]
    return pd.DataFrame(rows)


def shown(folder, name):
    """What a reader can see on a page: its words, code among them, without markup, style and pictures."""
    page = next(folder.glob(f"{name}*.html")).read_text(encoding="utf-8")
    page = re.sub(r"<style.*?</style>|<img[^>]*>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The report on a corpus of three sources, and on one of one source."""
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    for name, sources in {"three": ("Larkfield Post", "County Mail", "Daily Kite"), "one": ("Solo",)}.items():
        corpus = folder / f"{name}.parquet"
        save_articles(made_corpus(*sources), corpus)
        made[name] = build_report(Subject(str(corpus)), folder / name)
    return made


def test_no_page_on_another_subject_shows_a_word_of_the_sample(reports):
    sample_words = read_lexicon("syria_labels").patterns
    general = set(read_lexicon("generic_frames").patterns["pattern"])
    patterns = sorted({*sample_words["pattern"], "Syria*", "Assad*", "Iran*", "Damascus"} - general)
    for report in reports.values():
        for page in report.pages:
            text = shown(report.folder, page.name)
            for pattern in sorted(general, key=len, reverse=True):
                text = text.replace(pattern, " ")  # of the generic frames, the patterns that never matched
            found = find_terms(pd.DataFrame({"text": [text]}), {"sample": patterns})
            assert found["match"].tolist() == [], page.name
            assert "syria_labels" not in text


def test_every_notebook_runs_to_its_end_on_other_corpora_without_a_warning(reports):
    for report in reports.values():
        assert [page.error for page in report.pages] == [None] * len(PATHS)
        for page in report.pages:
            path = next(report.folder.glob(f"{page.name}*.html"))
            assert "stderr" not in re.sub(r"<style.*?</style>", "", path.read_text(), flags=re.DOTALL)


def test_without_a_lexicon_rival_words_are_proposed_and_none_is_counted(reports):
    text = shown(reports["three"].folder, "03")
    assert "A proposal, to be read and edited:" in text
    assert re.search(r"sketch\s+blueprint|blueprint\s+sketch", text)
    assert "No lexicon of competing names." in text


def test_findings_are_differences_that_hold_with_their_number(reports):
    findings = {page.name[:2]: page.findings for page in reports["three"].pages}
    assert re.search(r"with an adjusted p below 0\.05: \d+ of \d+\.", findings["03"])
    shown_p = re.findall(r"adjusted p = (\d[\d.e-]*\d)", findings["03"])
    assert all(float(p) < 0.05 for p in shown_p)
    assert ("No difference holds." in findings["03"]) == (not shown_p)
    assert re.search(r"Terms with an adjusted p below 0\.05: [\d,]+ of [\d,]+ comparisons", findings["04"])


def test_the_word_is_the_name_that_most_sources_use(reports):
    assert "Larkfield: a name used by 3 of 3 sources." in shown(reports["three"].folder, "04")


@pytest.mark.parametrize("name", ["01", "02", "03", "04", "05", "08", "09"])
def test_with_one_source_a_notebook_says_what_it_leaves_out(name, reports):
    text = shown(reports["one"].folder, name)
    assert re.search(r"because\s+there is one source|There is one source", text)


def test_without_codes_the_sheet_is_drawn_and_nothing_is_claimed(reports):
    findings = {page.name[:2]: page.findings for page in reports["three"].pages}
    assert "is not known" in findings["07"]
    assert "The sheet has 36 of 36 articles." in shown(reports["three"].folder, "07")


def test_every_picture_is_described_in_words(reports):
    for report in reports.values():
        for page in report.pages:
            html_page = (report.folder / f"{page.name}.html").read_text(encoding="utf-8")
            for picture in re.findall(r"<img[^>]*>", html_page):
                assert re.search(r'alt="[^"]{20,}', picture)
