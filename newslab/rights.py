"""How a text says whose it is, and that all rights are reserved, in the languages of archives and pages."""

from __future__ import annotations

#: "All rights reserved", as a pattern in any case.
ALL_RIGHTS_RESERVED = (
    r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|(?:todos los derechos|derechos) reservados|tutti i diritti (?:sono )?riservati"
    r"|alle rechten voorbehouden|todos os direitos reservados|все права защищены"
    r"|wszelkie prawa zastrzeżone|alla rättigheter förbehållna|alle rettigheder forbeholdes"
    r"|alle rettigheter reservert|všechna práva vyhrazena|tüm haklar[ıi] sakl[ıi]d[ıi]r"
    r"|無断転載(?:を)?禁(?:じます|止))"
)

#: The same, or its last words, alone in a line that was wrapped.
END_OF_RIGHTS_RESERVED = (
    r"(?:(?:(?:all|tous|alle|todos|tutti|все)\s+)?(?:(?:los|les|i|os)\s+)?"
    r"(?:(?:rights|droits|rechten?|derechos|diritti|direitos|права)\s+)?"
    r"(?:reserved|réservés|vorbehalten|voorbehouden|reservados|riservati|защищены))[^\w\n]*"
)
