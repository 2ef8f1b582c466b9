"""The guess at a text's language."""

import pytest

from bot.language.languages import guess_language


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
    ],
)
def test_prose_shows_its_language(text: str, expected: str) -> None:
    """A sentence of ordinary prose is enough to tell each of the known languages."""
    assert guess_language(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "***",
        "4711 0815",
        "Oslo Bergen Trondheim",
        "会談は合意なしに終わったと大臣は述べた。",
        "Miniszter úr azt mondta, hogy a tárgyalások véget értek.",
    ],
)
def test_no_language_is_better_than_a_wrong_one(text: str) -> None:
    """Texts without known words, and texts in other languages, are left without a language."""
    assert guess_language(text) == ""


def test_only_the_beginning_is_looked_at() -> None:
    """A long text costs no more than a short one: what follows the sample changes nothing."""
    opening = "The talks were over and the minister was not there. " * 80
    assert (
        guess_language(opening + "Die Gespräche sind nicht vorbei und das ist gut. " * 900) == "en"
    )
