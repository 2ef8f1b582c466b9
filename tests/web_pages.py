"""Web pages as news sites serve them, made of parts: an article, and all that stands around it."""

from __future__ import annotations

import json
from collections.abc import Sequence

ENGLISH = (
    "The harbour of Tornby will stay closed until the end of March, the port authority said on"
    " Monday after divers had found new cracks in the northern pier.",
    "“We cannot let a single ferry moor here before the last stone has been looked at,” said Ida"
    " Holm, who has led the authority since 2019. She put the cost of the repairs at 4.2 million"
    " kroner.",
    "Shopkeepers along the quay asked the council for help. Peter Lund, who sells fishing gear"
    " beside the terminal, told reporters that he had lost half of his customers since the storm.",
    "The council will meet on Thursday. Its chairman, Jonas Berg, promised a decision within a"
    " week, but warned that “money does not grow on piers”.",
    "Two ferries a day now land at Vesterhavn, forty kilometres to the south, and a free bus takes"
    " their passengers to Tornby.",
)
GERMAN = (
    "Der Hafen von Tornby bleibt bis Ende März geschlossen. Das teilte die Hafenbehörde am Montag"
    " mit, nachdem Taucher neue Risse in der nördlichen Mole entdeckt hatten.",
    "„Wir können hier keine Fähre anlegen lassen, solange nicht der letzte Stein geprüft ist“,"
    " sagte Ida Holm, die die Behörde seit 2019 leitet. Die Kosten der Reparatur schätzt sie auf"
    " 4,2 Millionen Kronen.",
    "Die Händler am Kai baten den Stadtrat um Hilfe. Peter Lund, der neben dem Terminal"
    " Angelzeug verkauft, hat nach eigenen Worten die Hälfte seiner Kunden verloren.",
    "Am Donnerstag tagt der Rat. Sein Vorsitzender Jonas Berg versprach eine Entscheidung binnen"
    " einer Woche.",
)
FRENCH = (
    "Le port de Tornby restera fermé jusqu’à la fin du mois de mars, a annoncé lundi l’autorité"
    " portuaire, après que des plongeurs ont découvert de nouvelles fissures dans la jetée nord.",
    "« Nous ne pouvons laisser accoster aucun ferry avant que la dernière pierre ait été"
    " examinée », a déclaré Ida Holm, qui dirige l’autorité depuis 2019.",
    "Les commerçants du quai ont demandé de l’aide au conseil municipal. Celui-ci se réunira"
    " jeudi, et son président a promis une décision dans la semaine.",
)
TITLE = "Tornby harbour stays closed until spring"
ADDRESS = "https://www.tornbyledger.example/news/harbour-stays-closed"

#: Words that stand around the article and must never be taken for it.
JUNK = (
    "We and our 214 partners use cookies",
    "Most read this week",
    "Ferry timetable for the summer",
    "Sign up for our newsletter",
    "Terrible decision, as always",
    "All rights reserved",
    "Share on Facebook",
    "Mayor opens new library",
)

_AROUND_ABOVE = """
<div id="cookie-banner" class="cookie-consent" role="dialog"><p>We and our 214 partners use cookies
to show you advertisements. You can change your choice at any time in the settings below.</p>
<button>Accept all</button></div>
<header class="site-header"><a href="/" class="logo">The Tornby Ledger</a>
<span class="today"><time datetime="2031-01-01">Wednesday, 1 January 2031</time></span>
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/opinion">Opinion</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav>
</header>
"""
_AROUND_BELOW = """
<div class="share-buttons"><a href="#">Share on Facebook</a> <a href="#">Share by e-mail</a></div>
<aside class="related"><h2>Most read this week</h2><ul>
<li><a href="/a"><h3>Mayor opens new library on the market square</h3></a>
<time datetime="2029-05-01">1 May 2029</time></li>
<li><a href="/b">Ferry timetable for the summer is out</a></li>
<li><a href="/c">Tornby loses at home once more</a></li></ul></aside>
<section class="newsletter"><h2>Sign up for our newsletter</h2>
<form><input name="mail"></form></section>
<section id="comments" class="comments"><h2>Comments (2)</h2>
<div class="comment"><p>Terrible decision, as always. Nobody asked those of us who live here, and
nobody ever will, since the council knows best.</p>
<time datetime="2030-02-02">2 Feb 2030</time></div>
<div class="comment"><p>I think that they are right to close it before somebody is hurt there.</p>
</div></section>
"""
_FOOTER = """<footer><p>© 1999–2031 The Tornby Ledger. All rights reserved.</p>
<ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>"""


def web_page(
    *,
    title: str = TITLE,
    paragraphs: Sequence[str] = ENGLISH,
    head: str = "",
    linked: object = None,
    byline: str = "",
    below: str = "",
    language: str = "en",
    around: bool = True,
    heading: str | None = None,
) -> bytes:
    """Return a page in UTF-8.

    Args:
        title: of the page and, unless ``heading`` says otherwise, of the article.
        paragraphs: the article.
        head: further elements of the head.
        linked: what the page says in JSON-LD.
        byline: what stands between headline and text.
        below: what stands under the text, inside the article.
        language: of the page, "" for none.
        around: whether navigation, comments, links and the like stand around it.
        heading: the headline as shown.
    """
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    above, under = (_AROUND_ABOVE, _AROUND_BELOW) if around else ("", "")
    return f"""<!DOCTYPE html>
<html{f' lang="{language}"' if language else ""}><head><meta charset="utf-8">
<title>{title} | The Tornby Ledger</title>{head}{script}
<script>window.settings = {{"text": "Not for readers"}};</script></head>
<body>{above}<main><article><header>
<h1>{title if heading is None else heading}</h1>{byline}</header>
<div class="article-body">{body}</div>{below}</article></main>{under}{_FOOTER}</body></html>
""".encode()


def meta(**contents: str) -> str:
    """Return meta elements; ``__`` in a name stands for a colon."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )
