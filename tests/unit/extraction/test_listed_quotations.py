"""Quotations and speakers of other languages, one table of sentences for each."""

from __future__ import annotations

import pytest

from bot.extraction.listed.quotations import find_listed_quotations
from bot.language.language_files import known_languages
from bot.language.listed_layout import lay_out_listed
from bot.language.vocabulary_files import vocabulary_of

#: A text with a quotation, and its speaker as written; None where nothing in it is speech.
_SENTENCES: dict[str, list[tuple[str, str | None]]] = {
    "de": [
        ("„Er ist streng und sehr genau“, so beschrieb ihn der Minister.", "der Minister"),
        ("Ähnlich äußerte sich der Minister: „Wir haben Zeit.“", "der Minister"),
        ("Der wissenschaftliche Name lautet „Panthera nova“.", None),
        (
            "Der Sprecher des Roten Kreuzes, Martin Holz, nannte ihn „völlig inakzeptabel“.",
            "Der Sprecher des Roten Kreuzes, Martin Holz",
        ),
        ("Außenminister Kern zeigte sich „tief erschüttert über die Tat“.", "Außenminister Kern"),
        (
            "Es handele sich um „einen Angriff auf die Demokratie“, sagte der Präsident.",
            "der Präsident",
        ),
        (
            "Der Trainer erklärte danach, man habe „sehr gut gekämpft“ und „verdient gewonnen“.",
            "Der Trainer",
        ),
        ("„Ich bin stolz“, freute sich Siegerin Anna Kranz.", "Siegerin Anna Kranz"),
        ("Ein Polizeisprecher sagte, man habe „keine andere Wahl gehabt“.", "Ein Polizeisprecher"),
        (
            "Greenpeace warf der Regierung vor, sie betreibe „Klimapolitik von gestern“.",
            "Greenpeace",
        ),
        ("Auf seiner Homepage schreibt der Verein: „Wir bedauern die Absage sehr.“", "der Verein"),
        (
            "Kritik kam prompt: „Das Gesetz ist ein Skandal“, sagte Fraktionschef Vogt.",
            "Fraktionschef Vogt",
        ),
        ("„Das Gesetz“, so Vogt weiter, „ist ein Skandal.“", "Vogt"),
        (
            "In der Erklärung heißt es weiter, die Firma werde „alle Ansprüche prüfen“.",
            "der Erklärung",
        ),
        ("Laut Gericht handelte der Mann „aus niedrigen Beweggründen“.", "Gericht"),
        (
            "Der 45-jährige Angeklagte sagte vor Gericht: „Ich habe nichts getan.“",
            "Der 45-jährige Angeklagte",
        ),
        (
            "Bischof Anton Reuter rief dazu auf, „die Waffen schweigen zu lassen“.",
            "Bischof Anton Reuter",
        ),
        ("Augenzeugen berichteten, es habe „einen lauten Knall“ gegeben.", "Augenzeugen"),
        ("Die Ministerin erklärte auf Anfrage: „Dazu äußern wir uns nicht.“", "Die Ministerin"),
        ("Für Vogt ist das „ein Schritt in die falsche Richtung“.", "Vogt"),
        ("Vogt, seit 2010 im Amt, sagte: „Ich werde wieder antreten.“", "Vogt"),
        ("Gefragt nach den Gründen, sagte sie: „Das bleibt mein Geheimnis.“", "sie"),
        ("„Wir haben alles versucht.“ Mit diesen Worten trat Vogt zurück.", None),
        ("„Wir haben alles versucht!“, rief Vogt den Anhängern zu.", "Vogt"),
        ("„Wir haben alles versucht“, erklärten die Behörden am Abend.", "die Behörden"),
        (
            "Präsident Moreno sagte am Montag in Lima, man werde „nicht tatenlos zusehen“.",
            "Präsident Moreno",
        ),
        ("Die Demonstranten skandierten „Wir sind das Volk“.", "Die Demonstranten"),
        ("Nach Ansicht von Experten ist das „nur eine Frage der Zeit“.", "Experten"),
        (
            "Das Urteil sei „ein Sieg der Gerechtigkeit“, betonte Anwältin Lena Roth.",
            "Anwältin Lena Roth",
        ),
        ("Die Stadt sprach von „rund 500 friedlichen Teilnehmern“.", "Die Stadt"),
        ("Der Film „Das Leben der Anderen“ gewann den Preis.", None),
        ("Er erhielt den Titel „Sportler des Jahres“.", None),
        ("Das Schiff „Costa Concordia“ sank vor der Küste.", None),
        ("Die Aktion steht unter dem Motto „Gemeinsam gegen Hass“.", None),
        ("Die Partei „Bündnis für Fortschritt und Demokratie“ gewann.", None),
        ("Das sogenannte „Gute-Kita-Gesetz“ trat in Kraft.", None),
        ("Kern verteidigte ihre Politik. „Wir geben nicht nach“, sagte sie.", "sie"),
        ("Der Kurs ist laut Analysten „völlig überbewertet und riskant“.", "Analysten"),
        ("„Es tut mir leid“: So begann Vogt seine Rede.", None),
        ("Wörtlich sagte er: „Das ist nicht mein Problem.“", "er"),
        ("Er fügte hinzu: „Das ist nicht mein Problem.“", "Er"),
        ("Er sei „kein Rassist“, beteuerte der Politiker.", "der Politiker"),
        ("So heißt es in dem Schreiben wörtlich: „Die Frist ist abgelaufen.“", "dem Schreiben"),
        ("In dem Brief heißt es: „Wir bitten um eine schnelle Antwort.“", "dem Brief"),
        (
            "„Wir sind enttäuscht“, hieß es in einer Erklärung der Gewerkschaft.",
            "einer Erklärung der Gewerkschaft",
        ),
        ("„Wir geben nicht auf“, hatte der Trainer nach dem Spiel gesagt.", "der Trainer"),
        (
            "Der Minister teilte am Montag mit, er habe „keinerlei Kenntnis davon“ gehabt.",
            "Der Minister",
        ),
        ("Nach Angaben des Sprechers gab es „mehrere schwer verletzte Personen“.", "des Sprechers"),
        (
            "Laut der Bürgermeisterin Petra Lang ist die Brücke „nicht mehr zu retten“.",
            "der Bürgermeisterin Petra Lang",
        ),
        ("Dem Bericht zufolge war die Anlage „seit Jahren nicht gewartet“ worden.", "Dem Bericht"),
        (
            "Die Opposition kritisierte das Vorhaben als „völlig unausgegorenen Schnellschuss“.",
            "Die Opposition",
        ),
        ("Lang nannte den Plan eine „große Chance für die Stadt“.", "Lang"),
        ("„Das ist“, sagte Lang, „eine gute Nachricht für alle.“", "Lang"),
        ("„Kommt das Gesetz?“, fragte der Abgeordnete.", "der Abgeordnete"),
        (
            "Wie der Sprecher erklärte, sei die Lage „sehr ernst und unübersichtlich“.",
            "der Sprecher",
        ),
        ("Lang: „Ich trete nicht zurück.“", "Lang"),
        (
            "Der Vorsitzende, der selbst Jurist ist, erklärte: „Das Urteil ist falsch.“",
            "Der Vorsitzende",
        ),
        ("Gegenüber der Zeitung sagte der Anwalt: „Mein Mandant ist unschuldig.“", "der Anwalt"),
        (
            "Am Dienstag sagte Innenminister Karl Vogt in Berlin: „Wir prüfen alle Optionen.“",
            "Innenminister Karl Vogt",
        ),
        (
            "„Die Zahlen sind schlecht“, räumte Vorstandschefin Eva Brandt ein.",
            "Vorstandschefin Eva Brandt",
        ),
        ("»Wir machen weiter«, sagte Brandt.", "Brandt"),
        ("‚Wir machen weiter‘, sagte Brandt.", "Brandt"),
        ('"Wir machen weiter", sagte Brandt.', "Brandt"),
        ("Brandt sagte der Deutschen Presse-Agentur: „Es gibt keinen Grund zur Sorge.“", "Brandt"),
        (
            "Auf die Frage nach Neuwahlen antwortete sie: „Darüber entscheidet das Parlament.“",
            "sie",
        ),
        ("„Es war ein Fehler“, gab er zu und entschuldigte sich.", "er"),
        ("Sie wolle „bis zum letzten Tag kämpfen“, sagte die Kandidatin.", "die Kandidatin"),
        ("Die Kandidatin sagte, sie wolle „bis zum letzten Tag kämpfen“.", "Die Kandidatin"),
        ("Der Roman „Der Zauberberg“ erschien 1924.", None),
        ("Er las die „Süddeutsche Zeitung“ jeden Morgen.", None),
        ("Die Band „Rote Lichter der Stadt“ spielt heute.", None),
        ("„Das ist nicht hinnehmbar“, kritisierte der Verband.", "der Verband"),
        (
            "„Wir brauchen mehr Geld“, forderte Verbandschefin Maike Finke.",
            "Verbandschefin Maike Finke",
        ),
        (
            "„Wir brauchen mehr Geld“, so die Vorsitzende des Verbandes.",
            "die Vorsitzende des Verbandes",
        ),
        (
            "Der Präsident der Republik, Jean Martin, sagte: „Wir danken allen Helfern.“",
            "Der Präsident der Republik, Jean Martin",
        ),
        ("Zu den Vorwürfen sagte er, das sei „reine Erfindung der Presse“.", "er"),
        (
            "Bundespräsident Kern würdigte ihn als „großen Europäer und Freund“.",
            "Bundespräsident Kern",
        ),
        ("Die Polizei sprach von einem „sehr ruhigen Verlauf der Nacht“.", "Die Polizei"),
        ("Mit den Worten „Es reicht jetzt wirklich“ verließ Maier den Saal.", "Maier"),
        ("Das Unternehmen wies die Vorwürfe als „haltlos und falsch“ zurück.", "Das Unternehmen"),
        ("Nach den Worten von Vogt ist das „ein Schritt in die richtige Richtung“.", "Vogt"),
        (
            "Aus Sicht der Kommission ist der Entwurf „nicht mit dem Recht vereinbar“.",
            "der Kommission",
        ),
        ("Vogt und Brandt erklärten gemeinsam: „Wir stehen zu unserem Wort.“", "Vogt und Brandt"),
        ("Der Verein schrieb auf seiner Webseite: „Das Spiel fällt aus.“", "Der Verein"),
        (
            "In einem Interview mit dem Sender erklärte der Autor: „Ich schreibe weiter.“",
            "der Autor",
        ),
        ("Auf Twitter schrieb Kern: „Wir werden gewinnen!“", "Kern"),
        (
            "Gleichzeitig betonte der Kanzler, man müsse „mit kühlem Kopf entscheiden“.",
            "der Kanzler",
        ),
        ("Die EU-Kommission teilte mit: „Der Antrag wird geprüft.“", "Die EU-Kommission"),
        (
            "„Niemand hat die Absicht, aufzugeben“, sagte am Abend ein Sprecher der Partei.",
            "ein Sprecher der Partei",
        ),
        (
            "Man habe „alles Menschenmögliche getan“, versicherte der Leiter der Klinik.",
            "der Leiter der Klinik",
        ),
    ],
    "fr": [
        (
            "L'avocate de la défense, Nadia Roux, a plaidé « l'absence totale de preuves ».",
            "L'avocate de la défense, Nadia Roux",
        ),
        ("« Il n'y a pas d'alternative », tranche le chef de l'État.", "le chef de l'État"),
        ("Le groupe « Les Nouveaux Amis » sera en concert.", None),
        ("Selon lui, « tout est possible ».", None),
        ("« Je n'ai rien à me reprocher », s'est défendu l'ancien ministre.", "l'ancien ministre"),
        (
            "« C'est un scandale ! », s'est exclamée la députée Lucie Morel.",
            "la députée Lucie Morel",
        ),
        ("Les manifestants scandaient « liberté pour tous ».", "Les manifestants"),
        (
            "Le ministère a indiqué dans un communiqué que « toutes les mesures ont été prises ».",
            "Le ministère",
        ),
        ("« Nous continuerons », promet Lucie Morel, présidente de l'association.", "Lucie Morel"),
        (
            "« Nous refusons », a affirmé mercredi à Paris la ministre Claire Petit.",
            "la ministre Claire Petit",
        ),
        (
            "Dans un entretien, le directeur a assuré que « tout sera prêt à temps ».",
            "le directeur",
        ),
        ("« Ce n'est pas acceptable », estime Claire Petit.", "Claire Petit"),
        ("Il a qualifié la décision de « grave erreur politique ».", "Il"),
        ("D'après le rapport, « aucune mesure n'a été prise ».", "le rapport"),
        ("Le maire, qui avait soutenu le projet, a déclaré : « Je ne regrette rien. »", "Le maire"),
        ("Claire Petit : « Il faut attendre les résultats. »", "Claire Petit"),
        (
            "« Nous sommes prêts, a dit le général Martin, mais nous attendons. »",
            "le général Martin",
        ),
        ("“Nous sommes prêts”, a dit le général Martin.", "le général Martin"),
        ('"Nous sommes prêts", a-t-il dit.', "il"),
        ("Le film « La Grande Illusion » sort mardi.", None),
        ("Le quotidien « Le Soir » paraît à Bruxelles.", None),
        ("Petit a dit ne pas vouloir « céder à la panique ».", "Petit"),
        ("« On ne peut pas continuer ainsi », s'inquiète-t-elle.", "elle"),
        ("« Les négociations avancent », ont indiqué les diplomates.", "les diplomates"),
        ("Pour la présidente de la région, « c'est une victoire ».", "la présidente de la région"),
        ("L'ONU a dénoncé « des violations graves du droit ».", "L'ONU"),
    ],
    "es": [
        (
            "El abogado de la familia, Raúl Gil, dijo que “no hay pruebas suficientes”.",
            "El abogado de la familia, Raúl Gil",
        ),
        ("«No hay alternativa», zanjó el jefe del Estado.", "el jefe del Estado"),
        ("“¡Es un escándalo!”, exclamó la diputada Lucía Mora.", "la diputada Lucía Mora"),
        ("La empresa informó en un comunicado que “se tomarán todas las medidas”.", "La empresa"),
        ("El llamado “pacto de los cuatro” se firmó ayer.", None),
        (
            "“Seguiremos adelante”, ha prometido Lucía Mora, presidenta de la asociación.",
            "Lucía Mora",
        ),
        ("A su juicio, “todo es posible”.", None),
        (
            "«Estamos preparados», aseguró en Madrid la ministra Clara Pérez.",
            "la ministra Clara Pérez",
        ),
        ("“Estamos preparados”, ha dicho Pérez.", "Pérez"),
        (
            "El alcalde de Sevilla, Juan Díaz, declaró: «No habrá recortes».",
            "El alcalde de Sevilla, Juan Díaz",
        ),
        ('"Es una vergüenza", denunció el sindicato.', "el sindicato"),
        ("Pérez calificó la medida de «error histórico para el país».", "Pérez"),
        ("En declaraciones a la prensa, el fiscal sostuvo que “no hay pruebas”.", "el fiscal"),
        ("De acuerdo con el informe, «la situación es crítica».", "el informe"),
        ("«No tengo miedo», dijo ella.", "ella"),
        ("La novela «Cien años de soledad» cumple años.", None),
        ("Según explicó el portavoz, «el plan sigue adelante».", "el portavoz"),
        ("«¿Quién va a pagar esto?», preguntó el diputado.", "el diputado"),
        ("Los vecinos gritaban “fuera, fuera de aquí”.", "Los vecinos"),
    ],
    "it": [
        (
            "L'avvocato della famiglia, Ugo Gallo, ha detto che «non ci sono prove».",
            "L'avvocato della famiglia, Ugo Gallo",
        ),
        ("«Non c'è alternativa», taglia corto il capo dello Stato.", None),
        ("«È uno scandalo!», ha esclamato la deputata Lucia Mori.", "la deputata Lucia Mori"),
        ("L'azienda ha comunicato che «saranno prese tutte le misure».", "L'azienda"),
        ("«Andremo avanti», promette Lucia Mori, presidente dell'associazione.", "Lucia Mori"),
        ("«Siamo pronti», ha detto a Roma la ministra Carla Neri.", "la ministra Carla Neri"),
        ("“Siamo pronti”, dice Neri.", "Neri"),
        (
            "Il sindaco di Torino, Mario Bassi, ha dichiarato: «Non ci saranno tagli».",
            "Il sindaco di Torino, Mario Bassi",
        ),
        ("Secondo l'ONU, «migliaia di persone sono fuggite».", "l'ONU"),
        ("Per il ministro, si tratta di «un passo avanti importante».", "il ministro"),
        ('"È una vergogna", attacca il sindacato.', "il sindacato"),
        ("Neri ha parlato di «una svolta per l'Europa».", "Neri"),
        ("Il film «La dolce vita» torna in sala.", None),
        ("«Non ho paura», ha aggiunto lei.", "lei"),
        ("Nel comunicato si legge: «La trattativa è chiusa».", "comunicato"),
    ],
    "pt": [
        (
            "O advogado da família, Rui Gil, disse que “não há provas suficientes”.",
            "O advogado da família, Rui Gil",
        ),
        ("“É um escândalo!”, exclamou a deputada Lúcia Mora.", "a deputada Lúcia Mora"),
        ("A empresa informou em comunicado que “todas as medidas serão tomadas”.", "A empresa"),
        ("“Vamos continuar”, promete Lúcia Mora, presidente da associação.", "Lúcia Mora"),
        ("“Estamos prontos”, disse em Lisboa a ministra Carla Nunes.", "a ministra Carla Nunes"),
        ("«Estamos prontos», afirmou Nunes.", "Nunes"),
        (
            "O prefeito de Recife, João Prado, declarou: “Não haverá cortes”.",
            "O prefeito de Recife, João Prado",
        ),
        ("De acordo com o relatório, “a situação é crítica”.", "o relatório"),
        ('"É uma vergonha", criticou o sindicato.', "o sindicato"),
        ("Nunes classificou a medida como “um erro histórico”.", "Nunes"),
        ("O livro “Memórias Póstumas de Brás Cubas” foi reeditado.", None),
        ("“Não tenho medo”, disse ela.", "ela"),
    ],
    "nl": [
        (
            "De advocaat van de familie, Kees Bol, zei dat er “geen enkel bewijs” is.",
            "De advocaat van de familie, Kees Bol",
        ),
        ("“Het is een schande!”, riep Kamerlid Lucie Mol.", "Kamerlid Lucie Mol"),
        ("Het bedrijf liet weten dat “alle maatregelen worden genomen”.", "Het bedrijf"),
        ("Op Twitter schreef de minister: “We gaan door.”", "de minister"),
        ("“We zijn klaar”, zei in Utrecht minister Carla de Vries.", "minister Carla de Vries"),
        ("‘We zijn klaar’, zegt De Vries.", "De Vries"),
        ("In een interview zei de burgemeester: “Er komen geen bezuinigingen.”", "de burgemeester"),
        ("De Vries noemde het plan “een grote fout van het kabinet”.", "De Vries"),
        ("Volgens het rapport is de situatie “zeer ernstig en onzeker”.", "het rapport"),
        ("„We geven niet op”, aldus de trainer.", "de trainer"),
        ("De film “De Aanslag” draait weer.", None),
        ("“Ik ben niet bang”, vertelde ze.", "ze"),
        ('"Dat is onjuist", reageert de woordvoerder.', "de woordvoerder"),
    ],
    "ru": [
        (
            "Адвокат семьи Илья Громов заявил, что «никаких доказательств нет».",
            "Адвокат семьи Илья Громов",
        ),
        ("«Это позор!» — воскликнула депутат Лидия Белова.", "депутат Лидия Белова"),
        ("В компании сообщили, что «будут приняты все меры».", None),
        ("Белова отметила: «Всё только начинается».", "Белова"),
        ("Глава района, как пишет газета, «ничего не знал».", None),
        ("Он назвал решение «исторической ошибкой».", "Он"),
        ("В заявлении министерства говорится: «Переговоры завершены».", "заявлении"),
        (
            "«Мы готовы», — сообщил журналистам пресс-секретарь президента Дмитрий Орлов.",
            "пресс-секретарь президента Дмитрий Орлов",
        ),
        ("Министр заявил, что «решение принято окончательно».", "Министр"),
        (
            "По мнению эксперта Ивана Петрова, это «опасный прецедент для всех».",
            "эксперта Ивана Петрова",
        ),
        ("«Это неправда», — сказала она.", "она"),
        ("Как заявил губернатор, «ситуация под контролем».", "губернатор"),
        ("Роман «Война и мир» переиздан.", None),
        ("Газета «Известия» вышла в понедельник.", None),
        (
            "Лидер партии Анна Белова назвала закон «позорным для страны».",
            "Лидер партии Анна Белова",
        ),
        ("“Мы готовы”, — отметил он.", "он"),
        ("«Мы готовы, — сказал генерал Смирнов, — но ждём приказа».", "генерал Смирнов"),
    ],
    "uk": [
        (
            "Адвокат родини Ілля Громов заявив, що «жодних доказів немає».",
            "Адвокат родини Ілля Громов",
        ),
        ("«Це ганьба!» — вигукнула депутатка Лідія Білова.", "депутатка Лідія Білова"),
        ("Він назвав рішення «історичною помилкою».", "Він"),
        ("У заяві міністерства йдеться: «Переговори завершено».", "заяві"),
        (
            "«Ми готові», — повідомив журналістам речник президента Сергій Коваль.",
            "речник президента Сергій Коваль",
        ),
        ("Міністр заявив, що «рішення ухвалено остаточно».", "Міністр"),
        (
            "На думку експерта Івана Петренка, це «небезпечний прецедент».",
            "експерта Івана Петренка",
        ),
        ("«Це неправда», — сказала вона.", "вона"),
        ("Роман «Тигролови» перевидано.", None),
        ("“Ми готові”, — зазначив він.", "він"),
    ],
    "zh": [
        ("公司发言人张伟告诉记者：“我们会采取一切措施。”", "公司发言人张伟"),
        ("她在声明中写道：“这是一次失败的尝试。”", "她"),
        ("“这太可怕了！”目击者李强说。", "目击者李强"),
        ("据路透社报道，总理称“形势非常严峻复杂”。", "总理"),
        ("李华表示，“双方应当加强沟通与合作”。", "李华"),
        ("他说：“我们已经准备好了。”", "他"),
        ("“我们不会放弃，”市长李明说。", "市长李明"),
        ("据新华社报道，发言人强调：「这是严重的错误。」", "发言人"),
        ("《红楼梦》是一部小说。", None),
        ("他是所谓的“专家”。", None),
    ],
}
_CASES = [(code, text, who) for code, rows in _SENTENCES.items() for text, who in rows]


def find_speakers(code: str, text: str) -> list[str | None]:
    """Return the speaker of each quotation, None where it is open."""
    vocabulary = vocabulary_of(code)
    found = find_listed_quotations(lay_out_listed(text, vocabulary), vocabulary)
    return [it.speaker.of(text) if it.speaker else None for it in found]


@pytest.mark.parametrize(("code", "text", "speaker"), _CASES)
def test_speech_is_found_with_its_speaker(code: str, text: str, speaker: str | None) -> None:
    """Each usual order of speech, verb and speaker is read; titles and papers are no speech."""
    found = find_speakers(code, text)
    if speaker is None:
        assert found == []
    else:
        assert found
        assert set(found) == {speaker}


def test_every_language_with_a_file_is_tried() -> None:
    """A new language file needs a table of sentences here."""
    assert _SENTENCES.keys() == known_languages()


@pytest.mark.parametrize(
    ("code", "text", "contents", "speakers"),
    [
        (
            "ru",
            "— Мы никогда не согласимся, — сказал Иван Петров. — Это ошибка.",
            ["Мы никогда не согласимся"],
            ["Иван Петров"],
        ),
        ("ru", "— Почему нет? — спросила она.", ["Почему нет?"], ["она"]),
        (
            "es",
            "—No iremos a la reunión —dijo Pedro Díaz—. Es imposible.",
            ["No iremos a la reunión"],
            ["Pedro Díaz"],
        ),
        ("fr", "— Nous refusons, a dit Claire Petit.", ["Nous refusons"], ["Claire Petit"]),
        ("pt", "— Não vamos — disse João Prado.", ["Não vamos"], ["João Prado"]),
        ("fr", "– Premier point\n– Deuxième point : dire non", [], []),
        ("ru", "Москва — столица России, сказал он.", [], []),
        ("de", "– Das Parlament tagt, sagte der Sprecher.", [], []),
    ],
)
def test_a_dash_opens_speech_only_where_an_attribution_ends_it(
    code: str, text: str, contents: list[str], speakers: list[str]
) -> None:
    """Dialogue is told from lists and from dashes inside a sentence."""
    vocabulary = vocabulary_of(code)
    found = find_listed_quotations(lay_out_listed(text, vocabulary), vocabulary)
    assert [it.content.of(text) for it in found] == contents
    assert [it.speaker.of(text) for it in found if it.speaker] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Brandt sagte: „Wir prüfen das Gesetz.“ „Es gibt noch viele offene Fragen dazu.“",
            ["Brandt", "Brandt"],
        ),
        (
            "Der Minister wies die Kritik zurück. Der Plan sei „seit langem bekannt“.",
            ["Der Minister"],
        ),
        ("Der Bau ist fertig. „Eine Frage der Zeit“ steht an der Wand.", []),
    ],
)
def test_a_speaker_carries_over_to_what_follows(text: str, speakers: list[str]) -> None:
    """The next stretch and sentences in reported speech go on with the speaker before."""
    assert find_speakers("de", text) == speakers


def test_a_verb_alone_leaves_the_speaker_open() -> None:
    """Where the verb form alone says who speaks, the words are speech and nobody is made up."""
    assert find_speakers("es", "«Vamos a ganar las elecciones», aseguró ayer en Madrid.") == [None]


def test_a_verb_alone_goes_on_with_the_speaker_before_it() -> None:
    """Where verbs need no subject, the next one has that of the one before."""
    text = "La ministra Ana Ruiz dijo: «No habrá recortes». «Es una promesa», añadió."
    assert find_speakers("es", text) == ["La ministra Ana Ruiz", "La ministra Ana Ruiz"]


@pytest.mark.parametrize(
    ("code", "text", "speakers"),
    [
        ("es", "«No habrá recortes», rezongó la ministra Ana Ruiz.", ["la ministra Ana Ruiz"]),
        ("fr", "« Rien ne change », maugréa-t-elle.", ["elle"]),
        ("es", "«Guerra y paz», celebrada novela rusa.", []),
    ],
)
def test_a_verb_in_no_list_stands_where_one_of_saying_does(
    code: str, text: str, speakers: list[str]
) -> None:
    """Right behind the marks, before somebody who can speak; before anything else it is none."""
    assert find_speakers(code, text) == speakers


def test_a_language_without_a_file_yields_speech_without_speakers() -> None:
    """Whole sentences between marks that follow a colon or stand alone need no word list."""
    text = "首相は「我々は決して受け入れない。」と述べ、映画「夏の日の長い思い出」を見た。"
    vocabulary = vocabulary_of("ja")
    found = find_listed_quotations(lay_out_listed(text, vocabulary), vocabulary)
    assert [it.content.of(text) for it in found] == ["我々は決して受け入れない。"]
    assert find_speakers("hu", "„Nem fogadjuk el soha ezt az egész rossz tervet”, mondta.") == [
        None
    ]


def test_a_pronoun_on_its_verb_is_the_speaker_without_its_hyphen() -> None:
    """Of "a-t-il" the span of the speaker is "il"."""
    assert find_speakers("fr", "« Il faut agir vite », a-t-il dit.") == ["il"]
