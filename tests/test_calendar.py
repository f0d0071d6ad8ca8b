"""`playbook due --ics FILE`."""

from __future__ import annotations

import re
import stat
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from homes import PLAYBOOK, Home, changed, run
from hypothesis import given
from hypothesis import strategies as st

from playbook.journal.calendar import PRODUCT, Names, calendar, earlier
from playbook.journal.due import Due
from playbook.journal.record import Record

RECORD = Record("/nowhere/one.md", "lost", "", "open", "", "", "")
CALL, WRITE = "- [ ] 2031-03-04 Call Acme back\n", "- [ ] 2031-03-05 Write to them\n"


@pytest.fixture
def path(home: Home) -> Path:
    return home.begin("lost", "Acme", f"## Follow-ups\n\n{CALL}{WRITE}- [x] 2026-11-20 Breathe\n")


@pytest.fixture
def ics(tmp_path: Path) -> Path:
    return tmp_path / "due.ics"


def exported(ics: Path, *arguments: str) -> dict[str, Any]:
    """Export, and give the events by their words, as another library reads them."""
    ended = run("due", "--ics", str(ics), *arguments)
    assert (0, "") == (ended.returncode, ended.stdout), ended.stderr
    return events(ics.read_bytes())


def events(content: bytes) -> dict[str, Any]:
    read = vobject.readOne(content.decode("utf-8"))
    return {event.summary.value: event for event in read.contents.get("vevent", [])}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestAnEvent:
    def test_each_lasts_its_day_and_reminds_in_the_morning(self, path: Path, ics: Path) -> None:
        found = exported(ics)

        assert {"Call Acme back", "Acme: Write to them"} == set(found)
        event = found["Call Acme back"]
        assert (date(2031, 3, 4), date(2031, 3, 5), "CONFIRMED", "TRANSPARENT") == (
            event.dtstart.value,
            event.dtend.value,
            event.status.value,
            event.transp.value,
        )
        assert (timedelta(hours=9), "DISPLAY") == (event.valarm.trigger.value, event.valarm.action.value)
        assert 'playbook lost "Acme"' == event.description.value

    def test_a_wait_is_one_too(self, path: Path, ics: Path) -> None:
        edit(path, "\n---\n\n#", "\nwaiting_until: 2031-06-01\n---\n\n#")

        assert date(2031, 6, 1) == exported(ics)["Acme: The next step of lost"].dtstart.value

    def test_what_its_words_say_to_type_can_be_typed(self, home: Home, ics: Path) -> None:
        path = home.begin("a-playbook-that-is-gone", "Acme", CALL)
        edit(path, 'status: "open"\n', 'status: "open"\nwaiting_until: 2031-03-06\n')

        assert {'playbook done "Acme"', 'playbook show "Acme"'} == {
            event.description.value for event in exported(ics).values()
        }

    def test_the_file_is_a_whole_calendar_for_its_owner_alone(self, path: Path, ics: Path) -> None:
        exported(ics)
        content = ics.read_bytes()

        assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//churn-playbook//")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert b"METHOD" not in content
        assert 0o600 == stat.S_IMODE(ics.stat().st_mode)

    def test_to_standard_output_it_is_the_same(self, path: Path, ics: Path) -> None:
        found = exported(ics)
        written = subprocess.run(  # noqa: S603 - our own command
            [*PLAYBOOK, "due", "--ics", "-"], capture_output=True, check=True, env=changed(None)
        )

        assert b"" == written.stderr
        assert {words: event.uid.value for words, event in found.items()} == {
            words: event.uid.value for words, event in events(written.stdout).items()
        }
        assert written.stdout.endswith(b"END:VCALENDAR\r\n")

    @given(words=st.text(st.characters(exclude_categories=[]), min_size=1, max_size=60), day=st.dates())
    def test_any_words_come_through(self, words: str, day: date) -> None:
        from playbook.text import visible
        from playbook.written import on_one_line

        due = Due(day, words, RECORD)
        moment = date_time()
        content = calendar({"one@playbook": due}, {}, (), moment, lambda _: words)

        (event,) = vobject.readOne(content.decode("utf-8")).vevent_list
        words = words.replace("\\N", "\\n")
        assert (day, on_one_line(visible(words))) == (event.dtstart.value, on_one_line(event.summary.value))
        assert earlier(content)["one@playbook"].summary == on_one_line(visible(words))


def date_time() -> Any:  # noqa: ANN401 - a moment, where its class is not in the way
    from datetime import UTC, datetime

    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class TestAgain:
    def test_nothing_changed_and_the_file_is_the_same(self, path: Path, ics: Path) -> None:
        exported(ics)
        before = ics.read_bytes()
        exported(ics)

        assert before == ics.read_bytes()

    @pytest.mark.parametrize("way", ["moved", "renamed", "corrected", "among others"])
    def test_the_same_follow_up_keeps_its_name(self, path: Path, ics: Path, way: str) -> None:
        before = exported(ics)["Call Acme back"]
        match way:
            case "moved":
                edit(path, "2031-03-04", "2032-05-06")
            case "renamed":
                path.rename(path.with_name("my own name.md"))
            case "corrected":
                edit(path, 'client: "Acme"', 'client: "Acme Studio Ltd"')
            case "among others":
                edit(path, CALL, f"- [ ] 2031-01-01 Something else\n{CALL}")
        after = next(e for words, e in exported(ics).items() if words.endswith("Call Acme back"))

        assert before.uid.value == after.uid.value
        assert (3 if way == "among others" else 2) == ics.read_bytes().count(b"BEGIN:VEVENT")

    def test_a_day_that_was_moved_is_a_newer_version(self, path: Path, ics: Path) -> None:
        before = exported(ics)
        edit(path, "2031-03-04", "2032-05-06")
        after = exported(ics)

        assert date(2032, 5, 6) == after["Call Acme back"].dtstart.value
        assert int(before["Call Acme back"].sequence.value) < int(after["Call Acme back"].sequence.value)
        other = "Acme: Write to them"
        assert before[other].sequence.value == after[other].sequence.value
        assert before[other].dtstamp.value == after[other].dtstamp.value

    def test_what_was_ticked_is_cancelled_and_what_is_unticked_comes_back(
        self, path: Path, ics: Path
    ) -> None:
        before = exported(ics)["Call Acme back"]
        run("done", "--text", "call")
        ticked = exported(ics)["Call Acme back"]
        run("done", "--text", "call", "--undo")
        again = exported(ics)["Call Acme back"]

        assert ("CANCELLED", "CONFIRMED") == (ticked.status.value, again.status.value)
        assert "valarm" not in ticked.contents
        assert before.uid.value == ticked.uid.value == again.uid.value
        assert int(before.sequence.value) < int(ticked.sequence.value) < int(again.sequence.value)

    def test_what_was_ticked_before_is_not_there_at_all(self, path: Path, ics: Path) -> None:
        assert not [words for words in exported(ics) if "Breathe" in words]

    def test_what_is_only_filtered_out_is_not_cancelled(self, home: Home, path: Path, ics: Path) -> None:
        home.begin("lost", "Nordwind", "- [ ] 2031-03-04 Call Nordwind\n")
        exported(ics)

        assert {"Call Nordwind"} == set(exported(ics, "--client", "nordwind"))

    @pytest.mark.parametrize("lost", ["the folder", "an entry"])
    def test_what_cannot_be_read_now_is_not_cancelled(
        self, home: Home, path: Path, ics: Path, lost: str
    ) -> None:
        other = home.begin("lost", "Nordwind", "- [ ] 2031-03-04 Call Nordwind\n")
        exported(ics)
        if lost == "the folder":
            home.journal.rename(home.folder / "away")
        else:
            other.unlink()
            other.symlink_to(other)

        assert not [event for event in exported(ics).values() if event.status.value == "CANCELLED"]

    @pytest.mark.parametrize("number", [b"2147483647", b"99999999999"])
    def test_a_clock_that_was_far_ahead_is_no_reason_to_fail(
        self, path: Path, ics: Path, number: bytes
    ) -> None:
        exported(ics)
        run("done", "--text", "call")
        exported(ics)
        ahead = re.sub(rb"SEQUENCE:\d+", b"SEQUENCE:" + number, ics.read_bytes())
        ics.write_bytes(re.sub(rb"DTSTAMP:\d{8}", b"DTSTAMP:99991231", ahead))
        edit(path, "2031-03-05", "2031-03-06")
        found = exported(ics)

        assert "CANCELLED" == found["Call Acme back"].status.value
        assert date(2031, 3, 6) == found["Acme: Write to them"].dtstart.value

    def test_the_last_one_that_is_ticked_is_cancelled(self, path: Path, ics: Path) -> None:
        exported(ics)
        run("done", "--text", "call")
        run("done", "--text", "write")

        assert {"CANCELLED"} == {event.status.value for event in exported(ics).values()}

    def test_cancelled_it_is_forgotten_after_a_while(self) -> None:
        moment = date_time()
        due = Due(date(2031, 3, 4), "Call", RECORD)
        first = calendar({"one@playbook": due}, {}, (), moment, lambda _: "")
        gone = calendar({}, earlier(first), (), moment, lambda _: "")
        soon = calendar({}, earlier(gone), (), moment + timedelta(days=59), lambda _: "")
        late = calendar({}, earlier(soon), (), moment + timedelta(days=61), lambda _: "")

        assert [1, 1, 0] == [len(events(content)) for content in (gone, soon, late)]
        assert gone == soon


class TestNames:
    def due(
        self,
        client: str = "Acme",
        words: str = "Call",
        nth: int = 0,
        playbook: str = "lost",
        started: str = "2026-11-20T09:00:00+01:00",
    ) -> Due:
        record = RECORD._replace(client=client, playbook=playbook, started=started)
        return Due(date(2031, 3, 4), words, record, nth)

    def test_everything_has_its_own(self) -> None:
        dues = [
            self.due(),
            self.due(words="Write"),
            self.due(nth=1),
            self.due(words="wait"),
            self.due()._replace(is_wait=True),
            self.due(playbook="at-risk"),
            self.due(started="2026-11-20T09:00:01+01:00"),
            self.due(started=""),
        ]
        names = Names(due.record for due in dues)

        assert len(dues) == len({names.uid(due) for due in dues})

    def test_two_clients_in_one_second_are_told_apart(self) -> None:
        dues = [self.due("Acme"), self.due("Nordwind")]

        assert 2 == len({Names(due.record for due in dues).uid(due) for due in dues})

    def test_a_copy_of_an_entry_is_the_same(self, home: Home, path: Path, ics: Path) -> None:
        before = exported(ics)
        path.with_name("copy.md").write_bytes(path.read_bytes())
        after = exported(ics)

        assert [event.uid.value for event in before.values()] == [event.uid.value for event in after.values()]
        assert 2 == ics.read_bytes().count(b"BEGIN:VEVENT")


class TestTheFile:
    @pytest.mark.parametrize(
        "content",
        [
            "My notes.\n",
            "BEGIN:VCALENDAR\r\nPRODID:-//somebody//else//EN\r\nEND:VCALENDAR\r\n",
            f"BEGIN:VCALENDAR\r\nPRODID:-//me//EN\r\nX-NOTE:{PRODUCT}\r\nEND:VCALENDAR\r\n",
            f"BEGIN:VCALENDAR\r\nPRODID:{PRODUCT}\r\nBEGIN:VEVENT\r\nUID:my-own\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ],
    )
    def test_one_that_is_not_ours_is_left_alone(self, path: Path, ics: Path, content: str) -> None:
        ics.write_text(content, encoding="utf-8", newline="")

        ended = run("due", "--ics", str(ics))
        assert (1, content.encode()) == (ended.returncode, ics.read_bytes())
        assert f"{ics} is not a calendar written by playbook" in ended.stderr

    def test_ours_with_a_day_that_is_none_is_made_anew(self, path: Path, ics: Path) -> None:
        exported(ics)
        ics.write_bytes(ics.read_bytes().replace(b"DATE:20310304", b"DATE:2031<103"))

        assert 2 == len(exported(ics))

    def test_a_moment_that_no_file_can_hold_is_no_matter(self, path: Path, ics: Path) -> None:
        edit(path, "started: 2026", 'started: "\\ud800"\nx: 2026')

        assert 2 == len(exported(ics))

    def test_an_empty_one_is_written(self, path: Path, ics: Path) -> None:
        ics.touch()

        assert 2 == len(exported(ics))

    @pytest.mark.parametrize("cut", [120, 300, 420])
    def test_ours_and_damaged_it_is_made_anew(self, path: Path, ics: Path, cut: int) -> None:
        exported(ics)
        ics.write_bytes(ics.read_bytes()[:cut])

        assert 2 == len(exported(ics))

    @pytest.mark.parametrize("name", ["nowhere/due.ics", ".", "a\nfile/due.ics"])
    def test_where_it_cannot_be_written_is_told(self, path: Path, tmp_path: Path, name: str) -> None:
        ended = run("due", "--ics", str(tmp_path / name))

        assert (1, "") == (ended.returncode, ended.stdout)
        assert "Choose another name." in ended.stderr
        assert "--home" not in ended.stderr

    @pytest.mark.parametrize("name", ["{ics}", "~nobody-here/due.ics", "-"])
    def test_with_nothing_due_there_is_none(self, home: Home, ics: Path, name: str) -> None:
        ended = run("due", "--ics", name.format(ics=ics))

        assert (0, "", False) == (ended.returncode, ended.stdout, ics.exists())
        assert "no calendar to write" in ended.stderr
