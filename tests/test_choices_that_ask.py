"""`ask`: the words that a choice asks for are a question of their own, as long as the choice is taken."""

from __future__ import annotations

from pathlib import Path

from builders import TEXT, Page, Table, asked, entry_file, playbook, sit, step

from playbook.model.leaving import Back
from playbook.model.types.choice import Chosen
from playbook.walk import Asking, Skipped

OTHER: Table = {
    "type": "choice",
    "choices": {
        "price": {"label": "Price", "detail": {"rise": "It rose"}, "ask": "How much, {client}?"},
        "fit": "No fit",
        "other": {"label": "Something else", "ask": "Which?"},
    },
}
WORDS = {"label": "Words", "ask": "Which?"}
SEVERAL: Table = {"type": "choices", "choices": {"one": WORDS, "none": "None", "two": WORDS}}
WHY = playbook(step("one", asked("why", OTHER), asked("last", TEXT)))


def stands_at(page: Page) -> str:
    stand = page.walk.stand
    return stand.question.id if isinstance(stand, Asking) else "nowhere"


def test_the_words_are_asked_right_behind_and_stand_beneath_under_a_name_of_their_own() -> None:
    page = Page(WHY)
    page.reply("why", Chosen("price", "rise"))

    assert "why_price" == stands_at(page)
    page.reply("why_price", "A lot")
    page.reply("last", "No")

    assert ["- why: price.rise — Price: It rose", "- why_price: A lot", "- last: No"] == page.lines
    assert "*How much, Acme Studio?*\n\n- why_price: A lot" in page.entry.text


def test_they_are_set_aside_with_their_choice_and_come_back_with_it() -> None:
    page = Page(WHY)
    page.reply("why", Chosen("other"))
    page.reply("why_other", Skipped())
    page.reply("why", Chosen("fit"))

    assert ["- why: fit — No fit", "- ~why_other: (skipped)"] == page.lines
    assert "last" == stands_at(page)
    page.reply("why", Chosen("other"))

    assert ["- why: other — Something else", "- why_other: (skipped)"] == page.lines


def test_going_back_leads_to_the_choice(tmp_path: Path) -> None:
    sit(
        WHY,
        file := entry_file(tmp_path),
        ("why", Chosen("other")),
        ("why_other", Back("Hal")),
        ("why", Chosen("fit")),
        ("last", "No"),
    )

    assert {"why": "fit — No fit", "last": "No"} == {
        name: answer.head for name, answer in file.entry.answers.items()
    }


def test_several_are_asked_in_the_order_of_the_list() -> None:
    page = Page(playbook(step("one", asked("why", SEVERAL), asked("last", TEXT))))
    page.reply("why", ("one", "two"))

    assert ["why", "why_one", "why_two", "last"] == list(page.walk.asked)


def test_a_borrowed_choice_asks_too_and_its_words_are_the_borrowers() -> None:
    borrowing = {"type": "choice", "choices_of": "why"}
    page = Page(playbook(step("one", asked("why", OTHER)), step("two", asked("again", borrowing))))
    page.reply("why", Chosen("fit"))
    page.reply("again", Chosen("other"))

    assert "again_other" == stands_at(page)
