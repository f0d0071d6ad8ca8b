"""How the texts of a playbook are filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import KNOWN, known, sample

from playbook.model.asking import Face, Reading
from playbook.model.problem import Problem
from playbook.model.texts import Slot, blanks, filled, parts, problems, slots
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import DraftQuestion
from playbook.model.types.letter import halves_in, words_in
from playbook.money import Amount

REPLY = cast("DraftQuestion", sample("holding_reply"))
SLOTS = {
    "a name": ("{a}", [Slot("a", None, (0, 3))]),
    "a name with words": ("{a|some words}", [Slot("a", "some words", (0, 14))]),
    "a name with no words": ("{a|}", [Slot("a", "", (0, 4))]),
    "blanks around the name": ("{ a |b }", [Slot("a", "b ", (0, 8))]),
    "bars within the words": ("{a|b|c}", [Slot("a", "b|c", (0, 7))]),
    "words over two lines": ("{a|b\nc}", [Slot("a", "b\nc", (0, 7))]),
    "several": ("x {a} y {b|c}", [Slot("a", None, (2, 3)), Slot("b", "c", (8, 5))]),
    "side by side": ("{a}{a}", [Slot("a", None, (0, 3)), Slot("a", None, (3, 3))]),
    "doubled braces": ("{{a}} {{ }}", []),
    "a slot within doubled braces": ("{{{a}}}", [Slot("a", None, (2, 3))]),
    "none": ("a, b | c [d]", []),
}


@pytest.mark.parametrize(("text", "expected"), SLOTS.values(), ids=SLOTS)
def test_slots_are_found(text: str, expected: list[Slot]) -> None:
    assert expected == slots(text)
    assert [] == problems(text)


SLIPS = {
    "an opening brace": ("a { b", [((2, 1), "a single `{`; write `{{` for a brace")]),
    "a closing brace": ("a } b", [((2, 1), "a single `}`; write `}}` for a brace")]),
    "a brace within a slot": ("{a|{b", [((0, 1), "a single `{`"), ((3, 1), "a single `{`")]),
    "a slot within a slot": ("{a|{b}}", [((0, 1), "a single `{`"), ((6, 1), "a single `}`")]),
    "three opening braces": ("{{{", [((2, 1), "a single `{`")]),
    "no name": ("{}", [((0, 2), "braces without a name")]),
    "only blanks": ("{ }", [((0, 3), "braces without a name")]),
    "no name before words": ("{|a}", [((0, 4), "braces without a name")]),
}


@pytest.mark.parametrize(("text", "expected"), SLIPS.values(), ids=SLIPS)
def test_slips_are_found(text: str, expected: list[tuple[tuple[int, int], str]]) -> None:
    found = problems(text)

    assert [span for span, _ in expected] == [slip.span for slip in found]
    assert [says for _, says in expected] == [
        slip.message[: len(says)] for slip, (_, says) in zip(found, expected, strict=True)
    ]


@given(st.text(alphabet="ab |{}[]\n", max_size=30))
def test_every_character_belongs_to_one_part(text: str) -> None:
    at = 0
    for part in parts(text):
        if isinstance(part, Slot | Problem):
            assert part.span
            assert at == part.span[0]
            at += part.span[1]
        else:
            at += 2 if part in ("{", "}") and text[at : at + 2] == part * 2 else len(part)

    assert len(text) == at


@given(st.text(max_size=40))
def test_doubled_braces_give_any_text_back(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert [] == problems(doubled)
    assert text == filled(doubled, lambda _: "?")


@given(st.text(alphabet="ab{}|[]", max_size=10))
def test_what_is_filled_in_is_not_filled_again(words: str) -> None:
    assert f"<{words}>" == filled("<{a}>", lambda _: words)


BLANKS = {
    "one": ("Meanwhile [what is under way] goes on.", ["[what is under way]"]),
    "several, in order": ("[b] and [a] and [b]", ["[b]", "[a]", "[b]"]),
    "over two lines": ("[what is\nunder way]", []),
    "nothing in it": ("a list[] and [ ]", []),
    "a tick box": ("- [x] done\n- [X] done", []),
    "a link": ("[my page](https://example.com)", []),
    "within another": ("[a [b] c]", ["[b]"]),
    "open": ("[a", []),
    "none": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), BLANKS.values(), ids=BLANKS)
def test_blanks_are_found(text: str, expected: list[str]) -> None:
    assert expected == blanks(text)


NOW = known(
    sting=7,
    callback_on=date(2026, 11, 24),
    monthly_value=Amount(Decimal("1200.00"), "EUR"),
    reason=Chosen("price", "terms"),
    told=Chosen("budget_cut"),
    angry=True,
    feelings=("hurt", "worried"),
    promise="The report\n  by Friday,\n\nas {agreed}",
    hours=Decimal("2.5"),
)

FILLED = {
    "the client": ("{client}", "Acme Studio"),
    "me": ("{me}", "Ada"),
    "today, in full": ("{today}", "Sunday 22 November"),
    "a scale": ("{sting|?}", "7"),
    "a date, in full": ("{callback_on|?}", "Tuesday 24 November"),
    "an amount": ("{monthly_value|?}", "€1,200.00"),
    "a choice with its detail": ("{reason|?}", "Price: Terms"),
    "a choice by its label": ("{told|?}", "Money was cut"),
    "yes": ("{angry|?}", "yes"),
    "several choices by their labels": ("{feelings|?}", "Hurt, Worried"),
    "words on one line": ("{promise|?}", "The report by Friday, as {agreed}"),
    "a number with its unit": ("{hours|?}", "2.5 hours"),
    "no answer": ("{control|nothing yet}", "nothing yet"),
    "no answer, and nothing to stand in": ("({control|})", "()"),
    "no answer, and words over two lines": ("{control|not\n  yet}", "not yet"),
    "braces": ("{{client}} is {client}", "{client} is Acme Studio"),
    "the text's own lines": ("for {client},\n  then", "for Acme Studio,\n  then"),
}


@pytest.mark.parametrize(("text", "expected"), FILLED.values(), ids=FILLED)
def test_a_text_is_filled_with_answers_on_one_line(text: str, expected: str) -> None:
    assert expected == NOW.filled(text)


def test_a_letter_keeps_the_lines_of_what_is_filled_in() -> None:
    assert "You expected:\nThe report\n  by Friday,\n\nas {agreed}" == NOW.letter(
        "\nYou expected:\n{promise|?}\n\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You wrote: {promise|?}. And then?", "You wrote: Was it late? And then?"),
        ("{promise|?}{client}. {client}.", "Was it late?Acme Inc. Acme Inc."),
        ("{client}... {client}, you", "Acme Inc.... Acme Inc., you"),
        ("Why? {rival|Nobody knows.}.", "Why? Nobody knows."),
        ("Why? {rival|Nobody knows}.", "Why? Nobody knows."),
    ],
)
def test_a_sentence_that_ends_with_what_is_filled_in_ends_once(text: str, expected: str) -> None:
    now = known(promise="Was it late?")._replace(client="Acme Inc.")

    assert (expected, expected) == (now.filled(text), now.letter(text))


def test_a_walk_about_no_client_has_words_to_stand_in() -> None:
    assert "them" == KNOWN._replace(client=None).filled("{client|them}")


def test_a_name_that_is_not_configured_is_nothing() -> None:
    nobody = KNOWN._replace(me="")

    assert "Yours, " == nobody.filled("Yours, {me}")
    assert "Yours, Ada" == KNOWN.letter("Yours, {me}")


def test_a_name_that_is_not_configured_is_a_blank_of_a_letter() -> None:
    letter = KNOWN._replace(me="").letter("Yours, {me}")

    assert "Yours, [your name]" == letter
    assert ["[your name]"] == blanks(letter)
    assert "Yours, " == KNOWN._replace(me="").letter("Yours, {me|}")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("[first name], {client} calls", ["[first name]"]),
        ("{client|[their name]}", []),
        ("{control|[whose hands]}", ["[whose hands]"]),
        ("[what {client} asked for]", ["[what Ada [she/her] asked for]"]),
        ("{me}", []),
    ],
)
def test_brackets_that_an_answer_brings_in_are_no_blanks(template: str, expected: list[str]) -> None:
    now = KNOWN._replace(client="Ada [she/her]", me="[me]")

    assert expected == replace(REPLY, subject="", template=template).own_blanks(now)
    assert expected == replace(REPLY, subject=template, template="Hello").own_blanks(now)


@pytest.mark.parametrize(
    ("language", "subject", "blank"),
    [
        ("en", "Subject:", "[your name]"),
        ("it", "Oggetto:", "[il tuo nome]"),
        ("pt-BR", "Assunto:", "[seu nome]"),
        ("pt-PT", "Assunto:", "[o nome de quem escreve]"),
        ("de", "Subject:", "[your name]"),
    ],
)
def test_a_letter_is_signed_and_filled_in_in_its_subject_too(language: str, subject: str, blank: str) -> None:
    asked = replace(REPLY, subject="A word from {me}", template="Hello")
    now = KNOWN._replace(me="", language=language)
    letter = asked.letter(now)

    assert asked.is_signed
    assert f"{subject} A word from {blank}\n\nHello" == letter
    assert [blank] == asked.open_blanks(letter, now)
    assert {blank: "Ada"} == asked.filled_in(letter.replace(blank, "Ada"), now)


# Its commas are like the one between its blanks, and so are those of what is filled in.
LISTED = "It stands on [the site, the folder], [with a name, or without]."


@pytest.mark.parametrize(
    ("words", "half", "filled_in"),
    [
        ("[the site, the folder], [with a name, or without]", {}, {}),
        ("the site, [with a name, or without]", {}, {"[the site, the folder]": "the site"}),
        (
            "the site, with [with a name, or without]",
            {"[with a name, or without]": "with"},
            {"[the site, the folder]": "the site"},
        ),
        ("the site, the news, [with a name, or without]", {}, {}),
        ("the site; with", {}, {}),
    ],
)
def test_a_blank_with_commas_is_not_taken_for_what_was_typed(
    words: str, half: dict[str, str], filled_in: dict[str, str]
) -> None:
    text = f"It stands on {words}."

    assert half == dict(halves_in(text, LISTED, blanks(LISTED)))
    assert filled_in == dict(words_in(text, LISTED, blanks(LISTED)))


def test_a_day_is_said_in_the_language_of_the_playbook() -> None:
    assert "domenica 22 novembre" == KNOWN._replace(language="it").filled("{today}")


@given(st.text(max_size=40))
def test_whatever_is_filled_into_a_text_stays_on_its_line(words: str) -> None:
    line = known(promise=words).filled("<{promise|?}>")

    assert 1 == len(line.splitlines())


class Listener:
    """Somebody who is only shown words."""

    def __init__(self) -> None:
        self.heard: list[Reading] = []

    def reading(self, form: Reading) -> None:
        self.heard.append(form)


def test_what_is_filled_into_words_to_say_stays_on_one_line() -> None:
    listener = Listener()
    sample("words").ask(cast(Face, listener), NOW, None, None)

    assert ["You were right to expect The report by Friday, as {agreed}."] == [r.text for r in listener.heard]
