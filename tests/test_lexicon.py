"""Lexicons: what is read, what is refused and how, and matches against those of reading word by word."""

import fnmatch
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, strategies as st

from newslab.lexicon import match_patterns, read_lexicon, split_pattern
from newslab.lexicon.patterns import ANY, ONE, pattern_forms
from newslab.tokens import clean_word, split_words, tokenize
from newslab.tokens.sentences import sentence_starts


def rows(lexicon):
    table = lexicon.patterns.astype({"label": object}).where(lexicon.patterns.notna(), None)
    return list(table[["frame", "label", "pattern", "excluded"]].itertuples(index=False, name=None))


def written(tmp_path, text, name="frames.yml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


# Reading


def test_a_dict_of_lists_is_frames_with_patterns():
    lexicon = read_lexicon({"force": ["militar*", "armed group*"], "talks": ["treaty"]})
    assert rows(lexicon) == [
        ("force", None, "militar*", False),
        ("force", None, "armed group*", False),
        ("talks", None, "treaty", False),
    ]
    assert lexicon.frames == ["force", "talks"]
    assert lexicon.patterns["line"].isna().all()


def test_yaml_and_dict_of_the_same_form_are_the_same_lexicon(tmp_path):
    path = written(
        tmp_path,
        """
not: [board game*]
economy:
  terms: [trade]
  not: [trade blows]
  work:
    - unemploy*
    - "no"
frames:
  talks: [treaty]
labels:
  rule:
    regime: [regime]
    government:
      terms: [government]
      not: [local government]
    not: [Lebanese government]
""",
    )
    same = {
        "not": ["board game*"],
        "economy": {"terms": ["trade"], "not": ["trade blows"], "work": ["unemploy*", "no"]},
        "frames": {"talks": ("treaty",)},
        "labels": {
            "rule": {
                "regime": ["regime"],
                "government": {"terms": ["government"], "not": ["local government"]},
                "not": ["Lebanese government"],
            }
        },
    }
    lexicon = read_lexicon(path)
    assert rows(lexicon) == [
        ("", None, "board game*", True),
        ("economy", None, "trade", False),
        ("economy", None, "trade blows", True),
        ("economy/work", None, "unemploy*", False),
        ("economy/work", None, "no", False),
        ("talks", None, "treaty", False),
        ("rule", "regime", "regime", False),
        ("rule", "government", "government", False),
        ("rule", "government", "local government", True),
        ("rule", None, "Lebanese government", True),
    ]
    assert lexicon.patterns["line"].tolist() == [2, 4, 5, 7, 8, 10, 13, 15, 16, 17]
    assert rows(read_lexicon(same)) == rows(lexicon)
    assert lexicon.frames == ["economy", "economy/work", "talks", "rule"]


def test_a_lexicon_is_returned_as_it_is():
    lexicon = read_lexicon({"a": ["b"]})
    assert read_lexicon(lexicon) is lexicon


def test_a_dict_is_not_changed_and_may_share_a_list():
    terms = ["war"]
    source = {"a": terms, "b": terms}
    assert read_lexicon(source).frames == ["a", "b"]
    assert source == {"a": ["war"], "b": ["war"]}


def test_a_dictionary_of_liwc_is_read_with_each_category_of_a_term(tmp_path):
    text = "%\n1\tforce\n2\tgood feeling\n%\nmilitar*\t1\npeace\t2\t1\n\narmed group*\t1\n"
    lexicon = read_lexicon(written(tmp_path, text, "small.dic"))
    assert rows(lexicon) == [
        ("force", None, "militar*", False),
        ("good feeling", None, "peace", False),
        ("force", None, "peace", False),
        ("force", None, "armed group*", False),
    ]
    assert lexicon.patterns["line"].tolist() == [5, 6, 6, 8]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "frames.yml"
    path.write_bytes("\ufefftalks:\r\n  - treaty\r\n".encode())
    assert rows(read_lexicon(path)) == [("talks", None, "treaty", False)]


# Refusals


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("talks: [treaty]\nforce:\n  - army\n  - ''\n", 4, "is empty; fill it or remove it"),
        ("force:\n  - army\n  - '...'\n", 3, "holds no word; a pattern needs a letter or a digit"),
        ("force:\n  - army\n  - '*'\n", 3, "holds no word; a pattern needs a letter or a digit"),
        ("", None, "the file is empty; write each frame as a name with a list"),
        ("# a comment\n", None, "the file is empty"),
        ("{}", 1, "a lexicon is empty"),
        ("- army\n- navy\n", 1, "a lexicon must be a mapping of names to lists"),
        ("talks: [treaty]\nforce:\n", 2, "'force' must be a list of patterns"),
        ("talks: [treaty]\nforce: []\n", 2, "'force' is empty; fill it or remove it"),
        ("force: army, navy\n", 1, "'force' must be a list of patterns, as in [first, second]"),
        ("force:\n  - army: navy\n", 2, "must be a list of patterns"),
        ("force:\n  - army\n  - navy\n  - Army\n", 4, "Army is in 'force' twice and counts once"),
        ("q:\n  - Al Qaeda\n  - al-Qaeda\n", 3, "is in 'q' twice"),
        ("force: [army]\ntalks: [treaty]\nforce: [navy]\n", 3, "'force' is in a lexicon twice"),
        ("force: [army]\nlabels:\n  force: {a: [navy]}\n", 3, "a frame and a referent are called 'force'"),
        ("force: [army, null]\n", 1, "null in 'force' is no text; quote it: 'null'"),
        ("force: [army, 'organi[sz]ation']\n", 1, "is a regular expression; * and ? alone are wild"),
        ("force:\n\t- army\n", 2, "indent with spaces, not tabs"),
        ("force: [army\ntalks: [treaty]\n", 2, "not readable as YAML"),
        ("force:\n  - *army\n", 2, "put a term in quotes that begins with a *"),
        ("a: &words [war]\nb: *words\n", 1, "an alias (*name) is not read; write it out"),
        ("a: &a\n  b: *a\n", 1, "an alias (*name) is not read"),
        ("a: [war]\n---\nb: [peace]\n", 2, "not readable as YAML"),
        ("force:\n  not: [army]\n", 2, "'force' has exclusions but no patterns"),
        ("not: [army]\n", 1, "a lexicon has exclusions but no patterns"),
        ("terms: [army]\n", 1, "no frame can be called 'terms'"),
        (
            "force:\n  labels: [army]\n",
            2,
            "no frame can be called 'force/labels'; labels and frames belong at the top",
        ),
        ("labels:\n  rule: [regime]\n", 2, "'rule' must be a mapping of names to lists"),
        ("labels:\n  rule:\n    r:\n      terms: [regime]\n      more: [x]\n", 5, "no 'more'"),
        ("labels:\n  rule:\n    a: [regime]\n    b: [regime]\n", 4, "regime is in 'rule' twice"),
        ("!!python/object/apply:os.getcwd []\n", 1, "a lexicon must be a mapping"),
        ("a:\n  - !!python/name:os.system x\n", 2, "is no text"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_remedy(tmp_path, text, line, words):
    where = f"frames.yml, line {line}: " if line else "frames.yml: "
    assert_named(written(tmp_path, text), where, line, words)


def assert_named(path, where, line, words):
    """A wrong form is refused; an entry that cannot be used is listed, and the rest is read."""
    try:
        listed = read_lexicon(path).problems
    except ValueError as error:
        if not re.match(f"{re.escape(where)}.*{re.escape(words)}", str(error)):
            raise
    else:
        lines = listed["entry"] + " " + listed["problem"]
        found = lines[lines.str.contains(words, regex=False)]
        assert len(found) == 1, lines.tolist()
        assert line is None or listed["line"][found.index[0]] == line


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("1\tforce\narmy\t1\n", 1, "between two lines of a % alone"),
        ("%\n1\tforce\narmy\t1\n", 1, "between two lines of a % alone"),
        ("%\n1\tforce\n%\narmy\t1\nnavy\t1\t7\n", 5, "category '7' is not defined; define it"),
        ("%\n1\tforce\n%\narmy\t(02 134)125\n", 4, "has a category on a condition"),
        ("%\n1\tforce\n%\narmy\t1\nnavy\n", 5, "navy has no category; write the term, a tab"),
        ("%\n1\tforce\n1\tmore\n%\narmy\t1\n", 3, "defines no new category"),
        ("%\nforce\n%\narmy\t1\n", 2, "write a number, a tab and a name"),
        ("%\n1\tforce\n2\ttalks\n%\narmy\t1\n", None, "talks this category has no term"),
        ("%\n1\tforce\n%\narmy\t1\nARMY\t1\n", 5, "ARMY is in 'force' twice"),
        ("%\n1\tforce\n%\n:)\t1\n", 4, "holds no word"),
    ],
)
def test_what_is_wrong_in_a_dictionary_of_liwc_is_named(tmp_path, text, line, words):
    where = f"small.dic, line {line}: " if line else "small.dic: "
    assert_named(written(tmp_path, text, "small.dic"), where, line, words)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({}, "a lexicon is empty"),
        ({"a": []}, "'a' is empty"),
        ({"a": [False]}, "quote it: 'false'"),
        ({"a": "war; peace"}, "'a' must be a list of patterns"),
        ({"a": ""}, "'a' must be a list of patterns"),
        ({"a": ["war", object]}, "a type is no text, list or dict"),
        ({"a": pd.Series(["war"])}, "a Series is no text, list or dict; make it one"),
    ],
)
def test_what_is_wrong_in_a_dict_is_named(source, words):
    with pytest.raises(ValueError, match=f"^the lexicon: .*{re.escape(words)}"):
        read_lexicon(source)


def test_one_text_where_a_list_is_expected_is_one_pattern(tmp_path):
    assert read_lexicon({"rule": "regime*"}).patterns["pattern"].tolist() == ["regime*"]
    lexicon = read_lexicon(
        {"force": {"terms": "army", "not": "army ants"}, "labels": {"rule": {"by": "regime"}}}
    )
    found = lexicon.patterns[["frame", "label", "pattern", "excluded"]].fillna("").to_numpy().tolist()
    assert found == [
        ["force", "", "army", False], ["force", "", "army ants", True], ["rule", "by", "regime", False],
    ]  # fmt: skip
    path = tmp_path / "force.yml"
    path.write_text("force: armed group*\n", encoding="utf-8")
    assert read_lexicon(path).patterns["pattern"].tolist() == ["armed group*"]


def test_a_slip_in_the_name_of_a_lexicon_is_no_word():
    with pytest.raises(FileNotFoundError, match=r"name one of newslab's own: .*generic_frames"):
        read_lexicon("generic_frame")
    assert read_lexicon("generic").patterns["pattern"].tolist() == ["generic"]


def test_what_yaml_takes_for_no_text_is_read_as_it_is_written(tmp_path):
    text = "no: [yes, 1984, 1e3, 2024-01-01]\n1: [war]\n"
    patterns = read_lexicon(written(tmp_path, text)).patterns
    assert patterns["frame"].tolist() == ["no"] * 4 + ["1"]
    assert patterns["pattern"].tolist() == ["yes", "1984", "1e3", "2024-01-01", "war"]


def test_what_cannot_be_used_leaves_the_rest():
    lexicon = read_lexicon(
        {"a": ["war", None, ["peace"]], "b": [], "c": "x, y", "d": {"e": ["army"], "f": []}}
    )
    assert rows(lexicon) == [
        ("a", None, "war", False),
        ("a", None, "peace", False),
        ("d/e", None, "army", False),
    ]
    assert lexicon.problems["entry"].tolist() == ["null", "b", "c", "f"]


def test_a_name_that_is_there_twice_is_one_frame(tmp_path):
    lexicon = read_lexicon(written(tmp_path, "a: [war]\nb: [x]\na: [peace, war]\n"))
    assert lexicon.patterns["frame"].tolist() == ["a", "b", "a"]
    assert lexicon.problems["problem"].tolist() == [
        "'a' is in a lexicon twice, and is read as one",
        "is in 'a' twice and counts once",
    ]


def test_endless_nesting_is_refused(tmp_path):
    endless = {}
    endless["a"] = endless
    with pytest.raises(ValueError, match="nested too deeply"):
        read_lexicon(endless)
    with pytest.raises(ValueError, match="nested too deeply"):
        read_lexicon(written(tmp_path, "a: " + "[" * 500))


def test_a_source_of_the_wrong_kind_says_what_is_right(tmp_path):
    with pytest.raises(FileNotFoundError, match="check the path"):
        read_lexicon("nowhere.yml")
    with pytest.raises(FileNotFoundError, match="no lexicon file"):
        read_lexicon(tmp_path)
    with pytest.raises(ValueError, match=r"frames\.rtf: a lexicon is one of \.yml"):
        read_lexicon(written(tmp_path, "a: [b]", "frames.rtf"))
    with pytest.raises(TypeError, match="not a int"):
        read_lexicon(5)
    latin = tmp_path / "latin.yml"
    latin.write_bytes("a: [café]".encode("latin-1"))
    assert read_lexicon(latin).patterns["pattern"].tolist() == ["café"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.dicx",
            "DicTerm,harm,care\nfight*,X,\nkind,,X\n",
            [("harm", "fight*", None), ("care", "kind", None)],
        ),
        ("a.csv", "word,frame\nfight,harm\n", [("harm", "fight", None)]),
        ("a.csv", "term;score\ngood;3\nbad;-3\n", [("a", "good", 3), ("a", "bad", -3)]),
        ("a.txt", "fight\nkind\n", [("a", "fight", None), ("a", "kind", None)]),
        ("a.json", '{"harm": ["fight"]}', [("harm", "fight", None)]),
        ("a.json", '[{"word": "fight", "category": "harm"}]', [("harm", "fight", None)]),
        (
            "m.dic",
            "%\n01\tFairness\n%\nfair-*\t\t\t01\njust   01\n",
            [("Fairness", "fair-*", None), ("Fairness", "just", None)],
        ),
        ("afinn.txt", "abandon\t-2\n", [("afinn", "abandon", -2)]),
        ("vader.txt", "good\t1.9\t0.94\t[1, 2]\n", [("vader", "good", 1.9)]),
        ("s.txt", "Abbau|NN\t-0.5\tAbbaus\n", [("s", "Abbau", -0.5), ("s", "Abbaus", -0.5)]),
        ("nrc.txt", "flee\tfear\t1\nflee\tjoy\t0\n", [("fear", "flee", None)]),
        (
            "gi.csv",
            "Entry,Source,Positiv,Negativ\nFLEE#1,H4,,Negativ\nABLE,H4,Positiv,\n",
            [("Negativ", "flee", None), ("Positiv", "able", None)],
        ),
        (
            "q.yml",
            "CULTURE:\n  - HIGH: [art]\n  - people\n",
            [("CULTURE/HIGH", "art", None), ("CULTURE", "people", None)],
        ),
        (
            "l.lc3",
            "+negative\na lie\n+positive\nable\n",
            [("negative", "a lie", None), ("positive", "able", None)],
        ),
    ],
)
def test_dictionaries_of_other_programs_are_read(tmp_path, name, text, expected):
    table = read_lexicon(written(tmp_path, text, name)).patterns[["frame", "pattern", "weight"]]
    assert table.astype(object).where(table.notna(), None).values.tolist() == [list(row) for row in expected]


DICTIONARIES = yaml.safe_load(
    (Path(__file__).parent / "gold" / "dictionaries.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", DICTIONARIES, ids=lambda case: f"{case['file']}: {case['what']}")
@pytest.mark.parametrize("kept", ["plain", "windows"])
def test_dictionaries_as_people_keep_them(tmp_path, case, kept):
    text, coding = case["text"], case.get("encoding", "utf-8")
    if kept == "windows":
        text = ("\ufeff" if coding == "utf-8" else "") + text.replace("\n", "\r\n")
    (tmp_path / case["file"]).write_bytes(text.encode(coding))
    lexicon = read_lexicon(tmp_path / case["file"])
    table = lexicon.patterns[["frame", "pattern", "weight"]].astype(object)
    found = table.where(table.notna(), None).values.tolist()
    assert found == [[*row, None][:3] for row in case["rows"]]
    assert lexicon.problems["entry"].tolist() == case.get("listed", [])


def test_sheets_of_a_workbook_are_frames_and_a_title_is_none(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "conflict"
    for row in (["war"], ["battle"]):
        book.active.append(row)
    book.create_sheet("peace").append(["talks"])
    book.save(tmp_path / "sheets.xlsx")
    assert read_lexicon(tmp_path / "sheets.xlsx").frames == ["conflict", "peace"]

    book = openpyxl.Workbook()
    for row in (["Words of war"], [], ["Begriff", "Rahmen", "Gewicht"], ["Krieg", "Gewalt", 2]):
        book.active.append(row)
    book.save(tmp_path / "title.xlsx")
    patterns = read_lexicon(tmp_path / "title.xlsx").patterns
    assert patterns[["frame", "pattern", "weight"]].values.tolist() == [["Gewalt", "Krieg", 2.0]]


def test_a_tree_of_categories_expands_no_entities(tmp_path):
    text = '<!DOCTYPE d [<!ENTITY a "war">]><d><cnode name="x"><pnode name="peace"/>&a;</cnode></d>'
    assert rows(read_lexicon(written(tmp_path, text, "d.ykd"))) == [("x", None, "peace", False)]


@pytest.mark.parametrize(
    "pattern",
    ["organi[sz]ation", "war|battle", "colo(u)r", r"\bwar\b", "militar.*", "abandon(ed)?", "[Ww]ar"],
)
def test_a_regular_expression_is_listed_and_not_read_as_a_phrase(pattern):
    assert read_lexicon([pattern, "peace"]).problems["entry"].tolist() == [pattern]


@pytest.mark.parametrize("pattern", ["U.S.*", "C++", "R&D", "(sic)", "well, well", "a/b", "$5m", "what?"])
def test_signs_that_words_have_are_no_regular_expression(pattern):
    assert read_lexicon([pattern]).problems.empty


def test_an_excel_table_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["term", "frame"], ["fight", "harm"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert rows(read_lexicon(tmp_path / "a.xlsx")) == [("harm", None, "fight", False)]


@pytest.mark.parametrize(
    "head", ["file,source,date,title", "Titel;Quelle;Datum;Text", "url,text,author", "id,headline,published"]
)
def test_a_table_of_articles_is_no_lexicon(tmp_path, head):
    row = re.sub(r"\w+", "war", head)
    with pytest.raises(ValueError, match=r"^m\.csv, line 1: its columns \(.*\) are those of articles"):
        read_lexicon(written(tmp_path, f"{head}\n{row}\n{row}2\n", "m.csv"))
    assert rows(read_lexicon(written(tmp_path, f"{head},term\n{row},war\n".replace(";", ","), "m.csv")))


def test_words_a_list_and_a_table_are_lexicons():
    assert rows(read_lexicon("regime")) == [("regime", None, "regime", False)]
    assert rows(read_lexicon(["war", "peace"])) == [
        ("words", None, "war", False),
        ("words", None, "peace", False),
    ]
    table = pd.DataFrame({"word": ["war"], "category": ["force"]})
    assert rows(read_lexicon(table)) == [("force", None, "war", False)]
    weighted = read_lexicon({"tone": {"good": 3, "bad": -3}})
    assert weighted.patterns["weight"].tolist() == [3, -3]


def test_entries_that_cannot_be_used_are_listed_and_counted():
    lexicon = read_lexicon({"x": ["😀", "war", "War"]})
    assert lexicon.problems["entry"].tolist() == ["😀", "War"]
    assert (
        repr(lexicon) == "<Lexicon: 1 patterns and 0 exclusions in 1 frames; 2 entries listed in .problems>"
    )


@given(st.text(alphabet="ab*:-[]{}&'\"# \n\t,|>!%é", max_size=40))
def test_any_text_is_read_or_refused_with_a_message_of_ours(tmp_path_factory, text):
    for name in ("any.yml", "any.dic", "any.csv", "any.txt", "any.json"):
        try:
            lexicon = read_lexicon(written(tmp_path_factory.getbasetemp(), text, name))
        except ValueError as error:
            if not str(error).startswith(name):
                raise
        else:
            assert not lexicon.patterns.empty


# The lexicons that come with newslab


def test_the_generic_frames_are_those_of_semetko_and_valkenburg():
    lexicon = read_lexicon("generic_frames")
    assert lexicon.frames == [
        "conflict",
        "human interest",
        "economic consequences",
        "morality",
        "responsibility",
    ]
    assert lexicon.patterns.loc[~lexicon.patterns["excluded"], "frame"].value_counts().min() >= 40


def test_the_contested_labels_of_the_sample_story_compete():
    labels = read_lexicon("syria_labels").patterns.query("not excluded")
    assert labels["label"].notna().all()
    assert labels.groupby("frame")["label"].nunique().min() >= 3
    assert {"regime", "government"} <= set(labels.loc[labels["frame"] == "Assad's rule", "label"])


@pytest.mark.parametrize("name", ["generic_frames", "syria_labels"])
def test_no_pattern_that_comes_with_newslab_is_excluded_wherever_it_matches(name):
    patterns = read_lexicon(name).patterns
    for frame, group in patterns.groupby("frame"):
        exclusions = {split_pattern(p) for p in group.loc[group["excluded"], "pattern"]}
        terms = {split_pattern(p) for p in group.loc[~group["excluded"], "pattern"]}
        assert not exclusions & terms, frame


def test_no_stem_that_comes_with_newslab_swallows_another_word():
    swallowed = (
        "arguably arm Barbara bibliography causeway company companion critical currently ethnic familiar "
        "feudal godfather grievance heroin important integration investigate Islam Islamic morale "
        "motherboard opposite parenthesis pristine Protestant solvent subside subsidiary taxi virtual winning"
    )
    tokens = tokenize(pd.DataFrame({"text": [swallowed]}))
    for name in ("generic_frames", "syria_labels"):
        patterns = read_lexicon(name).patterns
        first, _, pattern = match_patterns(tokens, patterns["pattern"].tolist())
        without = first[patterns["excluded"].to_numpy()[pattern]]
        assert set(tokens.vocabulary[tokens.codes[first]]) == set(tokens.vocabulary[tokens.codes[without]])


def test_an_unknown_lexicon_is_refused_with_the_names_there_are():
    with pytest.raises(FileNotFoundError, match="newslab's own: generic_frames, syria_labels"):
        read_lexicon("frames.yml")


# Matching


def fits(word, text, pair, wanted):
    regexes = [re.escape(t).replace(ANY, ".*").replace(ONE, ".") for t in wanted.texts]
    if not any(re.fullmatch(regex, word) for regex in regexes):
        return False
    if wanted.written and not fnmatch.fnmatchcase(
        clean_word(text), wanted.written.replace(ANY, "*").replace(ONE, "?")
    ):
        return False
    return not (wanted.is_joined and re.search(r"\s", pair))


def plain_matches(texts, patterns):
    """Try every pattern at every word of every text, one after the other."""
    found, before = set(), 0
    rules = tokenize(pd.DataFrame({"text": texts}, dtype="str")).rules
    for text in texts:
        spans = rules.spans(text)
        words = [rules.fold(text[a:b]) for a, b in spans]
        starts = {*sentence_starts(text, spans), len(words)}
        for i in range(len(words)):
            end = min(start for start in starts if start > i)
            for p, pattern in enumerate(patterns):
                for form in pattern_forms(pattern, rules):
                    here = range(i, min(end, i + len(form)))
                    if len(here) == len(form) and all(
                        fits(
                            words[j],
                            text[slice(*spans[j])],
                            text[spans[max(j - 1, i)][0] : spans[j][1]],
                            wanted,
                        )
                        for j, wanted in zip(here, form, strict=True)
                    ):
                        found.add((before + i, len(form), p))
        before += len(words)
    return sorted(found)


def matches(texts, patterns):
    found = match_patterns(tokenize(pd.DataFrame({"text": texts}, dtype="str")), patterns)
    return list(zip(*(array.tolist() for array in found), strict=True))


def test_matches_counted_by_hand():
    assert matches(
        ["The armed groups, armed", "group of Al-Qaeda"], ["armed group*", "arm*", "al qaeda"]
    ) == [
        (1, 1, 1),
        (1, 2, 0),
        (3, 1, 1),  # the next word is in another article
        (6, 2, 2),
    ]


@pytest.mark.parametrize(
    ("text", "pattern", "n"),
    [
        ("قالت الحكومة السورية إن النظام سقط", "النظام", 1),
        ("والحكومة السورية، الحكومة السورية.", "الحكومة السوري*", 1),
        ("政府 军 撤离。政府军", "政府*", 2),
        ("सरकार ने कहा, सरकारी सेना", "सरकार*", 2),
        ("सरकार ने कहा", "सरकार ने", 1),
        ("сирийского режима и Режим", "режим*", 2),
        ("Straße STRASSE", "straße", 2),
        ("the U.S. and US", "u.s.", 2),
        ("Iran’s and Iran's", "iran", 2),
        ("rebels rebel REBELLION", "Rebel*", 3),
    ],
)
def test_patterns_match_in_every_script(text, pattern, n):
    assert len(matches([text], [pattern])) == n


@pytest.mark.parametrize(
    ("text", "patterns", "found"),
    [
        ("印度尼西亚的首都是雅加达", ["印度"], []),
        ("印度和印度尼西亚", ["印度"], [(0, 2, 0)]),
        ("印度和印度尼西亚", ["印度", "印度尼西亚"], [(0, 2, 0), (3, 5, 1)]),
        ("印度尼西亚", ["印度*"], [(0, 2, 0)]),  # any word that begins so
        ("印度 印度尼西亚 首都", ["印度"], [(0, 1, 0)]),  # words set apart by spaces
        ("東京都と京都", ["京都"], [(4, 2, 0)]),
        ("沿海地区", ["沿海"], [(0, 2, 0)]),  # 海地 is Haiti, and begins later
        ("赤道几内亚", ["几内亚"], []),
        ("印度政府说", ["印度政府"], [(0, 4, 0)]),
        ("中国政府说", ["政府", "中国政府"], [(0, 4, 1), (2, 2, 0)]),
    ],
)
def test_a_name_is_not_found_inside_a_longer_one_in_scripts_without_spaces(text, patterns, found):
    assert matches([text], patterns) == found


def test_words_of_a_segmenter_are_found_as_they_are():
    tokens = tokenize(pd.DataFrame({"text": ["印度|尼西亚"]}), segment=lambda text: text.split("|"))
    assert [array.tolist() for array in match_patterns(tokens, ["印度"])] == [[0], [1], [0]]


ENGLISH = ["war", "army", "soldier", "battle", "weapon", "attack", "enemy", "conflict", "victory", "border"]
GERMAN = ["krieg", "armee", "soldat", "schlacht", "waffe", "angriff", "feind", "konflikt", "sieg", "grenze"]
IN_GERMAN = (
    "Der Krieg ist nicht vorbei, und die Armee hat nach der Schlacht mit den Soldaten an der Grenze und in "
    "dem Land auf einen Sieg gewartet, der für die Menschen nicht mehr zu sehen war."
)


def test_an_english_lexicon_on_articles_of_another_language_gets_a_warning():
    articles = pd.DataFrame({"text": [IN_GERMAN] * 2 + ["The war ended at the border."]})
    with pytest.warns(UserWarning, match=r"in English, and some articles are in another language \(de\)"):
        match_patterns(tokenize(articles.assign(language=["German", "de", "en"])), ENGLISH)
    with pytest.warns(UserWarning, match=r"all articles are in another language \(de\)"):
        match_patterns(tokenize(articles[:2]), ENGLISH)


def test_a_lexicon_of_the_language_of_the_articles_gets_no_warning():
    german = tokenize(pd.DataFrame({"text": [IN_GERMAN]}))
    match_patterns(german, GERMAN)
    match_patterns(german, ENGLISH[:3])  # a few words show no language
    match_patterns(tokenize(pd.DataFrame({"text": ["The war ended at the border."]})), ENGLISH)


word = st.text(alphabet="abB", min_size=1, max_size=3)
texts = st.lists(
    st.lists(st.tuples(word, st.sampled_from([" ", " ", ". ", "-"])).map("".join), max_size=8).map("".join),
    max_size=4,
)
patterns = st.lists(
    st.lists(
        st.tuples(word, st.sampled_from(["", "", "*", "?", "-*"])).map("".join), min_size=1, max_size=4
    ).map(" ".join),
    max_size=6,
)


@given(texts, patterns)
def test_matches_are_those_of_reading_word_by_word(texts, patterns):
    assert matches(texts, patterns) == plain_matches(texts, patterns)


@given(st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=6), max_size=4))
def test_matches_are_those_of_reading_word_by_word_on_any_text(texts, patterns):
    def usable(pattern):
        try:
            return split_pattern(pattern)
        except ValueError:
            return False

    patterns = [*filter(usable, patterns), *(word for text in texts for word in split_words(text))]
    assert matches(texts, patterns) == plain_matches(texts, patterns)


def test_stems_of_words_match_in_stemmed_tokens():
    tokens = tokenize(pd.DataFrame({"text": ["They withdraw, withdrawing"]}), stem="english")
    first, _, _ = match_patterns(tokens, ["withdrawing"])
    assert first.tolist() == [1, 2]


def test_the_order_of_patterns_is_that_of_the_list_and_equal_patterns_both_match():
    assert matches(["a b"], ["b", "a", "a"]) == [(0, 1, 1), (0, 1, 2), (1, 1, 0)]


def test_matches_are_integers_even_without_any():
    for texts in ([], [""], ["x"]):
        for array in match_patterns(tokenize(pd.DataFrame({"text": texts}, dtype="str")), ["a*"]):
            assert array.dtype == np.int64
            assert not array.size
