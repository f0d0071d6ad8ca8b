"""What is due, and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.entry import Entry, FollowUp
from playbook.journal.due import agenda, boxes_in, due_in, grouped, in_words
from playbook.journal.folder import Journal

MONDAY = date(2026, 11, 23)
FRONT = '---\nplaybook: "lost"\nclient: "Acme"\nstatus: "open"\nstarted: 2026-11-20T09:00:00+01:00\n---\n'
OTHER_FRONT = FRONT.replace("T09", "T10")

PIECES = (
    *("- [ ] ", "- [x] ", "- [X] ", "- [", "] ", "2026-11-24", "2026-02-30", " ", "\t", "Call", "\n", "\r\n"),
    *(
        "\r",
        "---",
        "\n---\n",
        "  ",
        "[",
        "é",
        "\udc80",
        "\u2028",
        "\x0c",
        "- q: a",
        "playbook: lost",
        "\n- [ ]",
    ),
)
bodies = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.md"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def listed_in(folder: Path) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.words) for one in agenda(Journal(folder).gathered(due_in)).due]


def boxes_of(folder: Path) -> list[FollowUp]:
    return [box.what for _, boxes in Journal(folder).gathered(boxes_in) for box in boxes]


class TestWhatIsRead:
    @given(text=bodies)
    @example(text="- [ ] 2026-11-24 Call\r")
    @example(text="- [ ] 2026-11-24\rCall\r\n")
    def test_all_that_is_not_ticked_and_has_a_day_is_due(
        self, tmp_path_factory: pytest.TempPathFactory, text: str
    ) -> None:
        folder = tmp_path_factory.mktemp("journal")
        written(folder, "one", FRONT + text)
        follow_ups = Entry(FRONT + text).follow_ups

        assert sorted((one.day.isoformat(), one.words) for one in follow_ups if one.day and not one.done) == (
            listed_in(folder)
        )
        assert list(follow_ups) == boxes_of(folder)

    def test_other_files_and_broken_ones_are_passed_over(self, tmp_path: Path) -> None:
        line = "- [ ] 2026-11-24 Call\n"
        written(tmp_path, "notes", line)
        written(tmp_path, "no_playbook", f"---\nclient: Acme\n---\n{line}")
        written(tmp_path, "never_closed", f"---\nplaybook: lost\n{line}")
        written(tmp_path, ".hidden", FRONT + line)
        (tmp_path / "folder.md").mkdir()
        (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
        (tmp_path / "binary.md").write_bytes(b"---\n\x00\xff\n- [ ] 2026-11-24 \x00\n")

        assert [] == listed_in(tmp_path)

    def test_a_box_within_the_front_matter_is_none(self, tmp_path: Path) -> None:
        written(tmp_path, "one", FRONT.replace("---\nplaybook", "---\n- [ ] 2026-11-24 Call\nplaybook"))

        assert [] == listed_in(tmp_path)


class TestWaits:
    def waiting(self, folder: Path, until: str, body: str = "", status: str = "open") -> None:
        front = FRONT.replace('"open"', f'"{status}"').replace("\n---\n", f"\nwaiting_until: {until}\n---\n")
        written(folder, "one", front + body)

    def test_an_open_walk_that_waits_is_due_on_its_day(self, tmp_path: Path) -> None:
        self.waiting(tmp_path, "2026-11-25")

        (one,) = agenda(Journal(tmp_path).gathered(due_in)).due
        assert (date(2026, 11, 25), "The next step of lost", True) == (one.day, one.words, one.is_wait)

    def test_it_is_not_told_twice_beside_the_follow_up_that_it_waits_for(self, tmp_path: Path) -> None:
        self.waiting(tmp_path, "2026-11-25", "- callback_on: 2026-11-25\n\n- [ ] 2026-11-25 Call\n")

        assert [("2026-11-25", "Call")] == listed_in(tmp_path)

    def test_it_is_told_beside_one_that_is_of_that_day_by_chance(self, tmp_path: Path) -> None:
        body = "- callback_on: 2026-11-17\n\n- [x] 2026-11-17 Call\n- [ ] 2026-11-25 Ask about the invoice\n"
        self.waiting(tmp_path, "2026-11-25", body)

        assert ["Ask about the invoice", "The next step of lost"] == [
            words for _, words in listed_in(tmp_path)
        ]

    @pytest.mark.parametrize("line", ["- [x] 2026-11-25 Call\n", "- [ ] 2026-11-26 Call\n"])
    def test_it_is_told_beside_one_that_is_ticked_or_of_another_day(self, tmp_path: Path, line: str) -> None:
        self.waiting(tmp_path, "2026-11-25", line)

        assert ("2026-11-25", "The next step of lost") == listed_in(tmp_path)[0]

    @pytest.mark.parametrize("until", ["soon", "2026-02-30", "", "[2026-11-25]"])
    def test_a_day_that_is_none_is_no_wait(self, tmp_path: Path, until: str) -> None:
        self.waiting(tmp_path, until)

        assert [] == listed_in(tmp_path)

    @pytest.mark.parametrize("status", ["done", "closed"])
    def test_a_walk_that_has_ended_waits_for_nothing(self, tmp_path: Path, status: str) -> None:
        self.waiting(tmp_path, "2026-11-25", status=status)

        assert [] == listed_in(tmp_path)

    @pytest.mark.parametrize("change", [("\n", "\r\n"), ("---\n", "---  \n"), ("---\n", "---\nmine: ---x\n")])
    def test_it_is_found_in_a_front_matter_of_any_shape(
        self, tmp_path: Path, change: tuple[str, str]
    ) -> None:
        front = FRONT.replace(*change, 1) if change[1] == "---\nmine: ---x\n" else FRONT
        front = front.replace("\n---\n", "\nwaiting_until: 2026-11-25\n---\n")
        written(tmp_path, "one", front.replace(*change) if front is not FRONT else front)

        assert [("2026-11-25", "The next step of lost")] == listed_in(tmp_path)


class TestOrder:
    def test_the_earliest_stands_first(self, tmp_path: Path) -> None:
        written(tmp_path, "one", FRONT + "- [ ] 2026-11-26 B\n- [ ] 2026-11-24 C\n")
        written(tmp_path, "two", OTHER_FRONT + "- [ ] 2026-11-26 A\n- [ ] soon D\n")

        assert [("2026-11-24", "C"), ("2026-11-26", "A"), ("2026-11-26", "B")] == listed_in(tmp_path)

    def test_what_stands_in_closed_walks_is_only_counted(self, tmp_path: Path) -> None:
        body = "- [ ] 2026-11-24 A\n- [ ] 2026-11-24 B\n- [x] 2026-11-24 C\n"
        written(tmp_path, "one", FRONT.replace('"open"', '"closed"') + body)
        written(tmp_path, "two", OTHER_FRONT.replace('"open"', '"done"') + body)

        found = agenda(Journal(tmp_path).gathered(due_in))
        assert (["A", "B"], 2) == ([one.words for one in found.due], found.closed)

    def test_follow_ups_of_the_same_words_are_told_apart_by_their_order(self, tmp_path: Path) -> None:
        written(
            tmp_path, "one", FRONT + "- [x] 2026-11-24 Call\n- [ ] 2026-11-26 Call\n- [ ] 2026-11-25 Call\n"
        )

        assert [2, 1] == [one.nth for one in agenda(Journal(tmp_path).gathered(due_in)).due]

    @pytest.mark.parametrize(
        ("days", "title"),
        [
            (-1, "Overdue"),
            (0, "Today"),
            (1, "Within a week"),
            (7, "Within a week"),
            (8, "Later"),
            (400, "Later"),
        ],
    )
    def test_a_week_is_seven_days_whichever_day_it_is(self, tmp_path: Path, days: int, title: str) -> None:
        for today in (MONDAY, date(2026, 11, 29)):
            written(tmp_path, "one", f"{FRONT}- [ ] {date.fromordinal(today.toordinal() + days)} Call\n")

            assert [title] == list(grouped(agenda(Journal(tmp_path).gathered(due_in)).due, today))

    def test_the_calendar_may_end_with_the_week(self, tmp_path: Path) -> None:
        written(tmp_path, "one", f"{FRONT}- [ ] 9999-12-31 Call\n")

        assert ["Within a week"] == list(
            grouped(agenda(Journal(tmp_path).gathered(due_in)).due, date(9999, 12, 30))
        )


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days overdue"), (-1, "1 day overdue"), (0, "today"), (1, "tomorrow"), (4, "in 4 days")],
)
def test_how_far_off_a_day_is(days: int, words: str) -> None:
    assert words == in_words(date.fromordinal(MONDAY.toordinal() + days), MONDAY)


def test_a_follow_up_without_a_day_is_a_box_and_not_due(tmp_path: Path) -> None:
    written(tmp_path, "one", FRONT + "- [ ] Call mum\n")

    assert [] == listed_in(tmp_path)
    assert [FollowUp(False, None, "Call mum")] == boxes_of(tmp_path)
