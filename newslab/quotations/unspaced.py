"""Who says the quotations of Chinese, Japanese and Korean texts: patterns of what is around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newslab.quotations.marks import Quotation, find_quotations, split_paragraphs
from newslab.quotations.voices import SET_ASIDE, Voice

# How many characters on each side of a quotation are read.
CONTEXT = 60
_LETTER = re.compile(r"[^\W_]")
_SENTENCE = re.compile("[。！？!?\n]|[.](?=\\s|$)")


@dataclass(frozen=True)
class Patterns:
    """How a language says who speaks, the surest first.

    Each of `rules` is a pattern of what ends right before a quotation, one of what begins right after it,
    and the name of the rule; both must match, and have the groups `who` and `cue` between them. `shortest` is
    the number of letters from which words without a verb of speech are no term.
    """

    rules: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]
    pronouns: frozenset[str]
    shortest: int


_ANY = re.compile("")
_ZH_CUE = (
    "(?P<cue>质问道|質問道|质问|質問|披露|通报|通報|证实|證實|坚持|堅持|怒斥|痛斥|抨击|抨擊|感慨|坚称|堅稱|反问|反問|追问|追問|答道|喊道|笑称|坦承|写到|抱怨道|抱怨|谴责|譴責|承诺|承諾|质疑|質疑|反驳|反駁|坦言|直言|感叹|感嘆|指责|指責|形容|称赞|稱讚|建议|建議|保证|保證|重申|补充道|说道|说|表示|指出|称|强调|认为|宣布|回应|回答|透露|介绍|补充|写道|警告|批评|呼吁|承认|解释|否认|声称|告诉|问|道"
    "|說道|說|稱|強調|認為|回應|補充|寫道|批評|呼籲|承認|解釋|否認|聲稱|告訴|問)"
)
_ZH_WHEN = (
    "(?:(?:周|星期|礼拜)[一二三四五六日天]|[一二三四五六七八九十\\d]+(?:年|月|日|号)|今天|昨天|当天|当日|随后|同时|此外|还|也|则|就此|再次|曾|近日|[^，。！？；：:、“”「」\\s]{2}地|微?[笑哭]着"
    "|隨後|當天|還|則|對此|对此)"
)
_ZH_WHERE = "(?:在|向|(?<!反)对|(?<!反)對|就|於|于)[^，。！？；：“”「」]{0,24}?"
_ZH_WHO = rf"(?:{_ZH_WHEN})*(?P<who>[^\W\d_][^，。！？；：:、“”「」\s]{{0,24}}?)(?:{_ZH_WHEN}|{_ZH_WHERE})*"
LANGUAGES = {
    "zh": Patterns(
        (
            (
                re.compile(r"据(?P<who>[^，。“”]{2,16}?)(?P<cue>介绍|透露|报道|通报|披露|消息|称|说)，[^。“”]*$"),
                _ANY,
                "before",
            ),
            (
                re.compile(rf"(?:^|[，。！？；、,\s”」]){_ZH_WHO}{_ZH_CUE}[^，。：:“”「」]{{0,14}}(?:[：:]|[，,][^。：:“”「」]{{0,20}})?\s*$"),
                _ANY,
                "before",
            ),
            (_ANY, re.compile(rf"[，,]?\s*{_ZH_WHO}{_ZH_CUE}"), "after"),
        ),
        frozenset(["他", "她", "它", "他们", "她们", "他們", "我", "我们", "我們"]),
        6,
    ),
    "ja": Patterns(
        tuple(
            (
                re.compile(before),
                re.compile(
                    "と[^。「」]{0,8}?(?P<cue>述べ|語|話|言|指摘|強調|説明|主張|発表|批判|明らかに|答え|訴え|伝え|書|コメント)"
                ),
                "before",
            )
            for before in (
                r"(?:^|[、。\s」])(?P<who>[^、。「」\s]{1,24}?)(?:は|も|が)(?:[^。「」]{0,30}、?)?$",
                "",
            )
        ),
        frozenset(["彼", "彼女", "彼ら", "私"]),
        6,
    ),
    "ko": Patterns(
        tuple(
            (
                re.compile(before),
                re.compile(
                    r"(?:이?라고|고|며|면서|라며)\s*(?:[^.“”\s]+\s){0,2}?"
                    "(?P<cue>말했|말한|밝혔|전했|강조했|주장했|설명했|덧붙였|비판했|답했)"
                ),
                "before",
            )
            for before in (
                r"(?:^|[.,\s”])(?P<who>[^\s.,“”]+(?: [^\s.,“”]+){0,2}?)(?:은|는|이|가)(?: [^.“”]{0,30})?\s*$",
                "",
            )
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
        before = _SENTENCE.split(text[max(lowest, quotation.opened - CONTEXT) : quotation.opened])[-1]
        after = _SENTENCE.split(text[quotation.closed : min(highest, quotation.closed + CONTEXT)])[0]
        previous = next((voice for voice in reversed(voices[-3:]) if voice.rule not in SET_ASIDE), None)
        voices.append(_voice(text, quotation, before, after, patterns, previous))
    return voices


def _voice(
    text: str, quotation: Quotation, before: str, after: str, patterns: Patterns, previous: Voice | None
) -> Voice:
    for ends, begins, rule in patterns.rules:
        ending, beginning = ends.search(before), begins.match(after)
        if ending and beginning:
            found = {"who": None, **ending.groupdict(), **beginning.groupdict()}
            speaker = found["who"]
            named = previous.speaker if previous and speaker in patterns.pronouns else None
            return Voice(quotation, named or speaker, found["cue"], "pronoun" if named else rule)
    n_letters = len(_LETTER.findall(text, quotation.start, quotation.end))
    if n_letters < patterns.shortest:
        return Voice(quotation)
    if previous and previous.speaker and quotation.paragraph - previous.quotation.paragraph < 2:
        return Voice(quotation, previous.speaker, None, "continued")
    return Voice(quotation, rule="alone")
