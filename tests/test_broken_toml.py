"""A playbook that is no TOML is told with its line, in words for somebody who never heard of TOML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, broken, findings_of

from playbook.reading.findings import BrokenFile, Unopened
from playbook.reading.playbooks import read_playbook
from playbook.reading.toml import NotTomlError, parsed

TITLE = 'title = "Losing a client"'
SUMMARY = 'summary = "One calm step at a time."'
STING = 'id = "sting"'
WHEN = 'when = { control = ["mine", "shared"] }'
CHOICES = 'choices = { mine = "Mostly mine", shared = "Some of each", theirs = "Not mine" }'

NO_END = "that begins here has no end"
QUOTATION = "words need quotation marks"
TWICE = "the same key is there twice"
BEHIND = "something behind the value"

NOT_TOML = {
    "words without quotation marks": (SUMMARY, f"summary = One calm step{HERE}", QUOTATION),
    "typographic quotation marks": (SUMMARY, f"summary = “One calm step”{HERE}", "straight quotation marks"),
    "true in capitals": ("required = true", f"required = True{HERE}", "write true, in small letters"),
    "yes for true": ("required = true", f"required = yes{HERE}", "write true, in small letters"),
    "no value": ("required = true", f"required ={HERE}", "the value is missing"),
    "no value at the end": (
        'prompt = "What is left to say?"\n',
        f"prompt ={HERE}",
        "the value is missing",
    ),
    "no equals sign": (SUMMARY, f'summary "One calm step"{HERE}', "the `=` is missing"),
    "a colon": (SUMMARY, f'summary: "One calm step"{HERE}', "the `=` is missing"),
    "a word alone": (SUMMARY, f"summary{HERE}", "the `=` is missing"),
    "a list as in markdown": (SUMMARY, f"- summary{HERE}", "the `=` is missing"),
    "an open quotation mark": (SUMMARY, f'summary = "One calm step{HERE}', "the quotation mark at the end"),
    "two lines in one pair of marks": (
        SUMMARY,
        f'summary = "One calm{HERE}\nstep"',
        "the quotation mark at the end",
    ),
    "open threefold marks": (
        'prompt = "What is left to say?"\n',
        f'prompt = """{HERE}\nWhat is left\nto say?\n',
        'the text that begins here has no end: put """ behind it',
    ),
    "a key twice": (SUMMARY, f'title = "Losing them"{HERE}', TWICE),
    "a key twice in braces": (WHEN, f'when = {{ control = "mine", control = "shared" }}{HERE}', TWICE),
    "a value and a table of one name": (SUMMARY, f'{SUMMARY}\nsummary.short = "Calm"{HERE}', TWICE),
    "a table twice": (
        'guarantee = { label = "Full price, free if it misses", when = { angry = false } }',
        f'guarantee = "Free"\n[step.question.choices]{HERE}\nother = "Other"',
        "the same table is there twice",
    ),
    "an open list": (
        'default = ["hurt"]\n\n[[step]]',
        f'default = ["hurt"{HERE}\n\n[[step]]',
        NO_END,
    ),
    "a list that goes on as a line": (
        'default = ["hurt"]\n\n[[step]]\nid = "amends"',
        f'default = ["hurt"{HERE}\nid = "amends"',
        NO_END,
    ),
    "an open brace": (WHEN, f'when = {{ control = "mine"{HERE}', "the } at its end is missing"),
    "a brace too many": (WHEN, f'when = {{ control = "mine" }} }}{HERE}', BEHIND),
    "words behind the value": (SUMMARY, f'summary = "One" calm step{HERE}', BEHIND),
    "two keys on a line": ("required = true", f'required = true help = "Please"{HERE}', "a line of its own"),
    "a zero in front": ("max_length = 200", f"max_length = 0200{HERE}", BEHIND),
    "a month that is none": ("before = 2030-01-01", f"before = 2030-13-01{HERE}", BEHIND),
    "an open heading": (
        "[step.question.choices]\nnone",
        f"[step.question.choices{HERE}\nnone",
        "as [step.question.choices], with one",
    ),
    "an open double heading": (
        f"[[step.question]]\n{STING}",
        f"[[step.question]{HERE}\n{STING}",
        "as [[step.question]], with two",
    ),
    "an empty heading": (f"[[step.question]]\n{STING}", f"[[]]{HERE}\n{STING}", "a key begins with a letter"),
    "two dots in a key": (SUMMARY, f'{SUMMARY}\na..b = "c"{HERE}', "a key begins with a letter"),
    "a table added to behind its brace": (
        CHOICES,
        f'{CHOICES}\nchoices.nobody = "Nobody"{HERE}',
        "closed by its }",
    ),
    "a backslash alone": (SUMMARY, f'summary = "calm\\quiet"{HERE}', "a backslash is written as two"),
}


@pytest.mark.parametrize(("old", "new", "says"), NOT_TOML.values(), ids=NOT_TOML)
def test_what_is_no_toml_is_found_at_its_line(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert says in findings[0].message


ITEMS = "items = [\n"
TARGET = '  { id = "target", weight = 7, prompt = "I would take them on" },'
PAID = '  { id = "price", prompt = "They paid on time" },'
PAUSE = '[[step.question]]\nid = "pause"'

# What stands there, and what was meant by it.
MEANT = {
    "false in capitals": ("required = true", f"required = FALSE{HERE}", "write false, in small letters"),
    "no for false, with a note": ("required = true", f"required = no # not yet{HERE}", "write false"),
    "yes in a table": (WHEN, f"when = {{ angry = Yes }}{HERE}", "write true"),
    "a word that begins like no": (SUMMARY, f"summary = nothing{HERE}", QUOTATION),
    "two equals signs": (WHEN, f'when = {{ control == "mine" }}{HERE}', "one is enough"),
    "two equals signs of a key": (SUMMARY, f'summary == "One"{HERE}', "one is enough"),
    "no value but a note": (SUMMARY, f"summary = # later{HERE}", "the value is missing"),
    "no value in a table": (WHEN, f"when = {{ control = }}{HERE}", "the value is missing"),
    "typographic marks in a list": (
        WHEN,
        f"when = {{ control = [“mine”] }}{HERE}",
        "straight quotation marks",
    ),
    "typographic marks of a key": (SUMMARY, f"“summary” = 1{HERE}", "straight quotation marks"),
    "one typographic mark at the end": (SUMMARY, f'summary = "One calm step”{HERE}', "straight quotation"),
    "a question's heading with a bracket too few in front": (
        PAUSE,
        PAUSE.replace("[[", "[").replace("]]", f"]]{HERE}"),
        "as [[step.question]], with two brackets",
    ),
    "a step's heading with a bracket too few at the end": (
        '[[step]]\nid = "why"',
        f'[[step]{HERE}\nid = "why"',
        "as [[step]], with two brackets",
    ),
    "a heading of choices with a bracket too many": (
        "[step.question.choices]\nnone",
        f"[step.question.choices]]{HERE}\nnone",
        "as [step.question.choices], with one bracket",
    ),
    "a question above the first step": (
        '[[step]]\nid = "breathe"\ntitle = "Breathe"\n',
        f'[[step.question]]{HERE}\nid = "first"\n\n[[step]]\nid = "breathe"\ntitle = "Breathe"\n',
        "put [[step]], with its id and title, above [[step.question]]",
    ),
    "no comma in a list of lines": (TARGET, TARGET.rstrip(",") + HERE, "a comma is missing behind this"),
    "no comma in a list of one line": (
        WHEN,
        f'when = {{ control = ["mine" "shared"] }}{HERE}',
        "a comma is missing behind this, or the ]",
    ),
    "no comma in a table": (
        CHOICES,
        f'choices = {{ mine = "Mine" theirs = "Theirs" }}{HERE}',
        "a comma is missing behind this, or the }",
    ),
    "a comma too many in a table": (WHEN, f'when = {{ control = "mine", }}{HERE}', "one comma too many"),
    "a comma too many in a list": (WHEN, f'when = {{ control = ["a",, "b"] }}{HERE}', "one comma too many"),
    "a table over several lines": (
        CHOICES,
        f'choices = {{{HERE}\n  mine = "Mine",\n  theirs = "Theirs",\n}}',
        "a table in braces stands on one line",
    ),
    "a table that goes on in the next line": (
        CHOICES,
        f'choices = {{ mine = "Mine",{HERE}\n  theirs = "Theirs" }}',
        "a table in braces stands on one line",
    ),
    "a list without end before another key": (
        f"{ITEMS}{TARGET}\n{PAID}\n]",
        f"items = [{HERE}\n{TARGET}\n{PAID}\n",
        NO_END,
    ),
    "a comma at a line's end": (SUMMARY, f"{SUMMARY},{HERE}", "no comma stands at the end of a line"),
    "a decimal comma": ("max = 99.5", f"max = 99,5{HERE}", "a decimal point, not a comma: 99.5"),
    "a decimal comma in a table": (
        TARGET,
        TARGET.replace("7", "0,75") + HERE,
        "a decimal point, not a comma: 0.75",
    ),
    "quotation marks within words": (SUMMARY, f'summary = "One "calm" step"{HERE}', "within words"),
    "quotation marks within words of a table": (
        WHEN,
        f'when = {{ control = "a "good" one" }}{HERE}',
        "within words",
    ),
    "an apostrophe within single marks": (SUMMARY, f"summary = 'It's one client's'{HERE}", "an apostrophe"),
    "a guide without end before a template": (
        '[[step.question]]\nid = "holding_reply"',
        f'guide = """{HERE}\nOne.\n\n[[step.question]]\nid = "holding_reply"',
        'the text that begins here has no end: put """ behind it',
    ),
    "a text without end before the end": (
        'prompt = "What is left to say?"\n',
        f'prompt = "?"\nhelp = """{HERE}\nWhat is left\nto say?\n\n[[step]]\nid = "more"\n',
        NO_END,
    ),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("old", "new", "says"), MEANT.values(), ids=MEANT)
def test_what_was_meant_is_said_at_the_line_where_it_is_to_be_mended(
    old: str, new: str, says: str, line_end: str
) -> None:
    text, here = broken(old, new)
    findings = findings_of(text.replace("\n", line_end))

    assert [here] == [finding.line for finding in findings], findings
    assert says in findings[0].message


def test_a_list_without_end_at_the_end_of_the_file_is_found_where_it_begins() -> None:
    findings = findings_of('title = "T"\ncarry_from = [\n  "lost",\n\n')

    assert [(2, "this cannot be read: the list that begins here has no end: the ] is missing")] == [
        (finding.line, finding.message) for finding in findings
    ]


def test_an_open_heading_at_the_end_of_the_file_is_no_list() -> None:
    findings = findings_of('title = "T"\n[[step\n')

    assert [(2, True)] == [(finding.line, "as [[step]], with" in finding.message) for finding in findings]


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_taken_out_or_put_in_is_told_at_a_line_of_the_file(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = start + data.draw(st.integers(0, 3))
    put = data.draw(st.text("\"'[]{}=,.#\\\r\n \t0a“”", max_size=4))
    text = SAMPLE[:start] + put + SAMPLE[end:]
    try:
        parsed(text)
    except NotTomlError as error:
        finding = error.finding

        assert 1 <= finding.line <= text.count("\n") + 1
        assert text.split("\n")[finding.line - 1].rstrip("\r") == finding.source
        assert 1 <= finding.column
        assert finding.message.startswith("this cannot be read: ")


def test_marks_and_brackets_within_a_text_and_a_note_do_not_mislead() -> None:
    text = (
        'guide = """\n[[step]]\nwhen = { a = [1\n"""\n# when = { [ """\n'
        "help = '''\n[ { ''' # {\ntitle = Words\n"
    )
    findings = findings_of(text)

    assert [(8, True)] == [(finding.line, QUOTATION in finding.message) for finding in findings]


# What the parser says by itself means nothing to somebody who has never heard of it.
WORDS_OF_THE_PARSER = {
    "an open single quotation mark": (
        SUMMARY,
        f"summary = 'One calm step{HERE}",
        "the quotation mark at the end",
    ),
    "open threefold single marks": (
        'prompt = "What is left to say?"\n',
        f"prompt = '''{HERE}\nWhat is left\nto say?\n",
        NO_END,
    ),
    "a heading with single brackets behind double ones": (
        f"[[step.question]]\n{STING}",
        f"[step.question]{HERE}\n{STING}",
        "[[step.question]]",
    ),
    "a step with single brackets behind double ones": (
        '[[step]]\nid = "why"',
        f'[step]{HERE}\nid = "why"',
        "[[step]]",
    ),
    "a path of Windows": (SUMMARY, f'summary = "C:\\users\\ada"{HERE}', "a backslash is written as two"),
    "no key": (SUMMARY, f'= "One calm step"{HERE}', "a line is `key = value`"),
    "a mark of a merge": (SUMMARY, f"<<<<<<< HEAD{HERE}\n{SUMMARY}", "a line is `key = value`"),
    "a bracket alone": (SUMMARY, f"{SUMMARY}\n]{HERE}", "a line is `key = value`"),
    "a day that is none": ("before = 2030-01-01", f"before = 2030-02-30{HERE}", "no such day"),
    "a control character": (SUMMARY, f'summary = "calm\x1b[31m"{HERE}', "control character"),
    "a NUL in a comment": (SUMMARY, f"{SUMMARY}\n# \x00{HERE}", "control character"),
    "an escape that is no character": (SUMMARY, f'summary = "\\ud800"{HERE}', "is no character"),
    "a number of 5,000 digits": ("max_length = 200", f"max_length = {'2' * 5000}{HERE}", "number"),
}


@pytest.mark.parametrize(("old", "new", "says"), WORDS_OF_THE_PARSER.values(), ids=WORDS_OF_THE_PARSER)
def test_a_complaint_of_the_parser_is_said_in_plain_words(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert says in findings[0].message
    assert "set_int_max_str_digits" not in findings[0].message


def test_brackets_within_brackets_without_end_are_found_at_their_line() -> None:
    text, here = broken(WHEN, f"when = {'[' * 5000}{HERE}")
    findings = findings_of(text)

    assert ["brackets are nested too deeply to be read"] == [finding.message for finding in findings]
    assert [here] == [finding.line for finding in findings]


# Fails until it is mended: braces within braces beyond what can be read are told of at line 1.
@pytest.mark.parametrize("depth", [50, 200, 300, 480, 900, 2000, 20_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a=", "}")])
def test_nesting_of_any_depth_is_a_finding(depth: int, opening: str, closing: str) -> None:
    text, here = broken(WHEN, f"when = {opening * depth}1{closing * depth}{HERE}")

    assert [here] == [finding.line for finding in findings_of(text)]


@pytest.mark.parametrize("depth", [50, 500, 2000])
def test_a_key_of_any_number_of_dots_is_a_finding(depth: int) -> None:
    text, here = broken(SUMMARY, f"{SUMMARY}\n{'.'.join('a' * depth)} = 1{HERE}")

    assert [here] == [finding.line for finding in findings_of(text)]


def read_bytes(folder: Path, content: bytes) -> BrokenFile:
    path = folder / "lost.toml"
    path.write_bytes(content)
    with pytest.raises(BrokenFile) as broken_file:
        read_playbook(path, "lost.toml")
    return broken_file.value


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le"])
def test_what_is_not_utf_8_is_found_at_its_line(tmp_path: Path, encoding: str) -> None:
    before = "" if encoding.startswith("utf") else '# two lines\n\ntitle = "'
    error = read_bytes(tmp_path, before.encode() + "é caffè ÿ".encode(encoding) + b'"\n')
    finding = error.findings[0]

    assert "save the file as UTF-8" in finding.message
    assert 3 if before else 1 == finding.line


def test_the_column_of_a_byte_that_is_not_utf_8_is_counted_in_characters(tmp_path: Path) -> None:
    error = read_bytes(tmp_path, '\ufefftitle = "perché '.encode() + b'\xe9"\n')

    assert [(1, 17)] == [(finding.line, finding.column) for finding in error.findings]


def test_the_line_of_a_byte_that_is_not_utf_8_counts_from_behind_the_mark_of_byte_order(
    tmp_path: Path,
) -> None:
    error = read_bytes(tmp_path, b'\xef\xbb\xbftitle = "T"\n\xe9')

    assert [2] == [finding.line for finding in error.findings]


def test_line_ends_of_windows_do_not_move_a_finding() -> None:
    text, here = broken(STING, f"id = sting{HERE}")
    findings = findings_of(text.replace("\n", "\r\n"))

    assert [(here, "id = sting")] == [(finding.line, finding.source) for finding in findings]


def test_a_mark_of_byte_order_does_not_move_a_finding(tmp_path: Path) -> None:
    error = read_bytes(tmp_path, '\ufefftitle = "T"\nsumary = "S"\n'.encode())

    assert (2, 1) in [(finding.line, finding.column) for finding in error.findings]


def test_a_broken_file_is_told_with_its_name_its_line_and_a_mark(tmp_path: Path) -> None:
    error = read_bytes(tmp_path, SAMPLE.replace(STING, 'id = "Sting"').encode())

    assert (
        "lost.toml:15:1: question `Sting`: this name should be small letters, digits and _, such as "
        'callback_on\n    id = "Sting"\n    ^^'
    ) == error.message
    assert "Mend lost.toml" in error.hint
    assert 2 == error.status


def test_a_file_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Unopened, match=r"There is no file lost\.toml"):
        read_playbook(tmp_path / "lost.toml", "lost.toml")


def test_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Unopened, match="is a folder"):
        read_playbook(tmp_path, "lost.toml")


def test_a_name_with_a_nul_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Unopened, match="cannot be read"):
        read_playbook(tmp_path / "lo\0st.toml", "lost.toml")


def test_a_file_of_eight_megabytes_is_read(tmp_path: Path) -> None:
    error = read_bytes(tmp_path, b"#" * 8 * 1024 * 1024)

    assert ["`title` is missing; `summary` is missing; `step` is missing"] == [
        f.message for f in error.findings
    ]


def test_a_file_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lost.toml"
    path.write_bytes(b"# a line that says nothing\n" * 400_000)

    with pytest.raises(Unopened, match="larger than a playbook can be"):
        read_playbook(path, "lost.toml")
