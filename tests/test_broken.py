"""Broken playbooks are told of at the line and the column of the slip, in words that say what would be right.

Each file of `broken/` is a playbook as somebody might leave it. What has to be said stands where the slip is:

    titel = "Losing a client"  # expect 1: did you mean `title`?

which is the column and some of the words; with `exactly` behind the column they are all that is said. Where
no comment can stand on the line itself, one above names the line too (`# expect 7:3: …`); where none can
stand in the file at all, `NAME.expected` beside it has such lines (`7:3: …`). There must be no other finding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from homes import Home, run
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, broken, findings_of, read

from playbook.checking.report import check_files
from playbook.reading.findings import BrokenFile, Finding, Unopened
from playbook.reading.playbooks import read_playbook
from playbook.reading.toml import NotTomlError, parsed
from playbook.settings import Settings

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.toml"))
UTF_8 = [path for path in FILES if not path.with_suffix(".expected").exists()]

_EXPECT = re.compile(r"# expect (?:(\d+):)?(\d+)( exactly)?: (.*?)(?=\s*# expect|\s*$)")
_BESIDE = re.compile(r"(\d+):(\d+)( exactly)?: (.*)")


class Expected(NamedTuple):
    line: int
    column: int
    exactly: bool
    words: str

    def is_said_by(self, finding: Finding) -> bool:
        said = finding.said("").partition(" ")[2].split("\n    ")[0]
        place = (finding.line, finding.column) == (self.line, self.column)
        return place and (said == self.words if self.exactly else self.words in said)


def expected_of(path: Path) -> list[Expected]:
    beside = path.with_suffix(".expected")
    pattern, file = (_BESIDE, beside) if beside.exists() else (_EXPECT, path)
    lines = file.read_text(encoding="utf-8").split("\n")
    return sorted(
        Expected(int(line or number), int(column), bool(exactly), words)
        for number, text in enumerate(lines, 1)
        for line, column, exactly, words in pattern.findall(text)
    )


def found_in(path: Path, home: Home) -> list[Finding]:
    report = check_files(Settings(home.folder, home.journal), [path])
    return [finding for file in report.files for finding in file.findings]


def assert_exactly(expected: list[Expected], findings: list[Finding]) -> None:
    told = "\n".join(finding.said("") for finding in findings)

    assert expected
    assert "unread" not in told  # It would be no name of the file.
    assert len(expected) == len(findings), told
    for one in expected:
        assert any(one.is_said_by(finding) for finding in findings), f"{one}\n{told}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_slip_is_told_at_its_line_and_nothing_else_is(path: Path, home: Home) -> None:
    assert_exactly(expected_of(path), found_in(path, home))


@pytest.mark.parametrize("path", UTF_8, ids=lambda path: path.stem)
def test_line_ends_of_windows_and_a_byte_order_mark_move_no_finding(
    path: Path, home: Home, tmp_path: Path
) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))

    assert_exactly(expected_of(path), found_in(copy, home))


def test_the_command_names_the_place_of_every_slip() -> None:
    some = FILES[::10]
    ended = run("check", *map(str, some))

    assert 1 == ended.returncode
    assert [f"{path}:{one.line}:{one.column}:" for path in some for one in expected_of(path)] == [
        line.split(" ")[0] for line in ended.stdout.split("\n") if line.startswith(str(FOLDER))
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n\n"])
def test_a_file_with_nothing_in_it_is_told_what_it_needs(text: str) -> None:
    assert [(1, 1, "`title` is missing; `summary` is missing; `step` is missing")] == [
        (finding.line, finding.column, finding.message) for finding in findings_of(text)
    ]


# What each of the values that are meant would have to be is said; what counts is that it is said there.
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'map = { replaced = "shared", "replaced.in_house" = "theirs" } }',
            f'map = {{ replaced = {{ a = "mine" }} }} }}{HERE}',
            "words in quotation marks",
        ),
        ('unit = "hours"\nmin = 0', f'unit = "hours"\nmin = {{}}{HERE}', "a number"),
    ],
)
def test_a_table_where_a_value_is_meant_is_told_of_at_its_line(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert {here} == {finding.line for finding in findings}
    assert any(says in finding.message for finding in findings)


def broken_file(folder: Path, content: bytes) -> BrokenFile:
    path = folder / "lost.toml"
    path.write_bytes(content)
    with pytest.raises(BrokenFile) as told:
        read_playbook(path, "lost.toml")
    return told.value


def test_a_broken_file_is_told_with_its_name_its_line_and_a_mark(tmp_path: Path) -> None:
    error = broken_file(tmp_path, SAMPLE.replace('id = "sting"', 'id = "Sting"').encode())

    assert (
        "lost.toml:15:1: question `Sting`: this name should be small letters, digits and _, such as "
        'callback_on\n    id = "Sting"\n    ^^'
    ) == error.message
    assert "Fix lost.toml" in error.hint
    assert 2 == error.status


@settings(max_examples=50)
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


class TestDepth:
    """However deep brackets and dots go, that is a finding at their line."""

    WHEN = 'when = { control = ["mine", "shared"] }'

    def test_brackets_without_end(self) -> None:
        text, here = broken(self.WHEN, f"when = {'[' * 5000}{HERE}")

        assert [(here, "brackets are nested too deeply to be read")] == [
            (finding.line, finding.message) for finding in findings_of(text)
        ]

    @pytest.mark.parametrize("depth", [50, 200, 480, 2000, 20_000])
    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a=", "}")])
    def test_brackets_within_brackets(self, depth: int, opening: str, closing: str) -> None:
        text, here = broken(self.WHEN, f"when = {opening * depth}1{closing * depth}{HERE}")

        assert [here] == [finding.line for finding in findings_of(text)]

    @pytest.mark.parametrize("depth", [50, 2000])
    def test_a_key_of_many_dots(self, depth: int) -> None:
        text, here = broken('language = "en"', f"{'.'.join('a' * depth)} = 1{HERE}")

        assert [here] == [finding.line for finding in findings_of(text)]


LARGE = (
    *(f"1{'0' * 100}", f"1{'0' * 400}", f"{'2' * 5000}", f"-1{'0' * 4200}"),
    *(f"0x{'f' * 4200}", f"0o{'7' * 6000}", f"0b{'1' * 15000}", "1e308", "1e400", "1e-320"),
)
CLOSING = 'prompt = "What is left to say?"'
MORE = (
    ('low = "not at all"', "default = @"),
    ('unit = "hours"', "default = @"),
    ('language = "en"', "colour = @"),
    *(
        (CLOSING, f"{CLOSING}\nwhen = {{ {name} = {test} }}")
        for name in ("sting", "monthly_value", "hours", "reason", "angry", "callback_on", "fit")
        for test in ("@", "[@]", "{ max = @ }")
    ),
)
"""Where a number can stand and the sample has none."""


def some_large(place: int) -> Iterator[str]:
    """Yield three of the large numbers, others at the next place: all of them at each would take long."""
    yield from (LARGE[(place + more) % len(LARGE)] for more in (0, 3, 7))


def with_numbers_at_every_value() -> Iterator[tuple[str, str]]:
    """Yield the sample with `@` in place of a value, and a number: where one is meant, several."""
    value = r'(?<=[=,\[{(] )("[^"\n]*"|[\d-]+(?:\.\d+)?|true|false)(?=[ ,\n\]}])|(?<=\[)"[^"\n]*"'
    # A default of one mood is too few where more are asked for, which would be a second finding.
    sample = SAMPLE.replace('default = ["hurt"]\n', "")
    for place, found in enumerate(re.finditer(value, sample)):
        text = sample[: found.start()] + "@" + sample[found.end() :]
        words = found[0].startswith('"')
        if not (words and sample[: found.start()].endswith("id = ")):
            yield from ((text, one) for one in ([LARGE[place % len(LARGE)]] if words else some_large(place)))
    yield from (
        (SAMPLE.replace(old, new), one) for place, (old, new) in enumerate(MORE) for one in some_large(place)
    )


def test_a_number_of_any_size_is_taken_or_told_of_at_its_line() -> None:
    for text, number in with_numbers_at_every_value():
        findings = findings_of(text.replace("@", number))

        assert {finding.line for finding in findings} <= {text.count("\n", 0, text.index("@")) + 1}, findings
        assert not [finding for finding in findings if "set_int_max_str_digits" in finding.message]


@pytest.mark.parametrize("number", ["1e308", "-1e308", f"1{'0' * 15}", f"-1{'0' * 20}"])
def test_a_number_beyond_what_can_be_kept_is_told_so(number: str) -> None:
    text, here = broken("max = 99.5", f"max = {number}{HERE}")

    assert [(here, "this is not a number that I can keep")] == [
        (f.line, f.message) for f in findings_of(text)
    ]


START = 'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n'


class TestLength:
    """A playbook of any length is read, and told of where it is broken."""

    def test_ten_thousand_questions(self) -> None:
        text = START + '[[step.question]]\nid = "q0"\ntype = "text"\nprompt = "?"\n'
        text += "".join(
            f'[[step.question]]\nid = "q{n}"\ntype = "text"\nprompt = "{{q{n - 1}|That}}?"\n'
            f"when = {{ q{n - 1} = {{ answered = false }} }}\n"
            for n in range(1, 10_000)
        )

        assert 10_000 == len(list(read(text).questions()))

    def test_ten_thousand_steps(self) -> None:
        text = START + "".join(f'[[step]]\nid = "s{n}"\ntitle = "A"\n' for n in range(9_999))

        assert 10_000 == len(read(text).steps)

    def test_ten_thousand_choices(self) -> None:
        choices = "".join(f'c{n} = "Choice {n}"\n' for n in range(10_000))
        text, _ = broken('choices_of = "reason"', f"[step.question.choices]{HERE}\n{choices}")

        assert [] == findings_of(text)

    @pytest.mark.parametrize(
        "line",
        ['prompt = "{nobody|?}"', 'prompt = "?"\nhepl = "?"', 'prompt = "?"\nwhen = { q_ = "x" }'],
        ids=["a name", "a key", "a condition"],
    )
    def test_a_thousand_findings(self, line: str) -> None:
        text = START + "".join(
            f'[[step.question]]\nid = "q{n}"\ntype = "text"\n{line}\n' for n in range(1000)
        )

        assert 1000 == len(findings_of(text))

    def test_a_file_of_eight_megabytes(self, tmp_path: Path) -> None:
        error = broken_file(tmp_path, (b"#" * 63 + b"\n") * 128 * 1024)

        assert [1] == [finding.line for finding in error.findings]

    def test_a_file_of_more_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "lost.toml"
        path.write_bytes((b"#" * 63 + b"\n") * 128 * 1024 + b"#")

        with pytest.raises(Unopened, match="too large: 8 MB is the most"):
            read_playbook(path, "lost.toml")


def test_what_is_no_toml_is_told_of_by_the_walk_too(tmp_path: Path) -> None:
    (finding,) = broken_file(tmp_path, b'title = "T"\nsummary = One step').findings

    assert (2, 11) == (finding.line, finding.column)


@pytest.mark.parametrize(
    ("name", "said"),
    [("nothing.toml", r"There is no file lost\.toml"), ("", "is a folder"), ("lo\0st", "cannot be")],
)
def test_what_is_no_file_cannot_be_opened(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(Unopened, match=said):
        read_playbook(tmp_path / name, "lost.toml")
