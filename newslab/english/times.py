"""Days, months, and the words that end what says when."""

from __future__ import annotations

from newslab.english.lists import words_of

WEEKDAYS = words_of("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = words_of("january february march april may june july august september october november december")
#: Days and months as they are shortened, and zones of time.
SHORT = words_of(
    """
    mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept oct nov dec am pm gmt est edt
    cst cdt pst pdt cet utc
    """
)
RELATIVE_DAYS = words_of("today yesterday tomorrow")
DAYS = WEEKDAYS | MONTHS | RELATIVE_DAYS
#: End what says when: a week later, last night.
TIMES = DAYS | words_of(
    """
    afternoon afterward afterwards ago day days earlier evening hour hours later minutes moment month months
    morning night week weekend weeks year years
    """
)
#: Numbers in words, and what numbers are counted in.
NUMBERS = words_of(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
    thousand thousands million millions billion billions trillion percent first second third fourth fifth
    """
)
