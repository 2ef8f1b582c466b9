"""Actors are found under all their names, and nothing else becomes one."""

from __future__ import annotations

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.actors import ActorIndex, find_actors
from bot.extraction.phrases import find_phrases
from bot.language.layout import lay_out
from bot.records import ActorKind


def actors_of(text: str, title: str = "") -> ActorIndex:
    """Return the actors of a text, as the extraction finds them."""
    layout = lay_out(text)
    return find_actors(layout, find_phrases(layout), title)


def names_of(text: str) -> set[str]:
    """Return the names of all actors of a text."""
    return {actor.name for actor in actors_of(text).actors}


def test_one_person_under_many_names_is_one_actor() -> None:
    """Full name, surname, title and surname, and a middle initial are the same person."""
    text = (
        "President Marta Kovel arrived on Monday. Kovel said she was glad. Mrs. Kovel left."
        " Later Marta J. Kovel spoke, and President Kovel's aides agreed."
    )
    index = actors_of(text)
    assert [actor.name for actor in index.actors] == ["Marta Kovel"]
    assert [m.span.of(text) for m in index.mentions] == [
        "Marta Kovel", "Kovel", "Kovel", "Marta J. Kovel", "Kovel",
    ]  # fmt: skip
    assert index.actors[0].kind is ActorKind.PERSON
    assert "Kovel" in index.actors[0].aliases


@pytest.mark.parametrize(
    "title",
    [
        "Secretary-General",
        "Attorney-General",
        "Lieutenant-Governor",
        "Editor-in-Chief",
        "Ex-President",
        "Mayor-elect",
        "Vice-President",
    ],
)
def test_title_written_with_hyphens_is_no_part_of_a_name(title: str) -> None:
    """As little as the same title in separate words; with a body before it as well."""
    text = f"Norland {title} Marta Kovel arrived. {title} Marta Kovel said she was glad."
    mentions = [m for m in actors_of(text).mentions if m.actor == "marta kovel"]
    assert [m.span.of(text) for m in mentions] == ["Marta Kovel", "Marta Kovel"]


def test_double_surname_is_no_title() -> None:
    """One half that could be a title makes none of the whole."""
    assert "Marta Major-Lund" in names_of("Marta Major-Lund arrived. She was glad.")


def test_two_people_of_one_surname_stay_two() -> None:
    """A bare surname that two people bear is nobody's mention; a title that fits one decides."""
    text = (
        "Mr. Daniel Brask and Ms. Ruth Brask met in Oslo. Brask was angry."
        " Ms. Brask said it was over."
    )
    mentions = [(m.span.of(text), m.actor) for m in actors_of(text).mentions]
    people = [(words, key) for words, key in mentions if "Brask" in words]
    assert people == [
        ("Daniel Brask", "daniel brask"),
        ("Ruth Brask", "ruth brask"),
        ("Brask", "ruth brask"),
    ]


def test_surname_in_use_stays_with_its_first_bearer() -> None:
    """A namesake who is only passed by does not take the surname from the one it was used for."""
    text = (
        "Daniel Brask spoke on Monday. Brask was angry. Brask left early."
        " His sister, Ruth Brask, stayed. Brask said it was over."
    )
    last = actors_of(text).mentions[-1]
    assert (last.span.of(text), last.actor, last.reason) == ("Brask", "daniel brask", "surname")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Secretary of the Army Anna Kovel spoke. Kovel left.", {"Anna Kovel"}),
        ("Supplies began to run low. Tom Berg spoke.", {"Tom Berg"}),
        ("Tom Berg won an Oscar for it.", {"Tom Berg"}),
        ("She moved to Ferrow. The Ferrow Trade Association met in Ferrow. In Ferrow it rained.",
         {"Ferrow", "Ferrow Trade Association"}),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_no_part_of_the_actor(text: str, names: set[str]) -> None:
    """An office's field, a thing, a prize; and a town is not the body that is called after it."""
    assert names_of(text) == names


def test_a_known_name_in_use_stays_with_whom_everybody_means() -> None:
    """Until somebody so called comes up; behind that it is open who is meant where one speaks."""
    text = "Ford has two plants. Vans are sold by Ford. Bill Ford, its chairman, was glad. "
    index = actors_of(text + "At Ford nobody was. Ford said so.")
    keys = [(m.span.of(text), m.actor) for m in index.mentions if m.span.end <= len(text)]
    assert keys == [("Ford", "ford"), ("Ford", "ford"), ("Bill Ford", "bill ford")]
    assert [m.actor for m in index.mentions][3:] == ["ford"]
    text = "Bill Ford was glad. Ford said so."
    assert {m.actor for m in actors_of(text).mentions} == {"bill ford"}


def test_a_verb_that_opens_a_sentence_is_no_given_name() -> None:
    """Whatever is done to somebody is no part of the name; a name that ends so is."""
    assert names_of("Tom Berg spoke. Overturning Kovel is wrong. Channing Dahl spoke.") == {
        "Tom Berg", "Kovel", "Channing Dahl"
    }  # fmt: skip


def test_all_spellings_of_a_known_body_are_one_actor() -> None:
    """Full name, acronym in any case and a lower-case acronym in brackets meet in one key."""
    text = (
        "The North Atlantic Treaty Organization (nato) met. Nato said so, and NATO's chief agreed."
    )
    index = actors_of(text)
    assert {m.actor for m in index.mentions} == {"nato"}
    assert index.actors[0].name == "NATO"


def test_acronym_that_the_text_defines_is_an_alias() -> None:
    """A body that no list knows is met again under the acronym that follows its name."""
    text = "The Lake Water Authority (LWA) met in Lund. The LWA said levels were low."
    index = actors_of(text)
    body = index.actors[0]
    assert (body.name, body.kind) == ("Lake Water Authority", ActorKind.ORGANISATION)
    assert [m.actor for m in index.mentions if m.span.of(text) == "LWA"] == [body.key] * 2


@pytest.mark.parametrize(
    ("text", "key", "kind"),
    [
        ("Lima said it would not sign.", "peru", ActorKind.COUNTRY),
        ("The envoy blamed Lima.", "peru", ActorKind.COUNTRY),
        ("Talks between Lima and Quito failed.", "peru", ActorKind.COUNTRY),
        ("Thousands marched in Lima on Sunday.", "lima", ActorKind.PLACE),
        ("He flew from Lima to Oslo.", "lima", ActorKind.PLACE),
    ],
)
def test_capital_is_a_government_only_where_it_acts(text: str, key: str, kind: ActorKind) -> None:
    """A capital that says or does something is its country, elsewhere a place."""
    first = actors_of(text).mentions[0]
    assert (first.actor, first.kind) == (key, kind)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He works for the Ministry of Health in Quito.", "Ministry of Health", "organisation"),
        ("The Brandt Institute for Peace said so.", "Brandt Institute for Peace", "organisation"),
        ("The Harrow & Lane group failed.", "Harrow & Lane", "organisation"),
        ("They crossed the Arun River at night.", "Arun River", "place"),
        ("People fled near Tal Baran on Friday.", "Tal Baran", "place"),
        ("Spokesman Ivo Lantos said so.", "Ivo Lantos", "person"),
        ("Suleiman al-Masri said so.", "Suleiman al-Masri", "person"),
        ("Ursula von der Linden said so.", "Ursula von der Linden", "person"),
        ("Kay Lima said so.", "Kay Lima", "person"),
        ("National Security Adviser Ivo Lantos said so.", "Ivo Lantos", "person"),
        ("Marden Chief Financial Officer Ivo Lantos said so.", "Ivo Lantos", "person"),
        ("Marden County Recorder Ivo Lantos said so.", "Ivo Lantos", "person"),
        ("Fire Department crews came.", "Fire Department", "organisation"),
        ("The Peruvian Foreign Ministry said so.", "Peruvian Foreign Ministry", "organisation"),
        ("Peru's Foreign Ministry said so.", "Peruvian Foreign Ministry", "organisation"),
    ],
)
def test_kinds_follow_from_words_and_surroundings(text: str, name: str, kind: str) -> None:
    """Heads, titles, given names and the words before a name tell what it names."""
    kinds = {actor.name: actor.kind.value for actor in actors_of(text).actors}
    assert kinds.get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Meanwhile, prices rose on Monday in February.",
        "However the vote failed. Voters stayed away. Turnout fell.",
        "The President spoke. The Minister left. The Court sat.",
        "READ MORE. Subscribe to the newsletter. Advertisement",
        "Wildfires Rage As Crews Battle Winds And Heat",
        "A Lima-based firm and a pro-Lima group met.",
        "The Christmas holiday and the Second World War were topics.",
    ],
)
def test_ordinary_capitals_name_nobody(text: str) -> None:
    """Sentence starts, days, months, offices, headlines, works and compounds are no actors."""
    assert not [actor for actor in actors_of(text).actors if actor.kind is not ActorKind.PLACE]


def test_headlines_name_only_who_is_known() -> None:
    """In a line all of capitals only listed names and names of the text are taken."""
    text = "Crisis Talks Fail As Peru Rejects Offer\n\nEnvoy Ana Sorel left Quito on Friday."
    assert names_of(text) == {"Peru", "Ana Sorel", "Quito"}


def test_glued_and_lower_case_names_are_found() -> None:
    """A verb glued to a name and a lost capital do not hide who is named."""
    text = "ana Sorel met Ivo Lantosreceived in Oslo. Lantos received her. russia objected."
    assert {"Ivo Lantos", "Russia"} <= names_of(text)


def test_title_actors_are_those_of_the_text_and_the_lists() -> None:
    """A title names actors by surname where the text knows them, and by known names."""
    index = actors_of(
        "Ana Sorel spoke in Quito. Sorel left.", title="Sorel warns NATO over Baltic plan"
    )
    assert index.title_actors == ("ana sorel", "nato")


@pytest.mark.parametrize(
    "piece", ["(", "A", "Aa ", "The ", "Bank of ", "Lund (LU) ", "They said. ", "Ana Sorel, "]
)
def test_odd_texts_cost_linear_time(piece: str) -> None:
    """No input raises, and none takes time out of proportion."""

    def find_and_resolve(count: int) -> None:
        index = actors_of(piece * count)
        for mention in index.mentions[:50]:
            index.resolve(mention.span)

    assert grows_in_proportion(find_and_resolve, 2_000)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("AaBb NATO(),.'s’“”-\nof thePuU. "), max_size=200))
def test_mentions_are_ordered_and_lie_in_the_text(text: str) -> None:
    """Whatever the text, mentions do not overlap, stand in order and belong to listed actors."""
    index = actors_of(text)
    keys = {actor.key for actor in index.actors}
    end = 0
    for mention in index.mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.actor in keys
        end = mention.span.end
        index.resolve(mention.span)


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The Peruvian special forces left.", "Peruvian special forces", "peru"),
        ("It angered U.S. officials.", "U.S. officials", "united states"),
        ("He blamed the government of Chile.", "government of Chile", "chile"),
        ("Orla Venn left. The Venn administration fell.", "Venn administration", "orla venn"),
    ],
)
def test_those_who_act_for_a_state_stand_for_it(text: str, words: str, key: str) -> None:
    """A country's name or adjective goes with the noun for its forces, officials or government."""
    mention = actors_of(text).mentions[-1]
    assert (mention.span.of(text), mention.actor, mention.reason) == (words, key, "state")


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("The Peruvians left.", "Peruvians", "people"),
        ("Many Yazidis fled.", "Yazidis", "people"),
        ("A Yazidi village burned.", "Yazidi", "adjective"),
    ],
)
def test_peoples_are_told_from_adjectives(text: str, words: str, reason: str) -> None:
    """A people is a body of persons; its adjective only says where somebody belongs."""
    (mention,) = actors_of(text).mentions
    assert (mention.span.of(text), mention.reason) == (words, reason)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They took the village of Ardun. Ardun burned.", "Ardun", ActorKind.PLACE),
        ("He fled to Tel Ardun province.", "Tel Ardun", ActorKind.PLACE),
        ("The group Green Ardun agreed.", "Green Ardun", ActorKind.ORGANISATION),
        ("They besieged Ardun.", "Ardun", ActorKind.PLACE),
        ("They fought in rebel-held Ardun.", "Ardun", ActorKind.PLACE),
        ("A fighter of al-Qaeda left.", "al-Qaeda", ActorKind.ORGANISATION),
        ("They shelled al-Hilla again.", "Hilla", ActorKind.PLACE),
        ("Then Mr. al-Ardun agreed.", "al-Ardun", ActorKind.PERSON),
        ("Brig. Gen. Ole Venn agreed.", "Ole Venn", ActorKind.PERSON),
    ],
)
def test_kinds_are_told_by_neighbours_and_articles(text: str, name: str, kind: ActorKind) -> None:
    """Nouns beside a name, ranks, and Arabic articles say what a name is."""
    found = {actor.name: actor.kind for actor in actors_of(text).actors}
    assert found == {name: kind}


@pytest.mark.parametrize(
    "text",
    [
        "Moammar Gadhafi spoke.",
        "Gaddafi spoke.",
        "Muammar al-Gaddafi spoke. Gaddafi left, and Mr. Gaddafi said so.",
    ],
)
def test_spellings_of_a_known_person_are_one_actor(text: str) -> None:
    """One key holds for all spellings of a name, and for a surname that means nobody else."""
    assert [actor.key for actor in actors_of(text).actors] == ["muammar gaddafi"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Orla Merkel spoke. Merkel left.", {"orla merkel"}),
        ("Mr. Merkel spoke.", {"merkel"}),
        ("Sheriff Merkel spoke.", {"merkel"}),
    ],
)
def test_a_known_surname_yields_to_what_the_text_says(text: str, keys: set[str]) -> None:
    """Another bearer in the text, another gender or a small office make it somebody else."""
    assert {actor.key for actor in actors_of(text).actors} == keys


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The Supreme Court met. Later the Court spoke.", "Court", "supreme court"),
        ("The Tax Court met the Water Court. Later the Court spoke.", "Court", None),
        ("The Financial Times knew. On Monday the Times wrote it.", "Times", None),
        ("He joined the Coalition. In the Coalition he fell.", "Coalition", "coalition"),
        ("Ole Venn of LWA won.", "LWA", "lwa"),
        ("LWA said no. It beat LWA.", "LWA", "lwa"),
        ("It uses the LWA system.", "LWA", None),
    ],
)
def test_short_names_of_bodies(text: str, words: str, key: str | None) -> None:
    """ "The Court" is the one court named before; capitals are a body where the text says so."""
    start = text.rindex(words)
    found = [m.actor for m in actors_of(text).mentions if m.span.start == start]
    assert found == ([] if key is None else [key])


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The Foreign Secretary, Orla Venn, left.", "Foreign Secretary", "orla venn"),
        ("Prime Minister Orla Venn left. Then the Prime Minister ate.", "Prime Minister",
         "orla venn"),
        ("Peruvian President Orla Venn met Ole Dahl. Then the Peruvian President ate.",
         "Peruvian President", "orla venn"),
        ("Mayor Orla Venn met Mayor Ole Dahl. Then the Mayor ate.", "Mayor", None),
        ("Then the Mayor ate.", "Mayor", None),
    ],
)  # fmt: skip
def test_titles_with_a_capital_are_mentions_of_their_bearer(
    text: str, words: str, key: str | None
) -> None:
    """ "The President" is a mention of the one person of the text who is president."""
    start = text.rindex(words)
    roles = [m for m in actors_of(text).mentions if m.reason == "role" and m.span.start == start]
    assert [m.actor for m in roles] == ([] if key is None else [key])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Serving Russia, he said, is all.", "Russia", ActorKind.COUNTRY),
        ("Lima-based Ardun fell.", "Ardun", ActorKind.ORGANISATION),
        ("He sued United Ardun.", "United Ardun", ActorKind.ORGANISATION),
        ("Biologist Anna Venn left.", "Anna Venn", ActorKind.PERSON),
        ("He flew to Austin, Tex., and Reno, Nev.", "Nevada", ActorKind.PLACE),
        ("A curtain fell. He read Zorn Curtain.", "Zorn Curtain", ActorKind.ORGANISATION),
    ],
)
def test_what_looks_like_a_person_and_is_none(text: str, name: str, kind: ActorKind) -> None:
    """Countries, bodies and words that the text has in lower case are no surnames."""
    found = {actor.name: actor.kind for actor in actors_of(text).actors}
    assert found[name] is kind


@pytest.mark.parametrize(
    "text",
    ["Former Senate leader Ann Berg left.", "Current Education Ministry staff met Ann Berg."],
)
def test_when_somebody_was_in_office_is_no_part_of_the_body(text: str) -> None:
    """A capital that "former" owes to the sentence's start makes no other body."""
    names = names_of(text)
    assert not any(name.startswith(("Former", "Current")) for name in names)
    assert "Ann Berg" in names


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ardun Corp.", "ardun"),
        ("Ardun Zent Co Ltd", "ardun zent"),
        ("Apple Inc", "apple"),
        ("Anna Corp.", "anna corp"),
        ("Adm. Orla Venn", "orla venn"),
        ("Adm Orla Venn", "orla venn"),
    ],
)
def test_legal_forms_and_ranks_make_no_other_actor(name: str, key: str) -> None:
    """A company is one actor with its legal form and without it, an officer with the rank."""
    assert [actor.key for actor in actors_of(f"They met {name} in May.").actors] == [key]


@pytest.mark.parametrize(
    "text", ["Let us see. Let it go.", "The ruling in Ardun v. Zent stood. Ardun fell."]
)
def test_case_names_and_words_like_acronyms_name_nobody(text: str) -> None:
    """ "Ardun v. Zent" calls a case, and "Let" is not "LeT"."""
    assert names_of(text) == set()


def test_places_in_a_list_are_told_by_one_of_them() -> None:
    """What "and" joins to a place is one; a name behind the comma of a phrase is not."""
    found = {it.name: it.kind for it in actors_of("They met in Ardun, Zent and Talun.").actors}
    assert set(found.values()) == {ActorKind.PLACE}
    assert len(found) == 3
    found = {it.name: it.kind for it in actors_of("In Ardun, Zent said no.").actors}
    assert found == {"Ardun": ActorKind.PLACE, "Zent": ActorKind.PERSON}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Photos: Mayor Ann Berg Ann Berg arrives in Lund.", {"Ann Berg"}),
        ("Photos: Mayor Ann Berg Berg speaks to farmers.", {"Ann Berg"}),
        ("Photos: Mayor Ann Berg Carl Berg goes fishing.", {"Ann Berg", "Carl Berg"}),
        ("Young people like Duran Duran best of all.", {"Duran Duran"}),
        ("They met Boris Boris-Lund there.", {"Boris Boris-Lund"}),
    ],
)
def test_a_name_that_comes_again_is_another_one(text: str, names: set[str]) -> None:
    """A caption runs into the sentence below it; a double name is one."""
    found = actors_of(text).actors
    assert {actor.name for actor in found if actor.kind is ActorKind.PERSON} == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Then Gen. Ole "Bear" Venn left. Venn said so.', 'Ole "Bear" Venn'),
        ("Then Anna (Nan) Venn left. Venn said so.", "Anna (Nan) Venn"),
    ],
)
def test_a_nickname_parts_no_name(text: str, words: str) -> None:
    """A nickname between first and last name belongs to the mention, not to the name."""
    index = actors_of(text)
    assert [m.span.of(text) for m in index.mentions] == [words, "Venn"]
    assert len(index.actors) == 1


def test_ships_are_no_actors() -> None:
    """A ship's name is nobody's."""
    assert names_of("The USS Ardun met HMS Zent.") == set()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "Voters in Georgia went to the polls. Republicans hope to win in Atlanta.",
            "georgia us state",
        ),
        ("Voters in Georgia went to the polls. Tbilisi was calm.", "georgia"),
    ],
)
def test_the_text_tells_which_georgia_is_meant(text: str, key: str) -> None:
    """A name of two is the one that the text speaks of."""
    assert actors_of(text).mentions[0].actor == key
