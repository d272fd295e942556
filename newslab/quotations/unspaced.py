"""Who says the quotations of Chinese, Japanese and Korean texts: patterns of what is around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newslab.quotations.marks import Quotation, find_quotations, last_mark, split_paragraphs
from newslab.quotations.voices import SET_ASIDE, Voice

# So many characters on each side of a quotation are read.
CONTEXT = 60
_LETTER = re.compile(r"[^\W_]")
_SENTENCE = re.compile("[。！？!?\n]|[.](?=\\s|$)")


@dataclass(frozen=True)
class Patterns:
    """How a language says who speaks; each pattern has the groups `who` and, but for `named`, `cue`.

    `before` ends right before a quotation, `behind` begins right behind it. `around` is a pattern for each
    side, of languages whose subject precedes the quotation and whose verb follows it. `shortest` is the
    number of letters from which words without a verb of speech are no term.
    """

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    around: tuple[re.Pattern[str], re.Pattern[str]] | None
    pronouns: frozenset[str]
    shortest: int


_ZH_CUE = (
    "(?P<cue>说道|说|表示|指出|称|强调|认为|宣布|回应|回答|透露|介绍|补充|写道|警告|批评|呼吁|承认|解释|否认|声称|告诉|问|道"
    "|說道|說|稱|強調|認為|回應|補充|寫道|批評|呼籲|承認|解釋|否認|聲稱|告訴|問)"
)
_ZH_WHEN = (
    "(?:(?:周|星期|礼拜)[一二三四五六日天]|[一二三四五六七八九十\\d]+(?:年|月|日|号)|今天|昨天|当天|当日|随后|同时|此外|还|也|则|就此|再次|曾|近日"
    "|隨後|當天|還|則|對此|对此)"
)
_ZH_WHERE = "(?:在|向|对|就|於|于)[^，。！？；：“”「」]{0,24}?"
_ZH_WHO = rf"(?:{_ZH_WHEN})*(?P<who>[^\W\d_][^，。！？；：:、“”「」\s]{{0,24}}?)(?:{_ZH_WHEN}|{_ZH_WHERE})*"
LANGUAGES = {
    "zh": Patterns(
        re.compile(rf"(?:^|[，。！？；、,\s”」]){_ZH_WHO}{_ZH_CUE}(?:[^，。：:“”「」]{{0,8}})?[：:，,]?\s*$"),
        re.compile(rf"^[，,]?\s*{_ZH_WHO}{_ZH_CUE}"),
        None,
        frozenset(["他", "她", "它", "他们", "她们", "他們", "我", "我们", "我們"]),
        6,
    ),
    "ja": Patterns(
        None,
        None,
        (
            re.compile(r"(?:^|[、。\s」])(?P<who>[^、。「」\s]{1,24}?)(?:は|も|が)(?:[^。「」]{0,30}、?)?$"),
            re.compile(
                r"^と(?:[^。「」]{0,8}?)(?P<cue>述べ|語|話|言|指摘|強調|説明|主張|発表|批判|明らかに|答え|訴え|伝え|書|コメント)"
            ),
        ),
        frozenset(["彼", "彼女", "彼ら", "私"]),
        6,
    ),
    "ko": Patterns(
        None,
        None,
        (
            re.compile(
                r"(?:^|[.,\s”])(?P<who>[^\s.,“”]+(?: [^\s.,“”]+){0,2}?)(?:은|는|이|가)(?: [^.“”]{0,30})?\s*$"
            ),
            re.compile(
                r"^(?:이?라고|고|며|면서|라며)\s*(?:[^.“”\s]+\s){0,2}?"
                "(?P<cue>말했|말한|밝혔|전했|강조했|주장했|설명했|덧붙였|비판했|답했)"
            ),
        ),
        frozenset(["그", "그는", "그녀", "그들", "나", "저"]),
        5,
    ),
}  # fmt: skip


def find_unspaced(text: str, patterns: Patterns) -> list[Voice]:
    """Return the quotations of a text, terms among them, with their speakers; in the order of the text."""
    voices: list[Voice] = []
    quotations = find_quotations(text, split_paragraphs(text))
    for i, quotation in enumerate(quotations):
        lowest = quotations[i - 1].closed if i else 0
        highest = quotations[i + 1].opened if i + 1 < len(quotations) else len(text)
        before = _line(text[max(lowest, quotation.opened - CONTEXT) : quotation.opened])[-1]
        behind = _line(text[quotation.closed : min(highest, quotation.closed + CONTEXT)])[0]
        previous = next((voice for voice in reversed(voices[-3:]) if voice.rule not in SET_ASIDE), None)
        voices.append(_voice(text, quotation, before, behind, patterns, previous))
    return voices


def _line(text: str) -> list[str]:
    """Return the sentences of what is beside a quotation."""
    return _SENTENCE.split(text)


def _voice(
    text: str, quotation: Quotation, before: str, behind: str, patterns: Patterns, previous: Voice | None
) -> Voice:
    for found, rule in _matches(before, behind, patterns):
        speaker = found["who"]
        if speaker in patterns.pronouns:
            named = previous and previous.speaker
            return Voice(quotation, named or speaker, found["cue"], "pronoun" if named else rule)
        return Voice(quotation, speaker, found["cue"], rule)
    quoted = text[quotation.start : quotation.end]
    n_letters = len(_LETTER.findall(quoted))
    if n_letters < patterns.shortest:
        return Voice(quotation)
    is_near = previous and quotation.paragraph - previous.quotation.paragraph < 2
    if previous and is_near and previous.speaker and last_mark(quoted):
        return Voice(quotation, previous.speaker, None, "continued")
    return Voice(quotation, rule="alone")


def _matches(before: str, behind: str, patterns: Patterns) -> list[tuple[dict[str, str | None], str]]:
    """Return who speaks with which cue, and the rule that says so, the surest first."""
    found: list[tuple[dict[str, str | None], str]] = []
    if patterns.around:
        who, cue = patterns.around[0].search(before), patterns.around[1].match(behind)
        if cue:
            speaker = who["who"] if who else None
            found.append(({"who": speaker, "cue": cue["cue"]}, "before"))
    match = patterns.before.search(before) if patterns.before else None
    if match:
        found.append((match.groupdict(), "before"))
    match = patterns.behind.match(behind) if patterns.behind else None
    if match:
        found.append((match.groupdict(), "after"))
    return found
