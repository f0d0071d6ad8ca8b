"""A field: something typed, with an answer in it perhaps that can be taken as it stands."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import split_lines, to_formatted_text
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    AnyContainer,
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
)
from prompt_toolkit.layout import Window as Pane
from prompt_toolkit.layout.processors import (
    AfterInput,
    ConditionalProcessor,
    Processor,
    TabsProcessor,
    Transformation,
    TransformationInput,
)
from typing_extensions import override

from playbook.faces.lines import is_ready
from playbook.faces.prompt import Prompt, Window, more_behind
from playbook.language import _
from playbook.model.asking import NEEDED, Line
from playbook.text import visible, width_of

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

_LEAST_ROOM = 16
"""Columns behind a question that are enough to type there; where there are less, the field is beneath it."""


_INDENT = 2
"""Columns before the text in every row but that of the question."""

_LONGEST_LINE = 20_000
"""Letters of a line whose words are kept whole; nobody reads longer ones in a field."""


class _WholeWords(Processor):
    """Leaves the end of a row free where the next word would be torn by it.

    Args:
        taken: Returns how many columns are taken before the text of a line, in its first row.
    """

    def __init__(self, taken: Callable[[int], int]) -> None:
        self._taken = taken

    @override
    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        given = transformation_input
        letters: StyleAndTextTuples = [(style, one) for style, text, *_ in given.fragments for one in text]
        if len(letters) > _LONGEST_LINE:
            return Transformation(given.fragments)
        text = "".join(one for _, one, *_ in letters)
        gaps = _gaps(text, given.width, self._taken(given.lineno))
        places, spaces = [at for at, _ in gaps], [0, *accumulate(free for _, free in gaps)]
        for at, free in reversed(gaps):
            letters.insert(at, ("", " " * free))
        drawn = [at + before for at, before in zip(places, spaces, strict=False)]
        return Transformation(
            letters,
            source_to_display=lambda place: place + spaces[bisect_right(places, place)],
            display_to_source=lambda place: max(0, place - spaces[bisect_right(drawn, place)]),
        )


def _gaps(text: str, width: int, first: int) -> list[tuple[int, int]]:
    """Return before which letters a row ends early, and how many columns of it are left free."""
    gaps, used = [], first
    for word in re.finditer(r"\s+|\S+", text):
        needs = width_of(word[0])
        if used + needs <= width:
            used += needs
        elif word[0].isspace() or _INDENT + needs > width:  # No row has room for it.
            for letter in word[0]:
                used = (_INDENT if used + width_of(letter) > width else used) + width_of(letter)
        else:
            gaps.append((word.start(), width - used))
            used = _INDENT + needs
    return gaps


class ToEdit(NamedTuple):
    """What ends a field so that its text is edited; it is asked again with what that becomes."""

    text: str


class AnswerField(Prompt):
    """Something typed.

    An answer that only stands there to be taken is dim: Enter takes it, typing replaces it, an arrow or Tab
    makes it the text.
    """

    form: Line

    def __init__(self, form: Line, window: Window, *, can_go_far: bool) -> None:
        self._start = visible(form.start)
        self._suggestion = self._start if form.suggested else ""
        self._drawn_for = 0
        # Some keys of prompt_toolkit's accept the text and clear the field; only Enter does here.
        self.buffer = Buffer(
            document=Document("" if form.suggested else self._start), accept_handler=lambda _: True
        )
        self.buffer.on_text_changed += self._changed
        new_line = [_("Alt-Enter: a new line")] if form.words else []
        self.keys = (_("Enter: go on"), *new_line, _("Ctrl-X Ctrl-E: your editor"))
        if self._suggestion:
            self.keys = (
                _("Enter: take what's there"),
                _("Tab or an arrow: change it"),
                _("Backspace: clear it"),
                *self.keys[1:],
            )
        super().__init__(form, window, can_go_far=can_go_far)

    @override
    def container(self) -> AnyContainer:
        tabs = TabsProcessor(char1=" ", char2=" ")
        suggested = AfterInput(lambda: [("class:dim", self._suggestion)])
        return HSplit(
            [
                ConditionalContainer(
                    Pane(FormattedTextControl(lambda: self._lines()[0]), dont_extend_height=True),
                    Condition(lambda: bool(self._lines()[0])),
                ),
                Pane(
                    BufferControl(
                        self.buffer,
                        input_processors=[
                            ConditionalProcessor(tabs, Condition(lambda: "\t" in self.buffer.text)),
                            _WholeWords(lambda line: _INDENT if line else self._width_before()),
                            ConditionalProcessor(suggested, Condition(lambda: bool(self._suggestion))),
                        ],
                    ),
                    get_line_prefix=lambda line, wrap: self._lines()[1] if line == wrap == 0 else "  ",
                    wrap_lines=True,
                    dont_extend_height=True,
                ),
                ConditionalContainer(
                    Pane(FormattedTextControl(self.foot), dont_extend_height=True),
                    Condition(lambda: bool(self.foot())),
                ),
            ]
        )

    def _lines(self) -> tuple[StyleAndTextTuples, StyleAndTextTuples]:
        """Return what stands above the field, and what stands before it on its line."""
        if self._drawn_for != (width := self.window.width()):  # Every key asks several times.
            self._drawn_for, self._drawn = width, self._laid_out()
        return self._drawn

    def _laid_out(self) -> tuple[StyleAndTextTuples, StyleAndTextTuples]:
        # Where several lines are likely, one would press Enter for the second, and be gone.
        new_line = _("Alt-Enter: a new line") if self.form.multiline else ""
        head = self.head(self.form.hint or new_line)
        *above, last = split_lines(to_formatted_text(head))
        width = sum(width_of(text) for _, text, *_ in last)
        if self.form.help or self.window.width() - width < _LEAST_ROOM:
            return head, [("", "  ")]
        joined: StyleAndTextTuples = [one for line in above for one in (*line, ("", "\n"))]
        return joined[:-1], [*last, ("", " ")]

    def _width_before(self) -> int:
        return sum(width_of(text) for _, text, *_ in self._lines()[1])

    @override
    def half(self) -> str | None:
        text = self.buffer.text
        return None if self._suggestion or text.strip() == self._start.strip() else text

    def put(self, text: str) -> None:
        """Put a text into the field."""
        self.buffer.document = Document(text)

    def _changed(self, _: Buffer) -> None:
        self._suggestion = self.refusal = ""

    def _accept(self) -> None:
        text = self._suggestion or self.buffer.text
        self.refusal = "" if self._suggestion else self._refusal(text)
        if not self.refusal:
            self.exit(text)

    def _refusal(self, text: str) -> str:
        if not text.strip():
            return _(NEEDED) if self.form.required else ""
        return self.form.refuse(text)

    @override
    def bindings(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _enter(_: KeyPressEvent) -> None:
            # A long paste comes in pieces, and one may end with this key.
            if more_behind() or is_ready(sys.stdin):
                self.buffer.newline(copy_margin=False)
            else:
                self._accept()

        @keys.add("c-x", "c-e", eager=True)
        def _edit(_: KeyPressEvent) -> None:
            self.exit(ToEdit(self._suggestion or self.buffer.text))

        @keys.add("escape", "enter", eager=True)
        @keys.add("c-j", eager=True)
        def _new_line(_: KeyPressEvent) -> None:
            if self.form.words:  # A number has one line, and a second one would not be seen.
                self.buffer.newline(copy_margin=False)

        @keys.add("escape", Keys.Any)
        def _without_escape(event: KeyPressEvent) -> None:
            """Leave a letter with Alt, which is none; any other key means what it does by itself."""
            key = event.key_sequence[-1]
            if isinstance(key.key, Keys):
                event.key_processor.feed(key, first=True)

        @keys.add("escape", "#", eager=True)
        @keys.add("c-@")
        def _nothing(_: KeyPressEvent) -> None:
            """Leave it: # would begin a comment.

            Ctrl-Space would begin to mark, and no letter would be taken any more.
            """

        self._add_suggestion_keys(keys)
        return keys

    def _add_suggestion_keys(self, keys: KeyBindings) -> None:
        """Let an arrow or Tab take what is suggested, to be changed, and what deletes clear it."""
        suggests = Condition(lambda: bool(self._suggestion))

        for name in ("tab", "left", "right", "up", "down", "home", "end"):

            @keys.add(name, eager=True, filter=suggests)
            def _take(_: KeyPressEvent) -> None:
                self.put(self._suggestion)

        for name in ("backspace", "delete", "c-u", "c-k", "c-w"):

            @keys.add(name, eager=True, filter=suggests)
            def _clear(_: KeyPressEvent) -> None:
                self._suggestion = ""
