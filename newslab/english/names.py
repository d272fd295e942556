"""What is written with a capital, or inside a name, without being one; titles, roles, groups."""

from __future__ import annotations

from newslab.english.lists import words_of
from newslab.english.times import MONTHS, SHORT, WEEKDAYS

#: Titles that say who is a he and who a she.
OF_HIM = words_of("mr sir lord king prince sultan emperor councilman congressman chairman spokesman")
OF_HER = words_of(
    "mrs ms miss lady madam dame queen princess councilwoman congresswoman chairwoman spokeswoman"
)
#: Before a name they say nothing but how somebody is addressed.
COURTESY = words_of("mr mrs ms miss mx dr sir lady lord madam dame mister the")
#: Precede a name, and end the one before them: President Assad is Assad.
TITLES = (OF_HIM | OF_HER | COURTESY | words_of(
    """
    prof professor president presidents premier minister ministers chancellor secretary senator senators sen
    sens rep reps representative gov governor mayor ambassador envoy spokesperson attorney judge ayatollah
    sheikh sheik shaikh imam mullah pope cardinal archbishop bishop rev reverend pastor rabbi emir shah gen
    maj col lt capt sgt cpl adm brig commander colonel captain lieutenant sergeant admiral brigadier officer
    detective sheriff ceo director leader adviser advisor speaker
    """
)) - {"the"}  # fmt: skip
#: Titles only before a name of a person: General Ann Lee, but General Motors.
TITLES_OF_PERSONS = words_of(
    """
    brigadier candidate coach commissioner correspondent doctor editor general inspector investigator justice
    lawyer major marshal nominee prosecutor reporter treasurer
    """
)
#: Belong to a title that follows: Supreme Leader, Vice President, Press Secretary.
BEFORE_TITLES = words_of(
    """
    prime vice supreme foreign deputy former acting interim assistant chief press majority minority executive
    crown
    """
)
#: End a title: Secretary of State.
OFFICES = words_of("state defense defence")
#: Who has no name, but may be meant by he or she.
ROLES = words_of(
    """
    activist adviser advisor ambassador analyst attorney candidate chairman chairwoman chancellor chief
    commander diplomat director doctor expert general governor king lawmaker lawyer leader man mayor minister
    nominee officer official politician pope premier president prince professor queen reporter scientist
    secretary senator spokesman spokesperson spokeswoman strongman teacher witness woman
    """
)
#: End the names of what is no person.
GROUPS = words_of(
    """
    administration agency army association bank bureau campaign center centre church club coalition college
    commission committee company congress corps council court department force forces foundation front
    government group guard house institute journal league ministry movement network news office organization
    organisation parliament party police post press radio republic school senate state states street
    television times tribune tv union university
    """
)
#: A dot after them ends no sentence, and leads on to the rest of a name.
SHORT_TITLES = words_of(
    "adm brig capt cmdr col cpl dr ft gen gov hon lt maj mr mrs ms mt prof rep rev sen sgt st"
)
#: A dot after them ends no sentence.
ABBREVIATIONS = SHORT_TITLES | words_of("co corp inc jr ltd no sr u.n u.s vs jan feb aug sept oct nov dec")
#: Between a place and a name: Vermont Republican Ann Lee.
PARTISANS = words_of("republican republicans democrat democrats democratic")
#: What may be a name with “for” in it, or with “of”: Centre for Justice, Museum of Art.
HEADS = GROUPS | words_of(
    """
    academy agreement alliance alternative archdiocese assembly authority bay board branch brotherhood bureau
    caucus chamber chief church city coast college confederation congregation coordinator daughters day
    diocese
    district duchess duke earl emirate faculty federation fellowship fund gulf hall head hospital initiative
    institution isle kingdom library lords mission mosque mount museum nation nations network office order
    palace people peoples princess prince province secretariat sea section sons speaker state states strait
    studies territory theatre theater trust valley
    """
)
#: Places among them, which no “for” goes on: left Downing Street for Moscow.
PLACES_OF_HEADS = words_of(
    """
    bay church city coast emirate gulf house isle kingdom mosque mount nation nations palace parliament
    post province republic sea senate state states strait street streets territory times tribune valley
    """
)
#: Bodies that are no short form of another one: the House is not the White House.
OWN_NAMES = words_of("house senate congress")
#: Countries with “and” in their names.
COUNTRIES_WITH_AND = words_of("antigua bosnia trinidad")
#: Before Democrats they make the name of a party.
KINDS_OF_DEMOCRATS = words_of("christian free liberal new social sweden")
#: Titles that are last names after a first name: Martin Luther King.
LAST_NAMES = words_of("bishop judge king pope prince")
#: What “and” joins inside the name of a body: Justice and Development Party, Health and Human Services.
MATTERS = words_of(
    """
    aeronautics agriculture arts bread business children climate commerce communications culture defense
    defence democracy development drugs economics economy education energy environment finance fisheries food
    foreign freedom health home homeland housing information immigration industry interior justice labor
    labour land law leisure liberty medicine oil peace planning reform research safety science security
    solidarity sports technology tourism trade transport truth unity veterans water welfare women work youth
    """
)
#: The possessive inside a name: People’s Party.
OWNERS = words_of("people women children men workers farmers veterans king queen peoples citizens")
#: After a hyphen, the small second half of a first name: Kim Jong-un, Tsai Ing-wen.
SYLLABLES = words_of(
    """
    ah an ae bae bin bo bok bong bum byung chan cheol chi chin chol choi chul chun dae dal do dong eok
    eon eun eui
    fai fang gi gil goo gook gu guk gun gyu gyun ha hae hak han hee ho hoe hong hoon hsin hui huan hun
    hwa hwan
    hwi hye hyeok hyeon hyo hyok hyon hyuk hyun i ik il im in jae jan je jen jeong jeou ji jia jie jin jo jong
    joo joon ju jun jung ka kai kang keun keung ki kil kook ku kuk kun kwan kwang kwok kwon kyo kyu kyun kyung
    lan leung ling loong lung man mei mi min ming mo moo moon mook muk mun myong myung na nam ok oh pai
    pil ping
    pyo rae ran rim rok ryeol ryong ryul sam san sang seo seob seok seol seon seong seop seung shek shik shin
    sik sil sok son soo sook soon sop su suk sun sung tae taek tai tao teh tek ting tong ui uk un ung
    wan wei wen
    te tse tzu chih chieh chien ching chou chu chuan chung feng fu hao hsi hsia hsiang hsien hsing hsiu jen
    kuang kuei kuo lin mao nien pei po shan shao shen sheng shih shu shui shun tang tsai tsung tung ya yang
    yao yeh yen yueh zhi
    won woo wook woon woong wu yat yee yeol yeon yeong yi yin ying yong yoo yoon you young yu yuan yuk yul yun
    yung zhen
    """
)
#: A letter after them is all of a name: Plan B.
LETTERED = words_of(
    """
    appendix building camp category channel class company exhibit gate grade group hall hepatitis influenza
    letter level line model option pavilion phase plan point room schedule section series shed sector team
    terminal type unit vitamin ward zone
    """
)
#: Days and months, and initials of things.
NO_NAMES = (WEEKDAYS | MONTHS | SHORT | words_of("tv ok id dna")) - {"may"}  # Theresa May
#: Between or before the names of a person, in small letters: Ursula von der Leyen.
PARTICLES = words_of(
    "abu al ben bin bint da das de del della den der di do dos du el ibn la le ould ten ter ul van von y zu"
)
#: Join two capitalised words: House of Representatives.
LINKS = PARTICLES | words_of("of for the")
#: The Arabic article as it is spelt before a name, with a hyphen: variants of the name leave it out.
ARABIC_ARTICLES = words_of("al el ad an ar as ash at az ed er es et ez")
#: Lead a sentence into a name: Unlike Russia.
BEFORE_NAMES = words_of(
    """
    according against alongside besides concerning despite including following former last late later like
    next regarding today tomorrow unlike yesterday
    """
)
#: Function words with which names of bodies begin: All Progressives Congress; and those of people, after a
#: title: President To Lam.
OPENING_NAMES, AFTER_TITLES = words_of("all more no our"), words_of("an do so to")
#: What may begin a sentence before somebody’s role and is no name: Union leader Ann Lee.
NO_NAMES_BEFORE_ROLES = words_of(
    """
    aid animal anti art bank banking baseball basketball bond boxing budget business campaign charity civil
    climate club community conservation coup county cricket crime crypto cult current cycling data disability
    district drug economic election environmental ex eyewitness faction factory fashion federal fellow film
    financial fire fishing fitness football foreign fraud game gang gay golf guerrilla gun hockey hotel human
    immigrant incoming indigenous insurance intelligence internet investment junior legal local longtime
    market medical militant military militia mining murder music national nonprofit nuclear oil one
    opposition outgoing parliamentary peasant police policy political polling presidential prison privacy
    protest protocol province public racing rail rebel refugee regional relief religious rescue retired rights
    rival rugby rural sales security senior separatist shipping soccer social software space spiritual sport
    state steel stock strike student supply surfing tax team tech teen telecoms tennis terror terrorist
    theater top torture town traffic travel tribal two urban venture veteran victim village war weather
    wildlife wine world
    """
)
#: Peoples, languages, faiths and parts of the world: capitals that name no person, place or organisation.
PEOPLES = words_of(
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
#: First names of the press of many countries that are a man's, or a woman's.
FIRST_NAMES_OF_HIM = words_of(
    """
    aaron abdullah adam ahmed alan albert alejandro alexander alexei ali andrew anthony antonio arthur barack
    bashar ben benjamin bernard bernie bill bob boris brian bruce carlos charles christopher daniel david
    dennis dmitri donald douglas edward emmanuel eric ernest francisco frank fred gary george gerald giovanni
    gregory hafez hans harry hassan henry hussein ibrahim igor ivan jack jacob james jan jason javier jean
    jeff jeffrey jeremy jerry jim joe john jonathan jorge jose joseph juan justin karl keith kenneth kevin
    khalid larry lawrence louis luis marco mark martin matthew michael miguel mike mohamed mohammed muhammad
    mustafa nicholas nikolai oleg omar oscar patrick paul pedro peter philip pierre ralph raymond recep
    richard robert roger ronald samuel scott sergei stephen steve steven ted thomas tim timothy tom viktor
    vladimir volodymyr walter william yusuf
    """
)
FIRST_NAMES_OF_HER = words_of(
    """
    agnes aisha alice amanda amy andrea angela ann anna anne anya barbara beatrice betty camilla carmen carol
    caroline catherine charlotte christine claire claudia cristina cynthia deborah diana donna dorothy elena
    elizabeth ellen emily emma eva fatima francesca giorgia grace hannah heather helen hillary irene isabel
    ivanka jacqueline jane janet jennifer jessica jill joan joanna judith julia karen kate katherine kathleen
    kellyanne laura layla leila linda lina lisa liz loretta lucia lucy madeleine margaret maria marie martha
    mary maryam megan melania melissa michelle monica nadia nancy natalia natasha nicola nina olga patricia
    paula rachel rebecca rosa ruth samantha sandra sara sarah silvia sofia sophie stephanie susan svetlana
    tatiana teresa theresa ursula valerie vanessa veronica victoria virginia yasmin yulia zeinab
    """
)
