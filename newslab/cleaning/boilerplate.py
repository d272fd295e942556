"""What boilerplate looks like: the patterns of whole lines that `cleaning` goes by."""

from __future__ import annotations

import re

#: A line that stands for an advertisement.
ADVERTISEMENT = re.compile(
    r"[-–—\[(*\s]*(?:advertise?ments?|sponsored(?: content)?"
    r"|(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video))?"
    r"|advertisement\W+(?:scroll|story|article|continue).*)[-–—\])*:\s]*",
    re.IGNORECASE,
)

#: A line that asks for a click.
PROMOTION = re.compile(
    r"share this (?:article|story|post|page)\b.{0,40}"
    r"|share on (?:facebook|twitter|x|whatsapp|linkedin|telegram|email)"
    r"|(?:read more|also read|read also|read next|see also|more on this)\s*[:|»>–—].*"
    r"|(?:please )?(?:sign up|subscribe)\b.{0,30}\b(?:newsletters?|alerts|our channel)\b.{0,60}"
    r"|(?:please )?follow us (?:on|at)\b.{0,80}|(?:please )?download (?:our|the) app\b.{0,60}"
    r"|click here (?:to|for)\b.{0,80}|listen to (?:this )?article|\d{1,3} min(?:ute)?s? read"
    r"|copy link|print this (?:article|page)|save (?:this )?article",
    re.IGNORECASE,
)

#: A line that heads what a page adds below its article.
TAIL_HEADING = re.compile(
    r"(?:recommended(?: (?:for you|stories|articles|reading|videos?))?"
    r"|related(?: (?:articles?|stories|story|posts?|news|content|coverage|topics|reading|links|videos?))?"
    r"|trending(?: (?:now|stories|news|topics|videos?|on .{1,60}|in .{1,60}))?"
    r"|most (?:read|popular|viewed|shared)(?: (?:stories|articles|news|in .{1,40}))?"
    r"|more (?:stories|news|articles|from .{1,60}|on this (?:story|topic))"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|(?:what to )?read next|up next|don['’]t miss"
    r"|editors?['’]?s?['’]? (?:picks?|choice)|latest (?:news|stories|articles|headlines)|top stories"
    r"|(?:join|start|continue) the (?:conversation|discussion)\b.{0,60}|(?:leave|post) a (?:comment|reply)"
    r"|(?:view|show|read) (?:all )?(?:[0-9]+ )?comments|comments(?: \(?[0-9]+\)?)?|share(?: this)?)\s*:?"
    r"|(?:tags|topics|filed under)(?:\s*:.{0,80})?",
    re.IGNORECASE,
)

#: Whatever the rules for cells find lies in a text in which this is found, by the syntax of RE2.
IN_CELLS = rf"Â|(?im:^\W*(?:{ADVERTISEMENT.pattern}|{TAIL_HEADING.pattern})\W*$)"

_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|AP|Associated Press|Reuters|EPA(?:-EFE)?|Anadolu(?: Agency)?|AA|Xinhua|TASS"
    r"|Bloomberg|Shutterstock|Alamy|Flickr|Wikimedia(?: Commons)?|NurPhoto|SANA|IRNA|UPI|PA|Zuma(?: Press)?)"
)
_PICTURE = r"(?i:photo(?:graph)?s?|images?|pictures?)"

#: Before a credit in brackets: no end of a sentence.
_OPEN_END = r"""(?<![.!?"”'’])(?<![.!?"”'’]\s)"""

#: A photo's caption with its credit. A line that ends a sentence is sorted out at once, unless it begins with
#: a word like photo. Before a mere name no full stop stands: a paragraph may end "… officials said. [AFP]".
CAPTION = re.compile(
    r"(?!.*+(?<=[.!?,:;\"”’']))(?:"
    rf".*{_OPEN_END}\[(?:[^\]\[]*\W)?{_AGENCY}\b[^\]\[]*\]"
    rf"|.*{_OPEN_END}\([^()]*(?:/|\bvia ){_AGENCY}\)"
    rf"|.*[(\[](?:{_AGENCY} {_PICTURE}|{_PICTURE} ?(?:by|credit|courtesy|via|[:/])|(?i:credit) ?:)"
    r"[^()\]\[]*[)\]]"
    rf"|[^.!?]{{0,200}}(?:\bvia |/){_AGENCY}(?: Photo)?"
    rf"|{_AGENCY}(?: Photo)?/[\w .'’-]{{2,60}}"
    rf"|(?:(?i:photo(?:graph)?) by|©|\([cC]\)) .{{1,100}})"
    rf"|(?:{_PICTURE}|(?:{_PICTURE} )?(?i:credit)|{_PICTURE} (?i:source)) ?: ?(?!.*[.!?] .*[.!?]).+"
)

_SECTION_NAME = (
    r"(?:home|news|world|world news|international|middle east|mideast|europe|africa|asia|americas?|us|uk"
    r"|politics|policy|national|local|opinions?|analysis|commentary|editorial|comment|features?|exclusive"
    r"|breaking(?: news)?|latest|business|economy|markets|tech(?:nology)?|science|health|climate|environment"
    r"|culture|arts|sports?|defen[cs]e|security|conflict|war|syria|iran|israel|columns?|live)"
)

#: The section of the site, or the path to it.
SECTION = re.compile(rf"{_SECTION_NAME}(?:\s*[>›»/|·]\s*{_SECTION_NAME}){{0,3}}", re.IGNORECASE)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
)

#: What stands between the parts of a line of date and author.
PARTING = re.compile(r"\s*[|·•]\s*")

#: A date, with or without its time.
DATE = re.compile(
    r"(?:(?i:published|updated|posted|last updated|date|first published)(?: on| at)?\s*:?\s*)?"
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    rf"(?P<date>{_DATE})"
    r"(?:[T,]? ?(?:at )?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)? ?(?i:[ap]\.?m\.?)?"
    r" ?(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?)?"
)

_NAME = r"(?:(?:al|el|bin|ibn|abu|de|del|della|di|da|van|von|der|den|la|le)[ -])*[^\W\d_a-z][\w.'’-]*"
_FULL_NAME = rf"{_NAME}(?: {_NAME}){{0,4}}"

#: The author, as "Author: …" or "By …".
AUTHOR = re.compile(
    rf"(?:(?i:authors?|written by|reporter)\s*:\s*|(?i:written )?(?:By|BY) )"
    # A name may end in Jr., and a sentence in other words.
    rf"(?P<author>{_FULL_NAME}(?:(?:,? and |, | & ){_FULL_NAME}){{0,4}})(?<!\w\w\w\.)"
)

#: The reading time that some sites put beside the date.
READING_TIME = re.compile(r"\d{1,3} min(?:ute)?s? read", re.IGNORECASE)

#: The "Â" that a no-break space leaves when it is decoded wrongly; in a word of capitals it is a letter.
STRAY_LETTER = re.compile(r"(?<![^\W\d_a-zß-öø-ÿ])Â+(?=\s|$)|(?<!Â)Â+(?=\xa0)")

#: The last character of a sentence in the scripts of the world, and what may close behind it.
SENTENCE_END = re.compile(r"""[.!?…:;,。！？；：．؟۔।॥։።][\s"'”’»)\]）」』]*$""")

#: Characters of scripts that write without spaces.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

#: What stands at the end of a text that stops before its article does: a count of what is missing, a paywall.
CUT_SHORT = (
    r"(?i)\[\+\d+ chars\]"
    r"|(?:subscribe|sign in|sign up|log in|register|join)(?: now)? to (?:continue|keep|read)"
    r"|(?:continue|keep) reading with|already (?:a subscriber|a member|subscribed)\?"
    r"|this (?:article|story|content) is (?:only )?(?:for|reserved for|available (?:only )?to)"
    r" (?:our )?(?:\w+ )?(?:subscribers|members)"
)
