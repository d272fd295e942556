"""Words that are written with a capital, or stand inside a name, without being one: English lists."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Stand before a name, and end the one before them: President Assad is Assad.
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir madam lady lord dame mister president presidents premier
    minister ministers chancellor secretary senator senators sen sens congressman congresswoman rep reps
    representative gov governor mayor councilman councilwoman ambassador envoy spokesman spokeswoman
    spokesperson attorney judge ayatollah sheikh sheik shaikh imam mullah pope cardinal archbishop bishop
    rev reverend pastor rabbi sultan emir king queen prince princess emperor shah gen maj col lt capt sgt
    cpl adm brig commander colonel captain lieutenant sergeant admiral brigadier officer detective sheriff
    chairman chairwoman ceo director leader adviser advisor speaker
    """
)
#: Belong to a title that follows: Supreme Leader, Vice President.
BEFORE_TITLES = _words("prime vice supreme foreign deputy former acting interim assistant chief")
#: End a title: Secretary of State.
OFFICES = frozenset({"state", "defense", "defence"})
#: A dot behind them ends no sentence.
ABBREVIATED = TITLES | {"st", "mt", "ft"}
#: Days and months, and initials of things.
NO_NAMES = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul
    aug sept oct nov dec am pm gmt est edt cst cdt pst pdt cet utc tv ok id dna
    """
)
#: Join two capitalised words, in small letters: House of Representatives, Ursula von der Leyen.
LINKS = _words(
    """
    of for the al el ul ibn bin bint ben ould van von der den ter de del della di da dos das du la le y
    """
)
#: The Arabic article as it is spelt before a name, with a hyphen: variants of the name leave it out.
ARTICLES = _words("al el ad an ar as ash at az ed er es et ez")
#: Lead a sentence into a name: Unlike Russia.
BEFORE_NAMES = _words(
    """
    according against alongside besides concerning despite including following former last late later like
    next regarding today tomorrow unlike yesterday
    """
)
#: Peoples, languages, faiths and parts of the world: capitals that name no person, place or organisation.
PEOPLES = _words(
    """
    afghan african albanian alawite algerian american arab arabic argentine argentinian armenian asian
    australian austrian azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian
    british briton bulgarian burmese cambodian cameroonian canadian catholic chechen chilean chinese
    christian colombian congolese croat croatian cuban czech danish democrat democratic druze dutch eastern
    egyptian emirati english estonian ethiopian european filipino finnish french georgian german ghanaian
    greek haitian hindu hispanic hungarian indian indonesian iranian iraqi irish islamic islamist israeli
    italian japanese jew jewish jihadist jordanian kazakh kenyan korean kurd kurdish kuwaiti latin latino
    latvian lebanese liberian libyan lithuanian malaysian maltese marxist mexican middle moroccan mormon
    muslim nazi nepalese nigerian north northern norwegian omani orthodox ottoman pakistani palestinian
    persian peruvian polish portuguese protestant qatari republican romanian russian rwandan salafi saudi
    scottish serb serbian shia shiite shi'ite slovak slovenian somali south southern soviet spanish sudanese
    sunni swedish swiss syrian taiwanese tajik thai tunisian turk turkish turkmen ukrainian uzbek venezuelan
    vietnamese welsh western yazidi yemeni zionist
    """
)
PEOPLES |= {word + "s" for word in PEOPLES}
