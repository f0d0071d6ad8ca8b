"""What a terminal sends that is no key, and keys in the newer ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.keys import Keys

from playbook.faces.sequences import Sequences, without_sequences
from playbook.faces.tty import KEYS as KEYBOARD

NO_KEYS = {
    "focus gained": "\x1b[I",
    "focus lost": "\x1b[O",
    "where the cursor is": "\x1b[24;80R",
    "device attributes": "\x1b[?62;22;52c",
    "secondary attributes": "\x1b[>41;354;0c",
    "a mode": "\x1b[?2026;2$y",
    "the keys' ways": "\x1b[?1u",
    "the background, ended by a bell": "\x1b]11;rgb:0000/0000/0000\x07",
    "the background": "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "a colour of the palette": "\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
    "the terminal's name": "\x1bP>|XTerm(379)\x1b\\",
    "a capability": "\x1bP1+r544e=787465726d\x1b\\",
    "a setting": "\x1bP1$r0m\x1b\\",
    "graphics": "\x1b_Gi=31;OK\x1b\\",
    "the window's size": "\x1b[8;24;80t",
    "a mouse": "\x1b[<0;12;7M",
    "a mouse in the oldest way": "\x1b[M !!",
    "a key let go": "\x1b[97;1:3u",
    "Super and a letter": "\x1b[97;9u",
    "Control, Shift and a letter": "\x1b[99;6u",
    "Caps Lock": "\x1b[57358;1u",
    "the end of no paste": "\x1b[201~",
}

KEYS = {
    "\x1b[13u": "\r",
    "\x1b[13;2u": "\n",
    "\x1b[27;2;13~": "\n",
    "\x1b[13;3u": "\x1b\r",
    "\x1b[13;5u": "\r",
    "\x1b[27;5;99~": "\x03",
    "\x1b[99;5u": "\x03",
    "\x1b[99;69u": "\x03",
    "\x1b[98;5:1u": "\x02",
    "\x1b[27;5;98~": "\x02",
    "\x1b[100;5u": "\x04",
    "\x1b[9u": "\t",
    "\x1b[9;2u": "\x1b[Z",
    "\x1b[27;2;9~": "\x1b[Z",
    "\x1b[27u": "\x1b",
    "\x1b[127u": "\x7f",
    "\x1b[32;2u": " ",
    "\x1b[97u": "a",
    "\x1b[97;2u": "A",
    "\x1b[97:65;2u": "A",
    "\x1b[49:33;2u": "!",
    "\x1b[49;2;33u": "!",
    "\x1b[27;2;65~": "A",
    "\x1b[228;1u": "ä",
    "\x1b[102;3u": "\x1bf",
    "\x1b[57400u": "1",
    "\x1b[57414u": "\r",
    "\x1bOM": "\r",
    "\x1bOp": "0",
    "\x1b[1;129A": "\x1b[A",
    "\x1b[1;5:2C": "\x1b[1;5C",
    "\x1b[3;129~": "\x1b[3~",
    "\x1b[A": "\x1b[A",
    "\x1bOA": "\x1bOA",
    "\x1b[[A": "\x1b[[A",
    "\x1b[15~": "\x1b[15~",
    "\x1bf": "\x1bf",
    "\x1b\r": "\x1b\r",
    "\x1b\x1b[D": "\x1b\x1b[D",
}


def fed(*pieces: str) -> str:
    sequences = Sequences(ANSI_SEQUENCES)
    keys = "".join(map(sequences.feed, pieces))
    return keys + sequences.flush()


@pytest.mark.parametrize("name", NO_KEYS)
def test_what_is_no_key_is_dropped_whole_however_it_is_cut(name: str) -> None:
    sequence = NO_KEYS[name]

    assert "ab" == fed(f"a{sequence}b") == fed("a", *sequence, "b")
    assert "ab" == without_sequences(f"a{sequence}b")
    for cut in range(1, len(sequence)):
        assert "ab" == fed(f"a{sequence[:cut]}", f"{sequence[cut:]}b")


@pytest.mark.parametrize("sequence", KEYS)
def test_a_key_means_what_it_means_in_the_oldest_way(sequence: str) -> None:
    assert f"a{KEYS[sequence]}b" == fed(f"a{sequence}b") == fed("a", *sequence, "b")


def test_escape_and_a_letter_with_alt_go_through_once_nothing_follows() -> None:
    for keys in ("\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1bO"):
        sequences = Sequences(ANSI_SEQUENCES)

        assert "" == sequences.feed(keys)
        assert keys == sequences.flush()
        assert "typed" == sequences.feed("typed")


def test_a_key_that_would_only_be_typed_as_what_the_terminal_sends_for_it_is_dropped() -> None:
    used = {key for binding in load_key_bindings().bindings for key in binding.keys}
    unused = [
        sequence
        for sequence, key in ANSI_SEQUENCES.items()
        if sequence.startswith("\x1b") and isinstance(key, Keys) and key not in used
    ]

    assert {"\x1b[1;5P", "\x1b[5;5~", "\x1b[1;6A"} <= set(unused)
    assert [] == [sequence for sequence in unused if Sequences(KEYBOARD).feed(sequence)]
    assert "\x1b[5~" == Sequences(KEYBOARD).feed("\x1b[5~")


def test_the_rest_of_a_sequence_may_come_late() -> None:
    sequences = Sequences(ANSI_SEQUENCES)

    assert "a" == sequences.feed("a\x1b]11;rgb:00")
    assert "" == sequences.flush()
    assert "b" == sequences.feed("00/0000/0000\x07b")


def test_a_sequence_that_never_ends_takes_no_line_with_it() -> None:
    assert "]11;my words\r" == fed("\x1b]11;", "my words\r").replace("\x1b", "")


def test_a_paste_stays_as_it_is_however_it_is_cut() -> None:
    paste = "\x1b[200~one\r\x1b[I\x1b[13;2u\x1b[2\x1btwo\x1b[201~"
    for cut in range(len(paste)):
        assert f"{paste}x" == fed(paste[:cut], f"{paste[cut:]}\x1b[Ix")


def test_ctrl_c_pressed_in_a_paste_whose_end_never_comes_still_leaves() -> None:
    assert "\x1b[200~one\x1b[201~\x03" == fed("\x1b[200~one", "\x03")
    assert "\x1b[200~one\x03two\x1b[201~" == fed("\x1b[200~one\x03two\x1b[201~")


@given(st.text(alphabet=st.sampled_from("\x1b[]OPM_0123;:<?>$Ru~\\\x07\rab ä"), max_size=30), st.data())
def test_letters_that_stand_in_no_sequence_are_never_lost(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    whole = Sequences(ANSI_SEQUENCES)
    pieces = Sequences(ANSI_SEQUENCES)

    assert whole.feed(text) == pieces.feed(text[:cut]) + pieces.feed(text[cut:])
    if "\x1b" not in text:
        assert text == fed(text) == without_sequences(text)
