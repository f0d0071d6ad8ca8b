"""Whatever a playbook holds, four times as much of it takes about four times as long to refuse."""

from __future__ import annotations

from time import process_time

import pytest
from samples import findings_of

from playbook.reading.findings import MOST_OF_A_KIND, BrokenFile

HEAD = 'title = "T"\nsummary = "S"\n'
QUESTION = '[[step]]\nid = "a"\ntitle = "A"\n[[step.question]]\nid = "d"\nprompt = "P"\n'
DRAFT = f'{HEAD}{QUESTION}type = "draft"\n'
CHOICE = f'{HEAD}{QUESTION}type = "choice"\n'
TEXT = f'{HEAD}{QUESTION}type = "text"\n'
ASKED = '[[step.question]]\nid = "q№"\ntype = "confirm"\nprompt = "P"\nwhen = { d = 1 }\n'

SHAPES = {
    # What stands before it, what is there many times, numbered by the sign, and what stands behind it.
    "braces in a text": (f'{DRAFT}template = "', "{}", '"\n'),
    "braces and escapes in a text": (f'{DRAFT}template = "', r"{}\n", '"\n'),
    "braces on lines of their own": (f'{DRAFT}template = """\n', "{}\n", '"""\n'),
    "unknown names in a text": (f'{DRAFT}template = "', "{n№}", '"\n'),
    "names of no playbook": (f"{HEAD}carry_from = [", '"A №",', f"]\n{QUESTION}"),
    "choices that are none": (f"{CHOICE}choices = {{", "c№ = 1,", 'c = "C"}\n'),
    "unknown questions": (f"{TEXT}when = [", "{n№ = 1},", "]\n"),
    "dots in a key": (TEXT, "a.", "b = 1\n"),
    "dots in a heading": (f"{TEXT}[", "a.", "b\n"),
    "brackets": (f"{TEXT}help = ", "[", "\n"),
    "quotation marks": (f"{TEXT}help = ", '"', "\n"),
    "equals signs": (f"{TEXT}help ", "= ", "\n"),
    "line ends": (TEXT, "\n", "help\n"),
    "questions": (TEXT, ASKED, ""),
}


def seconds(shape: tuple[str, str, str], size: int) -> float:
    """Return how long it takes to say what is wrong."""
    before, piece, behind = shape
    text = before + "".join(piece.replace("№", str(i)) for i in range(size // len(piece))) + behind
    start = process_time()
    assert str(BrokenFile("f", findings_of(text), "Mend it."))
    return process_time() - start


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_four_times_the_size_takes_no_more_than_eight_times_as_long(shape: tuple[str, str, str]) -> None:
    small = min(seconds(shape, 5_000) for _ in range(3))

    # Other programs take some of the time: it is enough if one of three is quick.
    assert any(seconds(shape, 20_000) < 8 * max(small, 0.005) for _ in range(3)), f"{small:.3f} s, then more"


def test_half_a_megabyte_of_slips_in_one_line_ends_in_sentences() -> None:
    findings = findings_of(f'{DRAFT}template = "{"{}" * 250_000}"\n')
    said = str(BrokenFile("f", findings, "Mend it."))

    assert MOST_OF_A_KIND == len(findings)
    assert "… and 960 more." in said
    assert len(said) < 20_000


def test_a_name_of_a_hundred_thousand_letters_is_not_said_whole() -> None:
    findings = findings_of(f"{TEXT}{'k' * 100_000} = 1\n")

    assert [1000] == [len(finding.message) for finding in findings]
