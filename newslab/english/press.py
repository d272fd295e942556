"""How the press speaks of its sources: what is said to an outlet, is published in it, or is done by it."""

from __future__ import annotations

from newslab.english.lists import forms_of, words_of

#: Who works for an outlet.
REPORTERS = words_of(
    """
    journalist reporter correspondent interviewer anchor host columnist analyst journalists reporters
    correspondents interviewers anchors hosts columnists analysts
    """
)
#: What an outlet is.
KINDS = words_of(
    """
    agency agencies site website outlet network channel service magazine portal paper newspaper newspapers
    newswire daily weekly broadcaster television tv radio station wire tabloid journal
    """
)
#: What an outlet publishes: a report in, an interview with.
WORKS = words_of(
    """
    interview interviews statement statements comment comments remark remarks response responses email emails
    e-mail e-mails letter letters appearance appearances report reports reporting poll polls polling survey
    surveys analysis investigation investigations article articles story stories profile profiles op-ed
    op-eds oped opeds essay essays column columns editorial editorials account accounts count counts tally
    photo photos photograph photographs image images footage
    """
)
#: What is its own after its name: a Reuters report, a CNN poll.
OWN_WORKS = words_of(
    """
    report reports reporting article articles story stories interview interviews op-ed op-eds oped opeds
    editorial editorials analysis investigation investigations poll polls polling survey surveys exclusive
    dispatch column columns count tally estimate estimates piece pieces profile documentary
    """
)
#: After a name that is a word as well.
SURE_WORKS = words_of("poll survey interview analysis report article story investigation")
#: What somebody says or does to, with, by or in an outlet: spoke on Monday with.
SAID_TO = words_of(
    """
    said says saying spoke speaks speaking talks talked talking confirmed explained admitted denied argued
    claimed declared appears appeared appearing stated stating interviewed wrote writes writing leaked
    disclosed reports reported published obtained seen viewed reviewed conducted commissioned quoted broadcast
    aired carried uncovered unearthed verified recorded compiled posted printed written released
    """
)
#: What an outlet does with news.
REPORTS = (
    forms_of("report quote cite")
    | words_of(
        """
        says said writes wrote notes noted adds added claims claimed reveals revealed describes described
        found finds confirms confirmed publishes published obtained learned learnt estimates estimated
        projects projected explains explained details detailed disclosed broke uncovered argues argued
        concludes concluded suggests suggested observes observed recalls recalled shows showed asked posted
        interviewed
        calls called slammed warns warned states stated documented examined rated ruled ran exposed identified
        discovered counted lists deemed declared put puts surveyed investigates investigated
        """
    )
) - {"report", "quote", "cite"}
#: Between an outlet and what it does.
BEFORE_REPORTS = words_of("also first since has have had was were is then even")
