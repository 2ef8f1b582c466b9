"""The guess at a text's language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.languages import find_language, guess_language, is_read_as_english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that the talks in Oslo were over and that he would not resign.", "en"),
        ("Die Ministerin sagte, dass die Gespräche in Oslo nicht mit einem Ergebnis enden.", "de"),
        ("La ministre a dit que les négociations ne sont pas dans une impasse pour eux.", "fr"),
        (
            "El ministro dijo que las conversaciones del martes fueron más largas por la lluvia.",
            "es",
        ),
        ("Il ministro ha detto che gli accordi della settimana non sono più nella legge.", "it"),
        ("O ministro disse que as conversas não foram longas, mas que os acordos são bons.", "pt"),
        ("De minister zei dat het overleg niet lang was, maar dat een akkoord werd bereikt.", "nl"),
        ("Министр сказал, что переговоры в Осло были долгими, но он не уйдёт с поста.", "ru"),
        ("Міністр сказав, що переговори в Осло були довгими, але він не піде з посади.", "uk"),
        ("Міністр казаў, што перамовы ў Осла былі доўгімі, але ён не пойдзе з пасады.", "be"),
        ("Министърът каза, че преговорите в Осло са били дълги, но той няма да се откаже.", "bg"),
        ("Министар је рекао да су преговори у Ослу били дуги, али да он неће отићи.", "sr"),
        ("Ministr řekl, že jednání v Oslu byla dlouhá, ale že z funkce se neodejde.", "cs"),
        ("Minister povedal, že rokovania v Osle boli dlhé, ale že z funkcie neodíde ako sa.", "sk"),
        (
            "Minister powiedział, że rozmowy w Oslo były długie, ale nie odejdzie ze stanowiska.",
            "pl",
        ),
        ("Ministrul a spus că discuțiile din Oslo au fost lungi, dar nu își dă demisia.", "ro"),
        ("A miniszter azt mondta, hogy a tárgyalások hosszúak voltak, de nem mond le.", "hu"),
        ("Bakan, Oslo görüşmelerinin uzun olduğunu ama istifa etmeyeceğini söyledi ve çok.", "tr"),
        ("Ministeri sanoi, että neuvottelut olivat pitkiä mutta hän ei eroa tehtävästä.", "fi"),
        ("Ministern sade att samtalen var långa men att han inte tänker avgå från posten.", "sv"),
        ("Ministeren sagde, at samtalerne blev lange, men at han ikke går af efter dette.", "da"),
        ("Ministeren sa at samtalene ble lange, men at han ikke går av etter dette møtet.", "no"),
        ("Ο υπουργός είπε ότι οι συνομιλίες ήταν μεγάλες.", "el"),
        ("השר אמר כי השיחות היו ארוכות.", "he"),
        ("قال الوزير إن المحادثات في أوسلو كانت طويلة وإنه لا يستقيل من منصبه.", "ar"),
        ("وزیر گفت که مذاکرات در اسلو طولانی بود و او از سمت خود استعفا نمی‌کند.", "fa"),
        ("部长说会谈很长。", "zh"),
        ("会談は長かったと大臣は述べた。", "ja"),
        ("장관은 회담이 길었다고 말했다.", "ko"),
    ],
)
def test_prose_shows_its_language(text: str, expected: str) -> None:
    """A sentence of ordinary prose is enough, near relatives told apart."""
    assert guess_language(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MINISTERIN LEHNT RÜCKTRITT AB", "de"),
        ("LE PRÉSIDENT REFUSE DE DÉMISSIONNER", "fr"),
        ("ПРЕМЬЕР ОТКАЗАЛСЯ УЙТИ В ОТСТАВКУ", "ru"),
        ("PRESIDENT WARNS OF NEW CRISIS", "en"),
        ("Governo annuncia nuove misure per la crisi", "it"),
        ("Kabinet weigert nieuwe verkiezingen", "nl"),
    ],
)
def test_a_headline_may_show_its_language(text: str, expected: str) -> None:
    """Words of the news are enough, in capitals too."""
    assert guess_language(text) == expected


def test_glued_words_cost_only_their_own_votes() -> None:
    """A text that lost some of its blanks still shows what it is."""
    assert guess_language("Theminister said thatthe talks wereover and that he would stay.") == "en"
    assert (
        guess_language("Die Ministerinsagte, dass dieGespräche nicht mit einem Erfolg enden.")
        == "de"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "***",
        "4711 0815",
        "Oslo Bergen Trondheim",
        "Müller, Schäfer, Weiß, Köhler, Vogt und Brandt",
        "Anna Berg, Ole Dahl, Kari Nord, Lars Holm, Jean Petit, José Díaz",
        "Владимир Путин, Сергей Лавров, Дмитрий Песков",
        "Prezident zayavil, chto peregovory zakoncheny i on ne uydet",
        "EUR/USD 1.0834 +0.2% DAX 15,234.5",
        "https://news.example/2022/02/05/index.html?id=4",
        "The minister said that the talks were over and would not go on. Die Ministerin sagte, "
        "dass die Gespräche nicht mit einem Ergebnis enden. La ministre a dit que les négociations "
        "ne sont pas dans une impasse.",
        "The talks были over and он would не go on, сказал the министр и president.",
    ],
)
def test_no_language_is_better_than_a_wrong_one(text: str) -> None:
    """Lists of names, figures, transliterations and mixed pages are left without a language."""
    assert guess_language(text) == ""


def test_only_the_beginning_is_looked_at() -> None:
    """A long text costs no more than a short one: what follows the sample changes nothing."""
    opening = "The talks were over and the minister was not there. " * 80
    assert (
        guess_language(opening + "Die Gespräche sind nicht vorbei und das ist gut. " * 900) == "en"
    )


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("Oslo Bergen Trondheim", "nb-NO", "no"),
        ("Markets", "en_US", "en"),
        ("Märkte", " DE ", "de"),
        ("Märkte", "deu", "de"),
        ("Märkte", "klingon", ""),
        ("Märkte", "", ""),
        ("Москва", "en", ""),
        ("", "de", "de"),
        ("Die Ministerin sagte, dass die Gespräche nicht mit einem Ergebnis enden.", "en", "de"),
        (
            "Prezident zayavil chto peregovory zakoncheny i on nikogda ne uydet so svoego posta",
            "de",
            "",
        ),
    ],
)
def test_what_a_source_states_counts_where_the_text_does_not_contradict_it(
    text: str, stated: str, expected: str
) -> None:
    """A stated language helps a short text; a text that plainly is another one wins."""
    assert find_language(text, stated) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Anything at all", "en", True),
        ("Anything at all", "de", False),
        ("Markets fall", "", True),
        ("Shr 15 cts vs 13 cts\nNet 188,000 vs 354,000\nRevs 538,000 vs 594,000", "", True),
        ("Anna Berg, Ole Dahl, Kari Nord, Lars Holm", "", True),
        ("Владимир Путин", "", False),
        ("", "", True),
        (
            "Le maire et la ville et les gens, der Ort und das Dorf und die Leute, le soir.",
            "",
            False,
        ),
    ],
)
def test_rules_for_english_are_kept_for_what_does_not_look_foreign(
    text: str, language: str, expected: bool
) -> None:
    """Headlines and tables are read as English ones always were; other scripts are not."""
    assert is_read_as_english(text, language) is expected


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=8))
def test_any_text_has_a_language_or_none(text: str, stated: str) -> None:
    """Whatever the text and whatever its source states: two letters, or nothing."""
    for found in (guess_language(text), find_language(text, stated)):
        assert found == "" or (len(found) == 2 and found.isalpha() and found.islower())
