"""Text as it is shown: measured in columns, wrapped and cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.text import reflowed, shortened, width_of, wrapped

WIDE = "株式会社"
TEXTS = st.text("ab é株\u0301 \n", max_size=60)


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), (WIDE, 8), ("e\u0301", 1), ("é – x", 5)])
def test_wide_characters_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert columns == width_of(text)


@given(TEXTS, st.integers(2, 20), st.integers(0, 4))
def test_a_wrapped_line_takes_no_more_columns_than_it_may_and_no_word_is_lost(
    text: str, columns: int, indent: int
) -> None:
    first, *rest = wrapped(text, columns, indent=indent).split("\n")

    assert all(line.startswith(" " * indent) for line in rest)
    assert all(width_of(line) <= columns for line in [first, *(line[indent:] for line in rest)])
    assert "".join(text.split()) == "".join("".join([first, *rest]).split())


def test_a_word_that_is_too_long_for_a_line_is_taken_apart() -> None:
    assert "株式\n 会社" == wrapped(WIDE, 5, indent=1)


@given(TEXTS, st.integers(4, 20))
def test_what_is_shortened_fits_and_says_that_something_is_missing(text: str, columns: int) -> None:
    short = shortened(text, columns)

    assert width_of(short) <= columns
    assert (short == text) == (not short.endswith(" …"))


def test_lines_of_a_paragraph_are_joined() -> None:
    assert "one two\n\nthree" == reflowed("\n one\n  two \n \n\nthree\n")
