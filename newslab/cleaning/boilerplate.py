"""What boilerplate looks like: the patterns of whole lines that `cleaning` uses.

Those of advertisements, promotion, copyright, navigation, cookies and tails are of lines in small letters.
"""

from __future__ import annotations

import re

from newslab.rights import ALL_RIGHTS_RESERVED

#: A line in place of an advertisement.
ADVERTISEMENT = re.compile(
    r"[-–—\[(*\s]*(?:advertise?ments?|sponsored(?: content)?"
    r"|(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video))?"
    r"|advertisement\W+(?:scroll|story|article|continue).*"
    r"|anzeige|werbung|publicité|annonce|publicidad|anuncio|pubblicità|advertentie|reclame|publicidade"
    r"|реклама"
    r"|(?:weiterlesen|artikel wird fortgesetzt) nach der (?:anzeige|werbung)"
    r"|(?:la suite|suite|l['’]article continue) après (?:la|cette) publicité"
    r"|(?:continúa|sigue leyendo) (?:después|tras) (?:de )?la publicidad"
    r"|continua (?:a leggere )?dopo la pubblicità|lees (?:verder|door) onder de advertentie"
    r"|continua (?:depois|após) (?:da|a) publicidade)[-–—\])*:\s]*",
)

#: A line that asks for a click.
PROMOTION = re.compile(
    r"share this (?:article|story|post|page)\b.{0,40}"
    r"|share on (?:facebook|twitter|x|whatsapp|linkedin|telegram|email)"
    r"|related\s*[:|»>–—]\s*\S.*"
    r"|(?:read more|also read|read also|read next|see also|more on this)\s*[:|»>–—].*"
    r"|(?:please )?(?:sign up|subscribe)\b.{0,30}\b(?:newsletters?|alerts|our channel)\b.{0,60}"
    r"|(?:please )?follow us (?:on|at)\b.{0,80}|(?:please )?download (?:our|the) app\b.{0,60}"
    r"|click here (?:to|for)\b.{0,80}|listen to (?:this )?article|\d{1,3} min(?:ute)?s? read"
    r"|copy link|print this (?:article|page)|save (?:this )?article"
    # German, French, Spanish, Italian, Dutch, Portuguese: read also, share, newsletter, follow us
    r"|(?:lesen sie (?:auch|hier|dazu|mehr)|mehr (?:dazu|zum thema)|auch interessant|zum thema)\s*[:|»>–—].*"
    r"|(?:(?:à )?lire (?:aussi|également|ensuite)|voir aussi|sur le même (?:sujet|thème))\s*[:|»>–—].*"
    r"|(?:lea|lee|leer|vea|mira) (?:también|además|más)\s*[:|»>–—].*|te puede interesar\s*[:|»>–—].*"
    r"|(?:leggi (?:anche|pure)|potrebbe interessarti)\s*[:|»>–—].*|lees (?:ook|meer|verder)\s*[:|»>–—].*"
    r"|(?:leia (?:também|mais)|veja (?:também|mais)|saiba mais)\s*[:|»>–—].*"
    r"|(?:artikel|beitrag) (?:teilen|drucken|merken|versenden)|(?:auf|per|via) [\w-]+ teilen"
    r"|partager (?:(?:l['’]|cet )article|(?:sur|par) [\w-]+)|compartir (?:en|por) [\w-]+"
    r"|condividi (?:su|via) [\w-]+|deel (?:dit artikel|via [\w-]+|op [\w-]+)|compartilh[ea] (?:no|em"
    r"|via) [\w-]+"
    r"|(?:melden sie sich|jetzt|hier) .{0,40}\bnewsletter\b.{0,40}|newsletter abonnieren"
    r"|(?:inscrivez-vous|abonnez-vous) (?:à|a) .{0,30}\b(?:newsletter|lettre)\b.{0,40}"
    r"|(?:suscríbe(?:te|se)|apúntate|inscríbete) a .{0,30}\b(?:newsletter|boletín)\b.{0,40}"
    r"|iscriviti (?:alla|al) .{0,30}\bnewsletter\b.{0,40}|schrijf je in voor .{0,30}\bnieuwsbrief\b.{0,40}"
    r"|(?:assine|inscreva-se) .{0,30}\bnewsletter\b.{0,40}"
    r"|(?:lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd|tempo de leitura)\s*:?"
    r"\s*\d{1,3} ?min\w*\.?"
    r"|\d{1,3} ?min\w*\.? (?:lesezeit|leestijd|d[ei] (?:lecture|lectura|lettura|leitura))"
    r"|hören sie den artikel|artikel (?:an)?hören|écouter (?:cet |l['’])article|escuchar (?:este|el) artículo"
    r"|ascolta (?:l['’]|questo )articolo|luister naar dit artikel|ouvir o artigo|je m['’]abonne"
    r"|(?:© ?)?riproduzione riservata"
    r"|(?:folgen sie uns|suivez-nous|síg(?:a|ue)nos|seguici|volg ons|siga-nos)\b.{0,60}",
)

#: A line that says whose the article is, and that all rights are reserved.
COPYRIGHT = re.compile(
    r"(?:(?:©|\(c\)|copyright)(?: ?(?:©|\(c\)))?\s?.{0,100}?\W)?"
    rf"{ALL_RIGHTS_RESERVED}\W*"
    r"|(?:copyright )?(?:©|\(c\)) ?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,? .{2,60}"
    r"|.{2,60} (?:19|20)\d\d)",
)

#: A line for readers of screens, at the top of a page.
NAVIGATION = re.compile(
    r"(?:skip|jump) to (?:(?:the )?main )?(?:content|navigation|article|search|footer|menu)"
    r"|(?:direkt )?zu[mr] (?:haupt)?(?:inhalt|navigation|suche)(?: springen)?"
    r"|(?:aller|passer|accéder) (?:directement )?au (?:contenu|menu)(?: principal)?"
    r"|(?:ir|saltar|pasar) al (?:contenido|menú)(?: principal)?|(?:vai|passa) al contenuto(?: principale)?"
    r"|(?:ga |spring |direct )?naar (?:de )?(?:hoofd)?inhoud|(?:ir|pular"
    r"|saltar) para o conteúdo(?: principal)?"
    r"|open (?:main )?(?:menu|navigation)|toggle (?:menu|navigation)|accessibility links"
    r"|(?:page|seite|página|pagina|стр(?:аница|\.)) \d{1,3} (?:of|von|sur|de|di|van|из|/) \d{1,3}",
)

#: A line of the box that asks for leave to store cookies.
COOKIES = re.compile(
    r"(?:we|we and our (?:\d+ )?partners|(?:this|our) (?:web ?)?site) (?:use|uses"
    r"|store) (?:\w+ )?cookies?\b.*"
    r"|by (?:using|continuing|clicking|browsing)\b.{0,120}\bcookies?\b.*"
    r"|(?:accept|allow|reject|decline|manage)(?: all| only necessary)? (?:cookies?|cookie (?:settings"
    r"|preferences))"
    r"|(?:your )?cookies? (?:settings|preferences|policy|notice|consent)"
    r"|(?:diese (?:web)?seite|wir|unsere website) (?:verwende[tn]|nutz(?:t|en)|setz(?:t"
    r"|en)) .{0,20}cookies\b.*"
    r"|(?:alle )?cookies (?:akzeptieren|ablehnen|zulassen)|cookie-einstellungen"
    r"|(?:ce site|nous|notre site) utilis(?:e|ons) des cookies\b.*|(?:tout )?accepter (?:les"
    r"|tous les) cookies"
    r"|(?:este sitio(?: web)?|nosotros|esta web)? ?(?:utilizamos|usamos|utiliza|usa) cookies\b.*"
    r"|aceptar (?:todas )?(?:las )?cookies|(?:questo sito|noi)? ?(?:utilizza|utilizziamo|usa"
    r"|usiamo) (?:i )?cookie\b.*"
    r"|accetta (?:tutti )?(?:i )?cookie|(?:deze (?:web)?site|wij|we) (?:gebruikt"
    r"|gebruiken) .{0,20}cookies\b.*"
    r"|(?:alle )?cookies (?:accepteren|weigeren)|(?:este site|nós) (?:usa|utiliza|usamos"
    r"|utilizamos) cookies\b.*"
    r"|aceitar (?:todos )?(?:os )?cookies"
    r"|(?:accept|reject|allow) all|alles? (?:akzeptieren|ablehnen|accepteren|weigeren)"
    r"|tout (?:accepter|refuser)|continuer sans accepter"
    r"|(?:aceptar|rechazar) tod[ao]s?|(?:accetta|rifiuta) tutt[io]|aceitar tod[ao]s?",
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
    r"|(?:tags|topics|filed under)(?:\s*:.{0,80})?"
    r"|(?:mehr|weitere (?:artikel|themen|nachrichten))(?: zum thema| aus .{1,40})?|verwandte (?:artikel"
    r"|themen)"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|(?:meist|am meisten )gelesen(?:e artikel)?|empfohlen"
    r"|(?:leser)?kommentare?(?: \(?[0-9]+\)?)?|(?:zur startseite|schlagworte|themen)(?:\s*:.{0,80})?"
    r"|(?:à lire (?:aussi|ensuite)|lire aussi|sur le même (?:thème|sujet)|articles? (?:liés?|associés?"
    r"|similaires))"
    r"|les (?:plus|articles les plus) (?:lus|partagés)|(?:vos )?(?:commentaires|réactions)(?: \(?[0-9]+\)?)?"
    r"|(?:recommandés? pour vous|voir aussi|dans la même rubrique|vous aimerez aussi)"
    r"|(?:(?:más )?noticias relacionadas|lo más (?:leído|visto)|más (?:noticias|información|leídas))"
    r"|(?:también )?te (?:puede|podría) interesar|(?:te recomendamos|comentarios"
    r"|archivado en)(?:\s*:.{0,80})?"
    r"|(?:articoli correlati|potrebbe(?:ro)? interessarti(?: anche)?|i più letti|leggi anche|commenti)"
    r"|(?:meest gelezen|gerelateerde? (?:artikelen|nieuws)|lees ook|reacties|meer over (?:dit onderwerp"
    r"|.{1,40}))"
    r"|(?:mais lidas|(?:notícias )?relacionadas|comentários|veja também|leia também)",
)

#: What UTF-8 looks like that was read as a Western encoding: its first byte as a letter, then one more.
MOJIBAKE = "[ÂÃÄÅÎÏÐÑØÙâãäåæçéèï][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"

#: Whatever the rules for cells find is in a text in which the first of these is found, by the syntax of RE2,
#: in a line that matches the other one, with or without the line ends after it, or in one of wrapped lines.
DAMAGED = f"Â|{MOJIBAKE}"
BOILERPLATE_LINE = (
    rf"(?im:\A\W*(?:{ADVERTISEMENT.pattern}|{TAIL_HEADING.pattern}"
    rf"|{NAVIGATION.pattern}|{COOKIES.pattern})\W*$)"
)

_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|AP|Associated Press|Reuters|EPA(?:-EFE)?|Anadolu(?: Agency)?|AA|Xinhua|TASS"
    r"|Bloomberg|Shutterstock|Alamy|Flickr|Wikimedia(?: Commons)?|NurPhoto|SANA|IRNA|UPI|PA|Zuma(?: Press)?"
    r"|dpa|DPA|picture[ -]alliance|[Ii]mago(?: [Ii]mages)?|APA|Keystone|KEYSTONE|EFE|Europa Press|ANSA"
    r"|LaPresse"
    r"|ANP|Belga|BELGA|Lusa|LUSA|Agência Brasil|SIPA|Sipa|TT|NTB|Ritzau|PAP)"
)
_PICTURE = (
    r"(?i:photo(?:graph)?s?|images?|pictures?|fotos?|bildquelle|imagen|imagem|immagine|fotografía|beeld"
    r"|illustration|illustratie)"
)

_CREDIT = r"(?i:cr[ée]dit(?:s|os?|i)?)"

#: Before a credit in brackets: no end of a sentence.
_OPEN_END = r"""(?<![.!?"”'’])(?<![.!?"”'’]\s)"""

#: A photo's caption with its credit, unless the line ends a sentence. There is no full stop before a mere
#: name: a paragraph may end "… officials said. [AFP]".
CREDITED = re.compile(
    # After the sentence about the picture: "The bridge. Foto: Max Ode/dpa", "The bridge. © Max Ode/dpa".
    rf".*[.!?] (?:{_PICTURE}|(?:{_PICTURE} )?{_CREDIT}) ?: ?[\w .'’/-]{{2,60}}"
    r"|.{3,240}\s© ?[\w .'’&-]{2,40}/[\w .'’&-]{2,40}"
    rf"|.*{_OPEN_END}\[(?:[^\]\[]*\W)?{_AGENCY}\b[^\]\[]*\]"
    rf"|.*{_OPEN_END}\([^()]*(?:/|\bvia ){_AGENCY}\)"
    rf"|.*[(\[](?:{_AGENCY} {_PICTURE}|{_PICTURE} ?(?:by|credit|courtesy|via|[:/])|(?i:credit) ?:)"
    r"[^()\]\[]*[)\]]"
    rf"|[^.!?]{{0,200}}(?:\bvia |/){_AGENCY}(?: Photo)?"
    rf"|\(?{_AGENCY}(?: Photo)? ?/ ?[\w .'’-]{{2,60}}\)?|(?i:image (?:source|caption)), .{{1,200}}"
    rf"|(?:(?i:photo(?:graph)?) by|©|\([cC]\)) .{{1,100}}"
)

#: A photo's caption that begins with a word like photo.
CAPTION = re.compile(
    rf"(?:{_PICTURE}|(?:{_PICTURE} )?{_CREDIT}(?: {_PICTURE})?"
    rf"|{_PICTURE} (?i:source)) ?: ?(?!.*[.!?] .*[.!?]).+"
    rf"|(?:(?i:bild|quelle|source|fuente|fonte|bron) ?: ?|{_PICTURE} )(?:[\w .'’-]{{1,40}}/)?{_AGENCY}"
)

_SECTION_NAME = (
    r"(?:home|news|world|world news|international|middle east|mideast|europe|africa|asia|americas?|us|uk"
    r"|politics|policy|national|local|opinions?|analysis|commentary|editorial|comment|features?|exclusive"
    r"|breaking(?: news)?|latest|business|economy|markets|tech(?:nology)?|science|health|climate|environment"
    r"|culture|arts|sports?|defen[cs]e|security|conflict|war|syria|iran|israel|columns?|live"
    r"|startseite|nachrichten|politik|ausland|inland|wirtschaft|panorama|kultur|meinung|wissen|gesellschaft"
    r"|accueil|actualités?|politique|monde|société|économie|opinions?|sciences?|inicio|noticias|política"
    r"|internacional|sociedad|economía|opinión|cultura|cronaca|politica|esteri|economia|cultura|nieuws"
    r"|politiek"
    r"|binnenland|buitenland|economie|cultuur|opinie|início|notícias|mundo|brasil)"
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

#: What is between the parts of a line of date and author.
PARTING = re.compile("[|·•]")

#: A date, with or without its time.
DATE = re.compile(
    r"(?:(?i:published|updated|posted|last updated|date|first published)(?: on| at)?\s*:?\s*)?"
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    rf"(?P<date>{_DATE})"
    r"(?:[T,]? ?(?:at )?\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)? ?(?i:[ap]\.?m\.?)?"
    r" ?(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?)?"
)

#: A date that is that of a later version.
UPDATED = re.compile(
    r"(?:last )?(?:updated|modified)|mise? à jour|modifié|(?:zuletzt )?aktualisiert|stand"
    r"|actualizad[oa]|aggiornat[oa]"
    r"|bijgewerkt|atualizad[oa]|обновлено",
    re.IGNORECASE,
)

_NAME = r"(?:(?:al|el|bin|ibn|abu|de|del|della|di|da|van|von|der|den|la|le)[ -])*[^\W\d_a-z][\w.'’-]*"
_FULL_NAME = rf"{_NAME}(?: {_NAME}){{0,4}}"

_ROLE = (
    r"(?i:(?:(?:senior|chief|deputy|special|political|national|foreign|science|health|business"
    r"|associated press"
    r"|ap|for the) )*(?:staff|staff writers?|writers?|reporters?|correspondents?|editors?|columnists?"
    r"|(?:the )?associated press|redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondante?|redactora?"
    r"|corresponsal|redattore|corrispondente|inviato|redacteur|verslaggever|repórter))"
)

#: The author, as "Author: …" or "By …".
AUTHOR = re.compile(
    rf"(?:(?:(?i:authors?|written by|reporter|autor(?:en|in)?|auteurs?|autore|texte?|texto|testo"
    rf"|tekst)\s*:\s*"
    rf"(?:(?:By|Von|Par|Por|Di|Door) )?|(?i:written )?(?:By|BY) )"
    # A name may end in Jr., and a sentence in other words.
    rf"(?P<author>{_FULL_NAME}(?:(?:,? and |, | & ){_FULL_NAME}){{0,4}}?)"
    # In other languages the word before the name has more uses, and one name alone is none.
    rf"|(?:Von|VON|Par|PAR|Por|POR|[Dd]i|DI|[Dd]oor|DOOR|Af|AF|Av|AV):? "
    rf"(?P<writer>{_NAME}(?: {_NAME}){{1,4}}(?:(?:,? (?:und|et|y|e|en|og|och) |, "
    rf"| & ){_NAME}(?: {_NAME}){{1,4}}){{0,4}})"
    # A place, or an agency that helped.
    rf"(?:, {_NAME}(?: {_NAME})?| \((?:avec|mit|con|com|met) [^()]{{2,30}}\))?)"
    rf"(?:,? {_ROLE}| in {_FULL_NAME})?"
    r"(?<!\w\w\w\.)"
)

#: What an author is, beside the name.
ROLE = re.compile(_ROLE)

#: The reading time that some sites put beside the date.
READING_TIME = re.compile(r"\d{1,3} min(?:ute)?s? read", re.IGNORECASE)

#: The "Â" that a no-break space leaves when it is decoded wrongly; in a word of capitals it is a letter.
STRAY_LETTER = re.compile(r"(?<![^\W\d_a-zß-öø-ÿ])Â+(?=\s|$)|(?<!Â)Â+(?=\xa0)")

#: The last character of a sentence in the scripts of the world, and what may close after it.
SENTENCE_END = re.compile(r"""[.!?…:;,。！？；：．؟۔।॥։።][\s"'”’»)\]）」』]*$""")

#: Characters of scripts that write without spaces.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

#: What is at the end of a text that stops before its article does: a count of what is missing, a paywall.
CUT_SHORT = (
    r"(?i)\[\+\d+ chars\]"
    r"|(?:subscribe|sign in|sign up|log in|register|join)(?: now)? to (?:continue|keep|read)"
    r"|(?:continue|keep) reading with|already (?:a subscriber|a member|subscribed)\?"
    r"|this (?:article|story|content) is (?:only )?(?:for|reserved for|available (?:only )?to)"
    r" (?:our )?(?:\w+ )?(?:subscribers|members)"
    r"|(?:jetzt |artikel )?weiterlesen mit|(?:mit|im|durch ein) (?:dem )?(?:digital-?|online-?"
    r"|probe-?)?abo(?:nnement)?"
    r"(?: weiterlesen|\b.{0,20}$)|(?:nur|exklusiv) für abonnent(?:en|innen)"
    r"|dieser artikel ist .{0,20}abonnent"
    r"|réservée? (?:aux?|à nos) abonné|il vous reste .{1,20} (?:de cet article )?à lire"
    r"|abonnez-vous pour (?:lire|continuer)"
    r"|(?:contenido )?(?:exclusivo|solo) para suscriptores|suscríbe(?:te|se) para (?:seguir|continuar|leer)"
    r"|riservato agli abbonati|abbonati per (?:continuare|leggere)|alleen voor abonnees|verder lezen\?"
    r"|(?:exclusivo|só) para assinantes|assine para (?:ler|continuar)"
)
