"""What walls and error pages say, as patterns; called by ``page_refusals``.

Each list holds one way of saying it a line, by language. They are searched in short pages only: an
article about a robot check or a paywall is longer than the notice itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def _any_of(ways: Iterable[str], *, opening: bool = False) -> re.Pattern[str]:
    """Return a pattern for any of these; ``opening`` ones count at the start of a line only."""
    joined = "|".join(ways)
    return re.compile(rf"^\W*(?:{joined})" if opening else joined, re.IGNORECASE)


#: A check that keeps programs out: "Just a moment...", "Enable JavaScript and cookies".
ROBOT_CHECK = _any_of(
    (
        r"just a moment\b",
        r"attention required",
        r"are you (?:a robot|human)",
        r"verify (?:that )?you are (?:a )?human",
        r"(?:enable|activate|turn on) (?:javascript|js|cookies)",
        r"javascript (?:is|seems to be) (?:disabled|not available)",
        r"unusual (?:traffic|activity) from",
        r"checking your browser",
        r"complete the captcha",
        r"pardon our interruption",
        r"press (?:&|and) hold",
        r"security check to access",
        r"bitte aktivieren sie javascript",
        r"sind sie ein roboter",
        r"veuillez activer javascript",
        r"habilite javascript",
        r"attiva(?:re)? javascript",
    )
)

#: The server refuses: "Access denied", "403".
DENIED = _any_of(
    (
        r"(?:error\s*)?40[13]\b",
        r"access (?:to this page has been )?denied",
        r"forbidden\b",
        r"you don[’']t have permission",
        r"(?:this content is )?not available in your (?:country|region)",
        r"unavailable for legal reasons",
        r"zugriff verweigert",
        r"accès refusé",
        r"acceso denegado",
        r"accesso negato",
    ),
    opening=True,
)

#: A page served in place of one that is gone: "Page not found", "Error 404".
NOT_FOUND = _any_of(
    (
        r"(?:error|fehler|erreur|http)?\W*404(?=\s*(?:$|[|–—-])|\W+(?:not|page|error|seite|file)\b)",
        r"(?:sorry\W+)?(?:the |this |that )?(?:page|article|story|content|url)"
        r"(?: you (?:requested|(?:were|are) looking for))?"
        r" (?:(?:was |is |could )?not (?:be )?found|(?:is )?no longer (?:available|exists)"
        r"|does(?:n[’']t| not) exist|can(?:no|[’'])t be found)",
        r"not found\b",
        r"(?:die )?seite (?:wurde )?nicht gefunden",
        r"page (?:non trouvée|introuvable)",
        r"página no encontrada",
        r"pagina non trovata",
        r"página não encontrada",
        r"pagina niet gevonden",
        r"страница не найдена",
        r"сторінку не знайдено",
    ),
    opening=True,
)

#: The server failed: "503 Service unavailable".
SERVER_ERROR = _any_of(
    (
        r"(?:error\s*)?50[0234]\b",
        r"internal server error",
        r"service (?:temporarily )?unavailable",
        r"bad gateway",
        r"gateway time-?out",
        r"something went wrong",
        r"an error (?:has )?occurred",
        r"(?:the site|we) (?:is|are) (?:down|undergoing) (?:for )?maintenance",
    ),
    opening=True,
)

#: The rest is for subscribers: "Subscribe to continue reading". Only what stands in place of the
#: rest of an article; "Already a subscriber?" stands above every page of many a site.
PAYWALL = _any_of(
    (
        r"(?:subscribe|register|sign (?:in|up)|log ?in)(?: now| today)?"
        r" (?:to|and) (?:continue|keep|unlock|read (?:the|this|more|full|on))",
        r"to (?:continue|keep) reading",
        r"(?:article|story|content) is (?:for|only (?:for|available to)|reserved for|exclusive to)"
        r" (?:our )?(?:paying |registered )?(?:subscribers|members)",
        r"you(?:[’']ve| have) (?:reached|used)[\w\s]{0,20}(?:limit|free articles?)",
        r"unlock this (?:article|story)",
        r"um weiterzulesen",
        r"weiterlesen mit [\w+]",
        r"(?:artikel|inhalt)[\w\s]{0,10} nur für abonnent",
        r"(?:article|contenu)[\w\s]{0,10} réservée? (?:aux|à nos) abonnés",
        r"il vous reste [\d.,\s]+%",
        r"abonnez-vous pour (?:lire|continuer)",
        r"suscríbete para (?:leer|seguir|continuar)",
        r"contenido exclusivo para suscriptores",
        r"riservat[oi] agli abbonati",
        r"abbonati per (?:leggere|continuare)",
        r"conteúdo exclusivo para assinantes",
        r"alleen voor abonnees",
        r"только для подписчиков",
    )
)

#: Consent is asked for before anything is shown.
CONSENT = _any_of(
    (
        r"before you continue",
        r"we (?:and our (?:\d[\d,.]* )?partners )?(?:use|store) (?:cookies|and/or access)",
        r"(?:we )?(?:value|care about|respect) your privacy",
        r"accept (?:all )?cookies",
        r"cookie (?:settings|preferences|consent)",
        r"access information on a device",
        r"mit werbung weiterlesen",
        r"(?:zustimmung|einwilligung)",
        r"wir (?:und unsere (?:\d[\d.]* )?partner )?(?:verwenden|nutzen|speichern)"
        r"[\w\s,]{0,40}cookies",
        r"accepter et continuer",
        r"nous utilisons des cookies",
        r"utilizamos cookies",
        r"aceptar y continuar",
        r"accetta e continua",
    )
)
