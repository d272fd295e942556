"""Abbreviations after whose dot a sentence goes on, as a rule."""

from __future__ import annotations


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Titles, ranks, parts of names, months, and what leads on to an example; at most eight letters.
ABBREVIATIONS = _word_set(
    """
    mr mrs ms mx dr prof hon rev fr gov sen sens rep reps gen lt col maj capt cmdr sgt cpl pvt adm brig pres
    supt insp det amb st ste mt ft jr sr messrs mme mlle mgr
    co corp inc ltd bros dept univ assn ave blvd rd hwy
    jan feb apr jun jul aug sept sep oct nov dec tues thu thur thurs
    vs viz cf eg ie approx al ca resp
    hr hrn dipl ing bzw usw sog vgl zzt evtl ggf inkl
    sr sra srta dra lic av dott avv sig sigg
    dhr mevr drs ir mw str ul im
    """
)
#: Abbreviations only where a number follows: No. 5.
BEFORE_NUMBERS = _word_set("no nos nr nrs vol vols art arts sec fig ch par pp num str")
