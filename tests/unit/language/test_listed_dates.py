"""Dates of other languages, by word lists."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language.dates.listed import find_listed_expressions
from bot.language.listed_layout import lay_out_listed
from bot.language.vocabulary_files import vocabulary_of

#: A Wednesday.
_PUBLISHED = date(2022, 2, 9)


def read(code: str, text: str, published: date | None = _PUBLISHED) -> list[tuple[str, str]]:
    """Return words and value of each expression."""
    vocabulary = vocabulary_of(code)
    found = find_listed_expressions(lay_out_listed(text, vocabulary), vocabulary, published)
    assert all(it.type == "DATE" for it in found)
    return [(it.span.of(text), it.value) for it in found]


@pytest.mark.parametrize(
    ("code", "text", "words", "value"),
    [
        ("de", "Am 5. Februar 2022 war es so.", "5. Februar 2022", "2022-02-05"),
        ("de", "Am Samstag, dem 5. Februar, war es.", "Samstag, dem 5. Februar", "2022-02-05"),
        ("de", "Es war am 05.02.2022 so.", "05.02.2022", "2022-02-05"),
        ("de", "Es war im Februar 2021 so.", "Februar 2021", "2021-02"),
        ("de", "Es war im Jahr 2019 so.", "2019", "2019"),
        ("de", "Gestern war es so.", "Gestern", "2022-02-08"),
        ("de", "Am Montag war es so.", "Montag", "2022-02-07"),
        ("de", "Am Montag wird gewählt.", "Montag", "2022-02-14"),
        ("de", "Am kommenden Mittwoch ist Wahl.", "Mittwoch", "2022-02-16"),
        ("de", "Am vergangenen Mittwoch war Wahl.", "Mittwoch", "2022-02-02"),
        ("de", "Vor drei Tagen war es so.", "Vor drei Tagen", "2022-02-06"),
        ("de", "In der vergangenen Woche war es so.", "vergangenen Woche", "2022-W05"),
        ("de", "Im vergangenen Jahr war es so.", "vergangenen Jahr", "2021"),
        ("fr", "Le 5 février 2022, il est parti.", "5 février 2022", "2022-02-05"),
        ("fr", "Le 1er mars, il est parti.", "1er mars", "2022-03-01"),
        ("fr", "Il est parti hier.", "hier", "2022-02-08"),
        ("fr", "Il est parti il y a deux semaines.", "il y a deux semaines", "2022-W04"),
        ("fr", "Il est parti la semaine dernière.", "la semaine dernière", "2022-W05"),
        ("es", "El 5 de febrero de 2022 salió.", "5 de febrero de 2022", "2022-02-05"),
        ("es", "El 5 de febrero salió.", "5 de febrero", "2022-02-05"),
        ("es", "Salió el 5/2/2022.", "5/2/2022", "2022-02-05"),
        ("es", "Saldrá mañana.", "mañana", "2022-02-10"),
        ("es", "Salió hace tres días.", "hace tres días", "2022-02-06"),
        ("it", "Il 5 febbraio 2022 è partito.", "5 febbraio 2022", "2022-02-05"),
        ("it", "È partito tre giorni fa.", "tre giorni fa", "2022-02-06"),
        ("it", "È partito lunedì.", "lunedì", "2022-02-07"),
        ("pt", "No dia 5 de fevereiro de 2022 saiu.", "5 de fevereiro de 2022", "2022-02-05"),
        ("pt", "Saiu na segunda-feira.", "segunda-feira", "2022-02-07"),
        ("pt", "Saiu há três dias.", "há três dias", "2022-02-06"),
        ("nl", "Op 5 februari 2022 vertrok hij.", "5 februari 2022", "2022-02-05"),
        ("nl", "Hij vertrok drie dagen geleden.", "drie dagen geleden", "2022-02-06"),
        ("ru", "5 февраля 2022 года он уехал.", "5 февраля 2022 года", "2022-02-05"),
        ("ru", "Он уехал в 2021 году.", "2021 году", "2021"),
        ("ru", "Он уехал три дня назад.", "три дня назад", "2022-02-06"),
        ("ru", "Он уехал вчера.", "вчера", "2022-02-08"),
        ("uk", "5 лютого 2022 року він поїхав.", "5 лютого 2022 року", "2022-02-05"),
        ("uk", "Він поїхав у п’ятницю.", "п’ятницю", "2022-02-04"),
        ("zh", "2022年2月5日，他走了。", "2022年2月5日", "2022-02-05"),
        ("zh", "2月5日，他走了。", "2月5日", "2022-02-05"),
        ("zh", "他于2021年走了。", "2021年", "2021"),
        ("zh", "他昨天走了。", "昨天", "2022-02-08"),
        ("zh", "他星期一走了。", "星期一", "2022-02-07"),
        ("zh", "三天前他走了。", "三天前", "2022-02-06"),
        ("", "2022-02-05 5.2.2022x", "2022-02-05", "2022-02-05"),
    ],
)
def test_dates_are_read_in_each_language(code: str, text: str, words: str, value: str) -> None:
    """Days, months, years, weekdays and the like have the value that a reader gives them."""
    assert read(code, text) == [(words, value)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Am Morgen kam der Bote."),
        ("de", "Es waren 31.02.2022 Euro."),
        ("de", "Der 45. Februar war es nie."),
        ("es", "Por la mañana llovió."),
        ("fr", "La planète Mars est rouge."),
        ("pt", "De 2 a 3 pessoas."),
        ("ru", "Это было 5 раз."),
        ("zh", "三个月的工作"),
        ("", "5/2/2022"),
    ],
)
def test_what_is_no_certain_date_is_left_out(code: str, text: str) -> None:
    """Mornings, planets, counts and days that no calendar has are no dates."""
    assert read(code, text) == []


@pytest.mark.parametrize("text", ["Gestern war es.", "Am Montag war es.", "Am 5. Februar war es."])
def test_without_a_day_of_publication_only_dates_with_a_year_are_read(text: str) -> None:
    """What counts from the day of publication has no value without one."""
    assert read("de", text, None) == []
    assert read("de", text + " Am 5. Mai 2020 auch.", None) == [("5. Mai 2020", "2020-05-05")]


def test_what_somebody_says_of_the_future_moves_no_weekday_outside_the_marks() -> None:
    """A future inside a quotation says nothing of when the quotation was spoken."""
    text = "„Wir werden gewinnen“, sagte sie am Dienstag."
    assert read("de", text) == [("Dienstag", "2022-02-08")]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_error(day: date) -> None:
    """Yesterday of the first day and tomorrow of the last do not exist, and say nothing."""
    for word in ("gestern", "morgen", "vor drei Jahren", "am Montag", "nächstes Jahr"):
        read("de", f"Es ist {word} so.", day)
