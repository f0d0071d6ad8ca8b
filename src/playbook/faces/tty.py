"""The two ends of a POSIX terminal: keys come in, cleaned of what is none; no question goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.posix_utils import PosixStdinReader
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.output.vt100 import Vt100_Output
from typing_extensions import override

from playbook.faces.sequences import Sequences

if TYPE_CHECKING:
    from prompt_toolkit.key_binding.key_processor import KeyPress


# For these, prompt_toolkit does nothing but type into a field what the terminal sends.
_MEANING_NOTHING = re.compile(r"c-f\d+|c-(?:s-)?\d|c-s-(?:up|down|delete)|(?:c-|s-|c-s-)page(?:up|down)")

KEYS = frozenset(
    sequence
    for sequence, key in ANSI_SEQUENCES.items()
    if isinstance(key, tuple) or not _MEANING_NOTHING.fullmatch(key.value)
)
"""The sequences that are keys."""


class _Reader(PosixStdinReader):
    def __init__(self, stdin: TextIO, sequences: Sequences) -> None:
        super().__init__(stdin.fileno(), encoding=stdin.encoding)
        self._sequences = sequences

    @override
    def read(self, count: int = 1024) -> str:
        return self._sequences.feed(super().read(count))


class Keyboard(Vt100Input):
    """Where keys come from."""

    def __init__(self, stdin: TextIO) -> None:
        super().__init__(stdin)
        self._sequences = Sequences(KEYS)
        self.stdin_reader = _Reader(stdin, self._sequences)

    @override
    def flush_keys(self) -> list[KeyPress]:
        self.vt100_parser.feed(self._sequences.flush())
        return super().flush_keys()


class Display(Vt100_Output):
    """Where prompts are drawn.

    A terminal that is asked where its cursor is may never answer, and each prompt would wait for that.
    """

    @property
    @override
    def responds_to_cpr(self) -> bool:
        return False
