"""`follow_up` with `due`: the box of a choice comes when it is taken and goes when it is not any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import DATE, FRIDAY, MONDAY, TEXT, TUESDAY, Page, Table, asked, playbook, step

from playbook.model.types.choice import Chosen
from playbook.walk import Skipped, Unfinished

INVOICE = "Chase the invoice of {client}"
LEFT: Table = {
    "type": "choices",
    "choices": {
        "invoice": {"label": "An invoice", "follow_up": INVOICE, "due": "in 4 days"},
        "keys": {"label": "Their keys", "follow_up": "Send {what|something} back", "due": "ends_on"},
        "nothing": {"label": "Nothing", "exclusive": True},
    },
}
OFFBOARD = playbook(
    step("one", asked("what", TEXT), asked("ends_on", DATE), asked("open", LEFT), asked("last", TEXT))
)
BOX, TICKED = (f"- [{mark}] {FRIDAY} Chase the invoice of Acme Studio" for mark in " x")


@pytest.fixture
def page() -> Page:
    """A walk in which an invoice was left open on Monday."""
    page = Page(OFFBOARD)
    page.reply("open", ("invoice",))
    return page


def boxes(page: Page) -> list[str]:
    return [line for line in page.lines if line.startswith("- [")]


def test_taking_a_choice_makes_its_box_in_the_same_save_counted_from_that_day(page: Page) -> None:
    assert [BOX] == boxes(page)


def test_while_it_is_taken_its_box_is_the_persons_whatever_is_answered_on_whatever_day(page: Page) -> None:
    moved = BOX.replace(str(FRIDAY), str(FRIDAY + timedelta(7)))
    page.edit(lambda text: text.replace(BOX, moved))
    page.today = TUESDAY
    page.reply("open", ("invoice", "keys"))
    page.reply("last", "Done")
    page.reply("open", ("invoice",))

    assert [moved] == boxes(page)


@pytest.mark.parametrize("stands", [TICKED, BOX, BOX.replace(str(FRIDAY), "2030-01-01")])
def test_a_box_with_its_words_is_never_doubled(page: Page, stands: str) -> None:
    page.reply("open", ("nothing",))
    page.edit(lambda text: f"{text}\n{stands}\n")
    page.today = TUESDAY
    page.reply("open", ("invoice",))

    assert [stands] == boxes(page)


def test_not_taking_it_any_more_takes_the_first_box_away_that_is_not_ticked(page: Page) -> None:
    later = BOX.replace(str(FRIDAY), "2030-01-01")
    page.edit(lambda text: text.replace(BOX, f"{TICKED}\n{later}\n{BOX}"))
    page.today = TUESDAY
    page.reply("open", ("nothing",))

    assert [TICKED, BOX] == boxes(page)


@pytest.mark.parametrize("reply", [Skipped(), Unfinished("keys"), ("nothing",)])
def test_what_is_no_answer_any_more_takes_nothing(page: Page, reply: object) -> None:
    page.reply("open", reply)

    assert [] == boxes(page)


def test_one_of_a_list_has_one_too_and_a_condition_takes_it_away_and_brings_it_back() -> None:
    one = {**LEFT, "type": "choice", "choices": {"invoice": LEFT["choices"]["invoice"], "none": "None"}}
    under = asked("open", one, when={"what": {"not": "nothing"}})
    page = Page(playbook(step("one", asked("what", TEXT), under)))
    page.reply("what", "work")
    page.reply("open", Chosen("invoice"))
    page.reply("what", "nothing")

    assert [] == boxes(page)

    page.today = TUESDAY
    page.reply("what", "work")

    assert [BOX.replace(str(FRIDAY), str(FRIDAY + timedelta(1)))] == boxes(page)


def test_that_of_a_date_question_follows_its_day_as_its_own_would() -> None:
    page = Page(OFFBOARD)
    page.reply("what", "the keys")
    page.reply("open", ("keys",))
    assert [] == boxes(page)

    for day in (MONDAY, FRIDAY):
        page.reply("ends_on", day)
        assert [f"- [ ] {day} Send the keys back"] == boxes(page)

    page.reply("what", "the cups")
    assert [f"- [ ] {FRIDAY} Send the cups back"] == boxes(page)

    page.reply("ends_on", Skipped())
    assert [] == boxes(page)


def test_the_day_that_a_person_gave_it_stays_when_its_date_question_has_another() -> None:
    page = Page(OFFBOARD)
    page.reply("ends_on", MONDAY)
    page.reply("open", ("keys",))
    page.edit(lambda text: text.replace(f"- [ ] {MONDAY}", f"- [ ] {TUESDAY}"))
    page.reply("ends_on", FRIDAY)
    assert [f"- [ ] {TUESDAY} Send something back"] == boxes(page)

    page.reply("what", "the keys")
    assert [f"- [ ] {TUESDAY} Send the keys back"] == boxes(page)

    page.edit(lambda text: text.replace("- [ ]", "- [x]"))
    page.reply("ends_on", MONDAY)
    assert [f"- [x] {TUESDAY} Send the keys back", f"- [ ] {MONDAY} Send the keys back"] == boxes(page)


def test_its_words_follow_a_client_whose_name_is_corrected_and_its_day_stays(page: Page) -> None:
    moved = BOX.replace(str(FRIDAY), "2030-01-01")
    page.edit(lambda text: text.replace(BOX, moved))
    page.today = date(2026, 12, 24)
    page.reply("last", "No", by_hand=lambda text: text.replace('client: "Acme', 'client: "Acmé'))

    assert [moved.replace("Acme", "Acmé")] == boxes(page)


def test_an_older_version_written_over_the_file_gets_its_box_again(page: Page) -> None:
    before = Page(OFFBOARD).entry.text
    page.reply("last", "No", by_hand=lambda _: before.replace("09:14:03", "09:14:02"))

    assert [BOX] == boxes(page)


def test_so_does_one_whose_date_the_older_version_lacks() -> None:
    page = Page(OFFBOARD)
    page.reply("what", "the keys")
    page.reply("open", ("keys",))
    before = page.entry.text.replace("09:14:03", "09:14:02")
    page.reply("ends_on", FRIDAY)
    page.reply("last", "No", by_hand=lambda _: before)

    assert [f"- [ ] {FRIDAY} Send the keys back"] == boxes(page)


def test_borrowed_choices_have_no_follow_up() -> None:
    again = asked("again", {"type": "choices", "choices_of": "open"})
    page = Page(
        playbook(step("one", asked("ends_on", DATE), asked("what", TEXT), asked("open", LEFT), again))
    )
    page.reply("again", ("invoice",))

    assert [] == boxes(page)
