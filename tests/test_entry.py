from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from playbook.entry import Answer, DisloyalSave, Entry, FollowUp, Place, verify
from playbook.written import UNFINISHED, Written, as_text, as_written

STEPS = ("Breathe", "Ask why", "Amends")
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)

ACME = """\
---
playbook: "lost"
client: "Acme Studio"
status: "open"
started: 2026-11-22T09:14:03+01:00
waiting_until: 2026-11-24
---

# Acme Studio: Losing a client

## Breathe

*How much does it sting right now?*

- sting: 7

## Ask why

*What did they say, in their words?*

- their_words: We love the work, but the board froze everything.

  ---
  ## this line is theirs, not a heading

*Which of these is closest?*

- reason: budget_cut — Money was cut

*What, if anything, will you put on the table?*

- ~offer: repair — Put right what I owed them

## Follow-ups

- [ ] 2026-11-24 Call Acme Studio back
"""


def asked(prompt: str = "And now?", step: str = "Ask why", *siblings: str) -> Place:
    return Place(prompt, step, STEPS, siblings)


def put(entry: Entry, question: str, head: str, place: Place | None = None) -> Entry:
    return entry.put(question, Written(head), owns_body=False, place=place or asked())


def put_text(entry: Entry, question: str, text: str, place: Place | None = None) -> Entry:
    return entry.put(question, as_written(text), owns_body=True, place=place or asked())


def written(answer: Answer | None) -> Written:
    assert answer is not None
    return answer.written


class TestReading:
    def test_an_answer_is_what_stands_behind_its_id(self) -> None:
        assert Written("7") == written(Entry(ACME).answer("sting"))

    def test_a_body_is_the_block_beneath_without_its_indentation(self) -> None:
        body = "\n---\n## this line is theirs, not a heading"

        expected = Written("We love the work, but the board froze everything.", body)

        assert expected == written(Entry(ACME).answer("their_words"))

    def test_what_is_set_aside_does_not_count(self) -> None:
        entry = Entry(ACME)

        assert entry.answer("offer") is None
        assert ["repair — Put right what I owed them"] == [a.written.head for a in entry.asides("offer")]

    def test_the_answers_that_count_stand_by_id_and_ids_hold_the_others_too(self) -> None:
        entry = Entry(ACME)

        assert ["sting", "their_words", "reason"] == list(entry.answers)
        assert ("sting", "their_words", "reason", "offer") == entry.ids

    def test_the_first_line_of_an_id_counts(self) -> None:
        entry = Entry("- ~a: old\n- a: one\n- a: two\n")

        assert Written("one") == written(entry.answer("a"))
        assert Written("one") == entry.answers["a"].written

    @pytest.mark.parametrize(
        "line",
        [
            " - a: x",
            "-  a: x",
            "- A: x",
            "- a b: x",
            "- 1a: x",
            "- ~~a: x",
            "* a: x",
            "- a x",
            "> - a: x",
            "-",
        ],
    )
    def test_other_lines_are_no_answers(self, line: str) -> None:
        assert () == Entry(f"{line}\n").ids

    @pytest.mark.parametrize("line", ["- a:x", "- a: x", "- a: \t x \t", "- a:\tx"])
    def test_blanks_around_an_answer_are_not_part_of_it(self, line: str) -> None:
        assert Written("x") == written(Entry(line).answer("a"))

    @pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r", "\x00", "\udce9"])
    def test_only_a_line_feed_ends_a_line(self, odd: str) -> None:
        entry = Entry(f"- a: x{odd}- b: y\n")

        assert ("a",) == entry.ids
        assert Written(f"x{odd}- b: y") == written(entry.answer("a"))

    @pytest.mark.parametrize("beneath", ["x", "- x", "\u3000\u3000x", "\x0c  x"])
    def test_a_block_ends_at_a_line_that_is_neither_blank_nor_begins_with_a_blank(self, beneath: str) -> None:
        entry = Entry(f"- a:\n  one\n\n  \t\n   two\n    \n\n{beneath}\n  three\n")

        assert Written("", "one\n\n\n two") == written(entry.answer("a"))

    def test_exactly_one_indentation_is_taken_from_each_line(self) -> None:
        entry = Entry("- a:\n  two\n\ttab\n one\n   three\n \tone and a tab\n\t  tab and two\n")

        body = "two\ntab\none\n three\n\tone and a tab\n  tab and two"
        assert Written("", body) == written(entry.answer("a"))

    def test_a_follow_up_is_never_put_above_somebodys_indented_line(self) -> None:
        entry = Entry("- a: x\n\n## Follow-ups\n\n\n note of mine\n").with_follow_up(TUESDAY, "Call")

        assert entry.text.endswith(" note of mine\n\n- [ ] 2026-11-24 Call\n")

    @pytest.mark.parametrize("note", [" note of mine", "\tnote of mine"])
    def test_an_answer_is_never_put_above_somebodys_indented_line(self, note: str) -> None:
        entry = put(Entry(f"- a: x\n\n{note}\n"), "b", "y", asked("And now?", "Ask why", "a"))

        assert entry.text == f"- a: x\n\n{note}\n\n*And now?*\n\n- b: y\n"

    @pytest.mark.parametrize("odd", ["\x0c", "\r", "\xa0", "\u3000", "\ufeff", "\x00"])
    def test_only_spaces_and_tabs_are_blanks(self, odd: str) -> None:
        entry = Entry(f"- a: {odd}x{odd} \n  {odd} \n\n- b: y")

        assert Written(f"{odd}x{odd}", f"{odd} ") == written(entry.answer("a"))

    def test_carriage_returns_end_lines_with_their_line_feeds(self) -> None:
        entry = Entry("---\r\nk: v\r\n---\r\n- a: x\r\n\r\n  y\r\n  z\r\n\r\n- b:\r\n")

        assert {"k": "v"} == entry.front
        assert Written("x", "\ny\nz") == written(entry.answer("a"))
        assert Written("") == written(entry.answer("b"))

    def test_carriage_returns_at_the_end_of_a_follow_up_are_none_of_its_words(self) -> None:
        entry = Entry("- [ ] 2026-11-24 Call\r\r\n- [ ] mine\r")

        assert (FollowUp(False, TUESDAY, "Call"), FollowUp(False, None, "mine")) == entry.follow_ups
        moved = entry.change_follow_up((TUESDAY, "Call"), (TUESDAY, "Write"))
        assert "- [ ] 2026-11-24 Write\r\r\n- [ ] mine\r" == moved.text

    def test_a_byte_order_mark_is_no_part_of_the_first_line(self) -> None:
        assert ("a",) == Entry("\ufeff- a: x").ids
        assert {"k": "v"} == Entry("\ufeff---\nk: v\n---").front

    def test_the_front_matter_holds_no_answers_and_no_follow_ups(self) -> None:
        entry = Entry("---\n- a: x\n- [ ] 2026-11-24 y\n---\n- b: z")

        assert ("b",) == entry.ids
        assert () == entry.follow_ups

    def test_an_answer_knows_where_it_stands(self) -> None:
        entry = Entry(f"\ufeff{ACME}")
        answer = entry.answer("sting")

        assert answer is not None
        assert 15 == entry.bare.count("\n", 0, answer.start) + 1

    def test_a_hundred_thousand_blanks_are_read_at_once(self) -> None:
        blanks = " " * 100_000
        front, answer = f"---\nk: x{blanks}y\n---\n", f"- a: x{blanks}\n{blanks}\n\n  y{blanks}\n"
        text = f"{front}{answer}- [ ] {blanks}\n## {blanks}"

        entry = put(put_text(Entry(text), "a", "new"), "b", "new").with_follow_up(MONDAY, "call")

        assert ("a", "b") == entry.ids


LONG = "Acme Studio of Södra 🦊 it's"
FOLDED = {
    "folded": "client: >-\n  Acme Studio\n  of Södra 🦊 it's",
    "kept lines": "client: |-\n  Acme Studio of Södra 🦊 it's",
    "with an end": "client: >\n    Acme Studio of\n    Södra 🦊 it's",
    "tagged": '"client": !!str >-\n  Acme Studio of Södra\n  🦊 it\'s',
    "plain": "client: Acme Studio\n  of Södra 🦊 it's",
    "plain with a blank at its end": "client: Acme Studio \n  of Södra 🦊 it's",
    "plain beneath": "client:\n  Acme Studio of\n  Södra 🦊 it's",
    "double quoted": 'client: "Acme Studio\n  of S\\xF6dra \\U0001F98A it\'s"',
    "within a word": '"client": "Acme Stu\\\n  dio\\\n  \\ of S\\xF6\\\n  dra \\U0001F98A it\'s"',
    "single quoted": "'client': 'Acme Studio\n  of Södra 🦊 it''s'",
}


class TestFront:
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("ours", ["2026-11-28", "2026-11-28T09:00:00+00:00", "open", '"open"'])
    def test_a_note_beneath_a_value_of_ours_stays_whatever_becomes_of_that(
        self, ours: str, newline: str
    ) -> None:
        lines = ["---", f"ours: {ours} # mine", "other: x", "---", ""]
        noted = ["---", f"ours: {ours}", "  my own note", "", "\tand more", "other: x", "---", ""]
        for before in (lines, noted):
            entry = Entry(newline.join(before))
            assert ours.strip('"') == entry.front["ours"]

            changed = entry.with_front({"ours": "2026-12-01"}).text
            gone = entry.with_front({"ours": None}).text

            kept = [line for line in before if not line.startswith("ours")]
            assert newline.join(kept) == gone
            assert kept == [line for line in changed.split(newline) if not line.startswith("ours")]

    @pytest.mark.parametrize(
        ("line", "value"),
        [
            ('client: "Acme"', "Acme"),
            ('client: "A \\"B\\" \\u00e9" # note', 'A "B" é'),
            ('client: "a # b"#c', "a # b"),
            ("client: 'It''s # 1' # note", "It's # 1"),
            ("client: Acme Studio", "Acme Studio"),
            ("client: Acme#1 # note", "Acme#1"),
            ("client:Acme", "Acme"),
            ("client : \t Acme\t", "Acme"),
            ("client: 0042", "0042"),
            ("client: no", "no"),
            ('client: ""', ""),
            ("client: ''", ""),
            ('client: "open', '"open'),
            ('client: "a" b', '"a" b'),
            ('client: "a\tb\\u00e9"', "a\tbé"),
            ('client: "\\x41\\U0001F98A\\_\\e\\ud83e\\udd8a\\\\x"', "A🦊\xa0\x1b🦊\\x"),
            ('client: "\\q"', "\\q"),
            ('"client": Acme', "Acme"),
            ("client: !!str '0042'", "0042"),
            ("client: one: two", "one: two"),
        ],
    )
    def test_a_value_is_read_as_people_write_it(self, line: str, value: str) -> None:
        assert {"client": value} == Entry(f"---\n{line}\n---\n").front

    @pytest.mark.parametrize(
        "line",
        [
            "tags: [a, b]",
            "tags:\n  - a\n- b",
            "tags: {a: b}",
            "text: >-",
            "text: [a,\n  b]",
            'text: # "a\n  b"',
            "# note: x",
            "",
            "client:",
            "client: # nobody yet",
            "words",
            " k: v",
            "<<<<<<< HEAD",
            "=======",
        ],
    )
    def test_lists_nested_lines_and_whatever_else_are_passed_over(self, line: str) -> None:
        assert {"k": "v"} == Entry(f"---\n{line}\nk: v\n---\n").front

    @pytest.mark.parametrize("text", ["", "---", "---\nk: v\n", "\n---\nk: v\n---\n", "--- x\nk: v\n---\n"])
    def test_there_may_be_none(self, text: str) -> None:
        assert {} == Entry(text).front

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("lines", FOLDED.values(), ids=FOLDED)
    def test_a_value_reads_the_same_however_yaml_writes_it(self, lines: str, newline: str) -> None:
        entry = Entry(f"---\nj: 1\n{lines}\nk: v\n---\n- a: x\n".replace("\n", newline))

        assert {"j": "1", "client": LONG, "k": "v"} == entry.front
        assert entry == entry.with_front(dict(entry.front))
        changed = f'---\nj: 1\n{lines.partition(":")[0]}: "Bolt"\nk: v\n---\n- a: x\n'
        assert changed.replace("\n", newline) == entry.with_front({"client": "Bolt"}).text
        assert {"j": "1", "k": "v"} == entry.with_front({"client": None}).front

    @pytest.mark.parametrize(
        ("line", "value"),
        [
            ("client: Acme\n  - a", "Acme"),
            ("client: Acme # x\n  y", "Acme"),
            ('client: "Acme"\n  y', "Acme"),
            ("client: Acme\n  of: x", "Acme"),
            ('client: "Acme\n  y', '"Acme'),
        ],
    )
    def test_a_line_beneath_that_is_no_part_of_a_value_stays(self, line: str, value: str) -> None:
        entry = Entry(f"---\n{line}\n---\n")

        assert {"client": value} == entry.front
        assert line.partition("\n")[2] in entry.with_front({"client": "Bolt"}).text

    def test_the_first_of_two_lines_of_a_key_is_read(self) -> None:
        assert {"k": "one"} == Entry("---\nk: one\nk: two\n---\n").front

    def test_only_the_line_of_a_changed_value_changes(self) -> None:
        entry = Entry(ACME)

        actual = entry.with_front({"playbook": "lost", "status": "done", "waiting_until": TUESDAY}).text

        assert ACME.replace('status: "open"', 'status: "done"') == actual

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("k: old # why", 'k: "new" # why'),
            ('k : "old" \t# why', 'k : "new" \t# why'),
            ("k:'old'#why", 'k: "new" #why'),
            ("k:  old  ", 'k:  "new"  '),
            ("k:", 'k: "new"'),
            ("k: # why", 'k: "new" # why'),
            ("k: [a, b]", 'k: "new"'),
            ("k:\nk: old\nk: older", 'k:\nk: "new"\nk: older'),
            ("j: x", 'j: x\nk: "new"'),
            ("k: new # why", "k: new # why"),
        ],
    )
    def test_a_line_keeps_its_comment_and_its_blanks(self, before: str, after: str) -> None:
        for newline in ("\n", "\r\n"):
            expected = f"---\n{after}\n---\nx\n".replace("\n", newline)
            entry = Entry(f"---\n{before}\n---\nx\n".replace("\n", newline))

            actual = entry.with_front({"k": "new"})

            assert expected == actual.text
            assert "new" == actual.front["k"]

    def test_none_takes_every_line_of_a_key_away(self) -> None:
        entry = Entry("---\nk: 1\nj: 2\nk: 3\n---")

        assert "---\nj: 2\n---" == entry.with_front({"k": None, "z": None}).text

    def test_times_are_written_with_their_offset_and_to_the_second(self) -> None:
        zone = timezone(timedelta(hours=1))
        changes = {"started": datetime(2026, 11, 22, 9, 14, 3, 999, zone), "waiting_until": TUESDAY}

        actual = Entry("").with_front(changes).text

        assert "---\nstarted: 2026-11-22T09:14:03+01:00\nwaiting_until: 2026-11-24\n---\n" == actual

    def test_control_characters_are_escaped_and_others_are_not(self) -> None:
        actual = Entry("").with_front({"k": 'é "\n\x1b\x9b\u2028\udce9'}).text

        assert '---\nk: "é \\"\\n\\u001b\\u009b\\u2028\udce9"\n---\n' == actual

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "---\nk: 2026-11-24\n---\n"),
            ("\ufeff", "\ufeff---\nk: 2026-11-24\n---\n"),
            ("words\r\n", "---\r\nk: 2026-11-24\r\n---\r\n\r\nwords\r\n"),
            ("\nwords", "---\nk: 2026-11-24\n---\n\nwords"),
            ("---\nj: 1", "---\nk: 2026-11-24\n---\n\n---\nj: 1"),
        ],
    )
    def test_one_is_made_where_there_is_none(self, before: str, after: str) -> None:
        assert after == Entry(before).with_front({"k": TUESDAY}).text

    def test_a_key_that_could_not_be_read_back_is_refused(self) -> None:
        with pytest.raises(ValueError, match="cannot be a key"):
            Entry("---\n---\n").with_front({"a: b": "x"})

    def test_an_entry_begins_with_its_front_matter_and_its_title(self) -> None:
        front: Mapping[str, str | date | None] = {"playbook": "lost", "waiting_until": None}

        actual = Entry.begin(front, "Acme\nStudio: Losing a client", "\r\n").text

        assert '---\r\nplaybook: "lost"\r\n---\r\n\r\n# Acme Studio: Losing a client\r\n' == actual

    def test_an_entry_may_begin_without_one(self) -> None:
        assert "# Acme\n" == Entry.begin({}, "Acme").text


class TestPutting:
    def test_an_answer_is_replaced_where_it_stands(self) -> None:
        actual = put(Entry(ACME), "reason", "price — Price").text

        assert ACME.replace("budget_cut — Money was cut", "price — Price") == actual

    def test_a_body_is_replaced_with_its_answer(self) -> None:
        before = "- a: one\n\n  two\n  three\n\n\nmine\n"

        assert "- a: new\n  body\n\n\nmine\n" == put_text(Entry(before), "a", "new\nbody").text
        assert "- a: new\n\n\nmine\n" == put_text(Entry(before), "a", "new").text
        assert "- a:\n  # new\n\n\nmine\n" == put_text(Entry(before), "a", "# new").text

    @pytest.mark.parametrize(
        ("body", "after"),
        [
            ("yes\nno\nyes\n\nyes\nend", "- a: one\n  yes\n\tno\n yes\n \t\n\tyes\n  end\n\nmine\n"),
            ("no\nyes\n\nyes", "- a: one\n\tno\n yes\n \t\n\tyes\n\nmine\n"),
            ("yes\nno\nyes", "- a: one\n  yes\n\tno\n yes\n\nmine\n"),
        ],
    )
    def test_lines_that_stand_there_already_stay_byte_for_byte(self, body: str, after: str) -> None:
        before = "- a: one\n  yes\n\tno\n yes\n \t\n\tyes\n\nmine\n"

        assert after == put_text(Entry(before), "a", f"one\n{body}").text

    def test_notes_beneath_an_answer_that_owns_no_body_stay(self) -> None:
        before = "- a: one\n\n  my note  \n\n\nmine"

        assert "- a: two\n\n  my note  \n\n\nmine" == put(Entry(before), "a", "two").text

    def test_an_answer_that_reads_the_same_is_left_as_it_stands(self) -> None:
        entry = Entry("- a:x  \n \t\n  y\n")

        assert entry.text == put_text(entry, "a", "x\n\ny").text

    def test_a_new_answer_goes_to_the_end_of_its_steps_section(self) -> None:
        added = "- sting: 7\n\n*When will you call?*\n\n- callback_on: 2026-11-24\n"

        actual = put(Entry(ACME), "callback_on", "2026-11-24", asked("When will you call?", "Breathe"))

        assert ACME.replace("- sting: 7\n", added) == actual.text

    def test_a_body_is_indented_and_its_blank_lines_are_empty(self) -> None:
        actual = put_text(Entry("## Ask why\n"), "a", "one\n\n two\n# three")

        assert "## Ask why\n\n*And now?*\n\n- a: one\n\n   two\n  # three\n" == actual.text

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "## Ask why\n\nNEW\n"),
            ("words", "words\n\n## Ask why\n\nNEW\n"),
            ("words\r\nmore", "words\r\nmore\r\n\r\n## Ask why\r\n\r\nNEW\r\n"),
            ("words\r", "words\r\r\n\n## Ask why\n\nNEW\n"),
            ("words\n\n \n", "words\n\n## Ask why\n\nNEW\n\n \n"),
            ("---\n---", "---\n---\n\n## Ask why\n\nNEW\n"),
            ("## Ask why", "## Ask why\n\nNEW\n"),
            ("##  Ask why\t\r\n", "##  Ask why\t\r\n\r\nNEW\r\n"),
            ("## Ask why\nmine\n## Next\n", "## Ask why\nmine\n\nNEW\n\n## Next\n"),
            ("## Ask why\r\nmine\r\n \r\n# Next", "## Ask why\r\nmine\r\n\r\nNEW\r\n \r\n# Next"),
            ("## Ask why\n# Next", "## Ask why\n\nNEW\n\n# Next"),
            ("## Ask why\n\n\n\n# Next", "## Ask why\n\nNEW\n\n\n\n# Next"),
            ("## Ask why\n### Mine\n  ## Amends\n", "## Ask why\n### Mine\n  ## Amends\n\nNEW\n"),
            ("## Amends\n", "## Ask why\n\nNEW\n\n## Amends\n"),
            ("# A\n## Amends\n", "# A\n\n## Ask why\n\nNEW\n\n## Amends\n"),
            ("## Follow-ups\n\n## Amends\n", "## Ask why\n\nNEW\n\n## Follow-ups\n\n## Amends\n"),
            ("## Lembretes\n", "## Ask why\n\nNEW\n\n## Lembretes\n"),
            ("# Ask why\n", "# Ask why\n\n## Ask why\n\nNEW\n"),
            ("## Breathe\n", "## Breathe\n\n## Ask why\n\nNEW\n"),
            ("## Ask Why\n", "## Ask Why\n\n## Ask why\n\nNEW\n"),
            ("\n\n## Amends", "## Ask why\n\nNEW\n\n\n## Amends"),
        ],
    )
    def test_a_section_is_found_or_made(self, before: str, after: str) -> None:
        newline = "\r\n" if "\r\n" in before else "\n"
        expected = after.replace("NEW", f"*And now?*{newline}{newline}- a: x")

        assert expected == put(Entry(before), "a", "x").text

    def test_a_carriage_return_that_ends_nothing_is_no_blank_line(self) -> None:
        actual = put(Entry("## Ask why\n\r\r\n# Next"), "a", "x")

        assert "## Ask why\n\r\r\n\n*And now?*\n\n- a: x\n\n# Next" == actual.text

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- b: y\n\n## Renamed\n", "- b: y\n\nNEW\n\n## Renamed\n"),
            ("- b: y\nmine\n", "- b: y\n\nNEW\n\nmine\n"),
            ("- b: y\n\n  note\n\n\tmine\nmine\n", "- b: y\n\n  note\n\n\tmine\n\nNEW\n\nmine\n"),
            ("- b: y\n- c: z\nmine\n- b: 2", "- b: y\n- c: z\n\nNEW\n\nmine\n- b: 2"),
            ("- b: y\n- ~c: z\nmine\n", "- b: y\n\nNEW\n\n- ~c: z\nmine\n"),
            ("- ~b: y\nmine\n", "- ~b: y\n\nNEW\n\nmine\n"),
        ],
    )
    def test_without_its_heading_a_new_answer_goes_behind_its_siblings(self, before: str, after: str) -> None:
        expected = after.replace("NEW", "*And now?*\n\n- a: x")

        assert expected == put(Entry(before), "a", "x", asked("And now?", "Ask why", "a", "b", "c")).text

    def test_a_new_answer_goes_above_the_one_that_was_set_aside(self) -> None:
        actual = put_text(Entry("mine\n- ~a: old\n  body\n- ~a: older"), "a", "new\nwords")

        assert "mine\n- a: new\n  words\n- ~a: old\n  body\n- ~a: older" == actual.text

    @pytest.mark.parametrize(
        ("prompt", "line"),
        [
            ("Why *now*, a_b or _c_?", r"*Why \*now\*, a_b or \_c\_?*"),
            ("`x` \\ [y](z) <b> &amp; ~~d~~", r"*\`x\` \\ \[y\](z) \<b> \&amp; \~\~d\~\~*"),
            ("2 < 3 & 4 > 1", "*2 < 3 & 4 > 1*"),
            (" two\n lines ", "*two lines*"),
        ],
    )
    def test_a_prompt_is_one_line_in_italics(self, prompt: str, line: str) -> None:
        actual = put(Entry("## Ask why\n"), "a", "x", asked(prompt)).text

        assert f"## Ask why\n\n{line}\n\n- a: x\n" == actual

    def test_half_typed_words_are_put_like_any_answer(self) -> None:
        half = Written(UNFINISHED, "half a th")

        actual = Entry("").put("a", half, owns_body=True, place=asked())

        assert half == written(actual.answer("a"))

    def test_what_could_be_taken_for_structure_is_refused(self) -> None:
        entry = Entry("")

        with pytest.raises(ValueError, match="not an id"):
            put(entry, "a: b\n- c", "x")
        with pytest.raises(ValueError, match="several lines"):
            put(entry, "a", "x\n- b: y")
        with pytest.raises(ValueError, match="would not own"):
            entry.put("a", Written("x", "y"), owns_body=False, place=asked())

    def test_a_line_feed_alone_ends_lines_in_a_file_that_begins_so(self) -> None:
        actual = put_text(Entry("# A\n\r\n- a: x\r\n- b: y\r\n"), "a", "x\ny")

        assert "# A\n\r\n- a: x\n  y\r\n- b: y\r\n" == actual.text


class TestAside:
    def test_setting_aside_and_taking_back_change_one_character(self) -> None:
        entry = Entry(ACME)
        aside = entry.set_aside("reason")

        assert ACME.replace("- reason", "- ~reason") == aside.text
        assert ACME == aside.taken_back("reason").text

    def test_nothing_is_taken_back_while_another_answer_counts(self) -> None:
        entry = Entry("- a: new\n- ~a: old\n")

        assert entry == entry.taken_back("a")

    def test_what_is_not_there_is_not_set_aside_or_taken_back(self) -> None:
        entry = Entry("- ~a: x\n- b: y\n")

        assert entry == entry.set_aside("a").set_aside("c").taken_back("b").taken_back("c")

    def test_the_one_that_was_set_aside_first_is_taken_back(self) -> None:
        assert "- a: 1\n- ~a: 2\n" == Entry("- ~a: 1\n- ~a: 2\n").taken_back("a").text

    def test_the_loser_of_a_conflict_stays_beneath_set_aside(self) -> None:
        before = "- a: theirs\n\n  body\n\nmine\n"
        entry = Entry(before)

        actual = entry.put_over("a", Written("ours", "\nwords"), owns_body=True, place=asked())

        assert "- a: ours\n\n  words\n- ~a: theirs\n\n  body\n\nmine\n" == actual.text
        assert Written("ours", "\nwords") == written(actual.answer("a"))

    def test_there_is_no_conflict_where_nothing_counted_or_both_say_the_same(self) -> None:
        entry = Entry("- a: x\n  note\n")

        assert entry == entry.put_over("a", Written("x"), owns_body=False, place=asked())
        assert put(entry, "b", "y") == entry.put_over("b", Written("y"), owns_body=False, place=asked())


class TestFollowUps:
    def test_every_line_with_a_box_is_one(self) -> None:
        text = """\
- [ ] 2026-11-24 Call Acme
- [x] 2026-11-24
- [X]  no day
- [ ] 2026-02-30 no such day
- [ ] 2026-11-24: not quite
 - [ ] indented
- [ ]
- [-] other
"""

        expected = (
            FollowUp(False, TUESDAY, "Call Acme"),
            FollowUp(True, TUESDAY, ""),
            FollowUp(True, None, "no day"),
            FollowUp(False, None, "2026-02-30 no such day"),
            FollowUp(False, None, "2026-11-24: not quite"),
        )

        assert expected == Entry(text).follow_ups

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "## Follow-ups\n\nNEW\n"),
            ("- a: x\r\n  y", "- a: x\r\n  y\r\n\r\n## Follow-ups\r\n\r\nNEW\r\n"),
            ("## Follow-ups", "## Follow-ups\n\nNEW\n"),
            ("## Follow-ups\nmine\n\n\n# Next", "## Follow-ups\nmine\n\nNEW\n\n\n# Next"),
            (
                "## Follow-ups\n- [x] it\n\n  note\n\n- a\n",
                "## Follow-ups\n- [x] it\n\n  note\nNEW\n\n- a\n",
            ),
            ("## Follow-ups\n- [ ] it", "## Follow-ups\n- [ ] it\nNEW\n"),
            ("- [ ] it\n\n## Follow-ups\n\n## Next", "- [ ] it\n\n## Follow-ups\n\nNEW\n\n## Next"),
            ("---\nlanguage: it\n---\n", "---\nlanguage: it\n---\n\n## Cose da fare\n\nNEW\n"),
            ('---\nlanguage: "pt-PT"\n---\n', '---\nlanguage: "pt-PT"\n---\n\n## Lembretes\n\nNEW\n'),
            ("---\nlanguage: de\n---\n", "---\nlanguage: de\n---\n\n## Follow-ups\n\nNEW\n"),
            ("## Cose da fare\n- [ ] it\n# Next", "## Cose da fare\n- [ ] it\nNEW\n# Next"),
        ],
    )
    def test_a_new_one_goes_to_the_end_of_the_list(self, before: str, after: str) -> None:
        actual = Entry(before).with_follow_up(MONDAY, " Call\nAcme ").text

        assert after.replace("NEW", "- [ ] 2026-11-23 Call Acme") == actual

    def test_one_may_have_a_day_and_no_words(self) -> None:
        assert "## Follow-ups\n\n- [ ] 2026-11-23\n" == Entry("").with_follow_up(MONDAY, " ").text

    @pytest.mark.parametrize("box", ["[ ]", "[x]", "[X]"])
    def test_one_that_is_there_already_is_not_added_again(self, box: str) -> None:
        entry = Entry(f"- {box} 2026-11-23 Call Acme")

        assert entry == entry.with_follow_up(MONDAY, "Call Acme")

    def test_the_unticked_one_is_changed_where_it_stands(self) -> None:
        before = "- [x] 2026-11-23 Call\r\n- [ ] 2026-11-23 Call\r\n  note\r\n- [ ] 2026-11-23 Call\r\n"

        actual = Entry(before).change_follow_up((MONDAY, "Call"), (TUESDAY, "Ring"))

        expected = "- [x] 2026-11-23 Call\r\n- [ ] 2026-11-24 Ring\r\n  note\r\n- [ ] 2026-11-23 Call\r\n"
        assert expected == actual.text

    def test_the_unticked_one_is_taken_out(self) -> None:
        before = "## Follow-ups\n\n- [x] 2026-11-23 Call\n- [ ] 2026-11-23 Call\n"

        actual = Entry(before).change_follow_up((MONDAY, "Call"), None)

        assert "## Follow-ups\n\n- [x] 2026-11-23 Call\n" == actual.text

    def test_one_with_notes_only_loses_its_box(self) -> None:
        before = "- a: x\n- [ ] 2026-11-23 Call\n\n  her mobile\n"
        entry = Entry(before)

        actual = entry.change_follow_up((MONDAY, "Call"), None)

        assert "- a: x\n- 2026-11-23 Call\n\n  her mobile\n" == actual.text
        assert entry.answer("a") == actual.answer("a")

    def test_the_first_line_of_a_file_never_goes(self) -> None:
        entry = Entry("- [ ] 2026-11-23 Call\n---\n- a: x\n---\n")

        actual = entry.change_follow_up((MONDAY, "Call"), None)

        assert "- 2026-11-23 Call\n---\n- a: x\n---\n" == actual.text

    def test_one_that_was_edited_by_hand_is_the_persons(self) -> None:
        entry = Entry("## Follow-ups\n\n- [ ] 2026-11-23 Call Maria\n")

        assert entry == entry.change_follow_up((MONDAY, "Call"), None)
        assert (
            f"{entry.text}- [ ] 2026-11-24 Call\n"
            == entry.change_follow_up((MONDAY, "Call"), (TUESDAY, "Call")).text
        )

    def test_one_that_does_not_change_is_left_as_it_stands(self) -> None:
        entry = Entry("- [ ]  2026-11-23  Call \n")

        assert entry == entry.change_follow_up((MONDAY, "Call"), (MONDAY, "Call"))

    def test_ticking_and_unticking_change_one_character(self) -> None:
        entry = Entry(ACME)
        ticked = entry.tick(TUESDAY, "Call Acme Studio back")

        assert ACME.replace("[ ]", "[x]") == ticked.text
        assert entry == ticked.untick(TUESDAY, "Call Acme Studio back")

    def test_one_without_a_day_is_ticked_too(self) -> None:
        assert "- [x] Call  her" == Entry("- [ ] Call  her").tick(None, "Call  her").text

    def test_what_is_not_there_is_not_ticked(self) -> None:
        entry = Entry("- [x] 2026-11-23 Call\n- [ ] 2026-11-24 Call\n")

        assert entry == entry.tick(MONDAY, "Call").untick(TUESDAY, "Call").tick(None, "Call")


class TestVerify:
    before = Entry("- a: x\n  note\n- b: y\n- ~b: z\n- b: second")

    @pytest.mark.parametrize(
        "after",
        [
            "- a: x\n- b: y\n- ~b: z\n- b: second",
            "- a: x\n  Note\n- b: y\n- ~b: z\n- b: second",
            "- a: z\n  note\n- b: y\n- ~b: z\n- b: second",
            "- ~a: x\n  note\n- b: y\n- ~b: z\n- b: second",
            "- a: x\n  note\n- ~b: z\n- b: y\n- b: second",
            "- a: x\n  note\n- b: y\n- ~b: z",
            "- a: x\n  note\n- b: y\n  swallowed\n- ~b: z\n- b: second",
            "- a: x\n  note\n- b: y\n- ~b: z\n- b: second\n- c: new",
            "",
        ],
    )
    def test_a_change_that_was_not_meant_is_refused(self, after: str) -> None:
        with pytest.raises(DisloyalSave, match="was not meant") as refused:
            verify(self.before, Entry(after), {})

        assert refused.value.hint

    @pytest.mark.parametrize(
        ("after", "owning"),
        [
            ("- b: y\n- ~b: z\n- b: second", False),
            ("- a: y\n  note\n- b: y\n- ~b: z\n- b: second", False),
            ("- a: new\n- b: y\n- ~b: z\n- b: second", False),
            ("- a: new\n  note\n- b: y\n- ~b: z\n- b: second", True),
            ("- a: new\n- a: x\n  note\n- b: y\n- ~b: z\n- b: second", True),
            ("- a: new\n- ~a: x\n  note\n- b: y\n- ~b: z\n- b: second", True),
            ("- a: x\n  note\n- b: y\n- ~b: z\n- b: second\n- a: new", True),
        ],
    )
    def test_an_answer_that_was_not_put_as_given_is_refused(self, after: str, owning: bool) -> None:
        with pytest.raises(DisloyalSave):
            verify(self.before, Entry(after), {"a": Written("new")}, owning=["a"] if owning else [])

    def test_what_was_meant_is_let_pass(self) -> None:
        verify(self.before, Entry(self.before.text + "\n"), {})
        verify(self.before, put(self.before, "a", "new"), {"a": Written("new")})
        verify(self.before, put(self.before, "c", "new"), {"c": Written("new")})
        verify(self.before, put_text(self.before, "a", "new"), {"a": Written("new")}, owning={"a"})
        verify(self.before, self.before.set_aside("a"), {}, turned={"a"})

    @pytest.mark.parametrize("owns_body", [True, False])
    def test_an_answer_put_over_another_passes_where_that_was_meant(self, owns_body: bool) -> None:
        after = self.before.put_over("a", Written("new"), owns_body=owns_body, place=asked())
        owning = {"a"} if owns_body else set[str]()

        verify(self.before, after, {"a": Written("new")}, owning=owning, turned={"a"})
        with pytest.raises(DisloyalSave):
            verify(self.before, after, {"a": Written("new")}, owning=owning)


def test_a_whole_walk_leaves_a_page_in_the_order_of_its_steps() -> None:
    started = datetime(2026, 11, 22, 8, 14, 3, tzinfo=UTC)
    entry = Entry.begin({"playbook": "lost", "client": "Acme", "started": started}, "Acme: Losing a client")
    entry = put(entry, "sting", "7", asked("How much does it sting?", "Breathe"))
    entry = put(entry, "callback_on", "2026-11-24", asked("When will you call back?", "Breathe"))
    entry = entry.with_follow_up(TUESDAY, "Call Acme back")
    entry = put_text(entry, "their_words", "Too dear.\n\n---", asked("In their words?"))
    entry = put(entry, "offer", "none — Nothing", asked("What will you offer?", "Amends")).set_aside("offer")

    expected = """\
---
playbook: "lost"
client: "Acme"
started: 2026-11-22T08:14:03+00:00
---

# Acme: Losing a client

## Breathe

*How much does it sting?*

- sting: 7

*When will you call back?*

- callback_on: 2026-11-24

## Ask why

*In their words?*

- their_words: Too dear.

  ---

## Amends

*What will you offer?*

- ~offer: none — Nothing

## Follow-ups

- [ ] 2026-11-24 Call Acme back
"""

    assert expected == entry.text


@pytest.mark.skipif(not shutil.which("grep"), reason="needs the real grep")
class TestGrep:
    @staticmethod
    def grep(pattern: str, *entries: Entry, into: Path) -> list[str]:
        for number, entry in enumerate(entries):
            path = into / f"{number}.md"
            path.write_text(entry.text, encoding="utf-8", newline="", errors="surrogateescape")
        command = ["grep", "-rh", pattern, str(into)]
        found = subprocess.run(command, capture_output=True, check=False).stdout  # noqa: S603 - grep itself
        return sorted(found.decode().splitlines())

    def test_an_id_finds_what_counts_and_a_slug_finds_one_reason(self, tmp_path: Path) -> None:
        price = put(Entry(ACME), "reason", "price.rate_rise — Price: After I raised it")
        words = put_text(Entry(ACME), "their_words", "So:\n- reason: price is what they said")
        aside = price.set_aside("reason")
        over = aside.put_over("reason", Written("price — Price"), owns_body=False, place=asked())

        entries = (price, words, aside, over)

        assert [
            "- reason: price — Price",
            "- reason: price.rate_rise — Price: After I raised it",
        ] == self.grep("^- reason: price", *entries, into=tmp_path)
        assert 3 == len(self.grep("^- reason:", *entries, into=tmp_path))

    def test_a_box_finds_what_is_due_and_a_status_the_open_walks(self, tmp_path: Path) -> None:
        entry = Entry(ACME).with_follow_up(MONDAY, "Ring")
        done = entry.tick(MONDAY, "Ring").with_front({"status": "done"})

        due = ["- [ ] 2026-11-23 Ring", *["- [ ] 2026-11-24 Call Acme Studio back"] * 2]

        assert due == self.grep(r"^- \[ \]", entry, done, into=tmp_path)
        assert ['status: "open"'] == self.grep('^status: "open"', entry, done, into=tmp_path)


def test_words_read_back_as_they_were_given() -> None:
    words = "We love it.\n\n  indented\n- reason: no\n## Breathe\n---\n\n> end"

    assert words == as_text(written(put_text(Entry(ACME), "their_words", words).answer("their_words")))
