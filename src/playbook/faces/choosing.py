"""A list to choose from: one of it, or several."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, FormattedTextControl
from prompt_toolkit.layout import Window as Pane
from typing_extensions import override

from playbook.faces.prompt import Prompt, Window, more_behind
from playbook.language import _
from playbook.model.asking import Option, Pick, PickSeveral
from playbook.model.leaving import Back
from playbook.text import folded, reflowed, visible, wrapped

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

_AT_ONCE = 0.05
"""Seconds within which keys are one paste; nobody types that fast."""

_LEAST_LINES = 3


class Choosing(Prompt):
    """One of a list, or several; the answer is a value, the marked ones, or None where it is skipped.

    Typing letters leaves only the lines that have them. Digits go to the line with that number.
    """

    form: Pick | PickSeveral

    def __init__(self, form: Pick | PickSeveral, window: Window, *, can_go_far: bool) -> None:
        # The last line of a list; no slug has brackets.
        self._skip = Option("(skip)", _("Skip"), stays=True)
        self._options = [*form.options, *(() if form.required else (self._skip,))]
        values = [option.value for option in self._options]
        self._marked: set[str] | None = None
        first: str | None = None
        if isinstance(form, PickSeveral):
            self._marked = {*form.start}
        else:
            first = form.start
        self._typed = ""
        self._shown = [*range(len(values))]
        self._at: int | None = values.index(first) if first in values else 0
        self._came_from = self._at
        self._top = 0
        self._pasting = False
        self.keys = (
            *((_("Enter: choose"),) if self._marked is None else (_("Space: mark"), _("Enter: go on"))),
            _("Up, Down, Home, End, Page Up, Page Down, or a number: go to a line"),
            _("Letters: find a line; Backspace and Escape take them back"),
        )
        super().__init__(form, window, can_go_far=can_go_far)
        # Escape alone is a key here; no sequence of keys is.
        self.application.timeoutlen = self.application.ttimeoutlen = _AT_ONCE

    @override
    def container(self) -> AnyContainer:
        return Pane(FormattedTextControl(self._drawn, show_cursor=False), dont_extend_height=True)

    @override
    def half(self) -> str | None:
        if not isinstance(self.form, PickSeveral) or self._marked in (None, {*self.form.start}):
            return None
        return ", ".join(one.value for one in self.form.options if one.value in (self._marked or ()))

    # As it is drawn.

    def _drawn(self) -> StyleAndTextTuples:
        drawn = self.head(self._hint(), visible(self._typed))
        foot = self.foot()
        lines = [self._line(self._options[number], number == self._at) for number in self._shown]
        heights = [_rows(line) for line in lines]
        room = self.window.display.get_size().rows - _rows(drawn) - (_rows(foot) if foot else 0)
        first, end = self._part(heights, max(_LEAST_LINES, room))
        if first:
            drawn.append(("class:dim", "\n   ↑ " + _("{n} more", n=first)))
        for line in lines[first:end]:
            drawn += [("", "\n"), *line]
        if end < len(lines):
            more = _("{n} more; type to find one", n=len(lines) - end)
            drawn.append(("class:dim", f"\n   ↓ {more}"))
        if self._at is None:
            none = _("No line matches that. Backspace takes it back.")
            drawn.append(("class:dim", f"\n   {wrapped(none, self.window.width() - 3, indent=3)}"))
        return [*drawn, *([("", "\n"), *foot] if foot else ())]

    def _hint(self) -> str:
        if self._marked is None:
            return ""
        return _("Space marks, Enter goes on") if self._marked else _("Space marks, Enter takes this line")

    def _line(self, option: Option, is_pointed: bool) -> StyleAndTextTuples:
        marks = self._marked is not None
        indent = 5 if marks else 3
        columns = min(self.window.width(), self.window.display.get_size().columns - 1) - indent
        style = "class:pointer" if is_pointed else ""
        line: StyleAndTextTuples = [("class:pointer", " › ") if is_pointed else ("", "   ")]
        if is_pointed:
            line.insert(0, ("[SetCursorPosition]", ""))
        if self._marked is not None:
            is_marked = option.value in self._marked
            mark = "  " if option is self._skip else "● " if is_marked else "○ "
            line.append(("class:pointer" if is_marked else style, mark))
        line.append((style, wrapped(visible(option.label), columns, indent=indent)))
        if option.help:
            more = wrapped(reflowed(option.help), columns, indent=indent)
            line.append((style or "class:dim", f"\n{' ' * indent}{more}"))
        return line

    def _part(self, heights: Sequence[int], room: int) -> tuple[int, int]:
        """Return which lines there is room for, the one that is pointed at among them."""

        def fits(first: int, end: int) -> bool:
            more = (first > 0) + (end < len(heights))
            return sum(heights[first:end]) + more <= room

        at = self._shown.index(self._at) if self._at in self._shown else 0
        first = 0 if fits(0, len(heights)) else min(self._top, at)
        while first < at and not fits(first, at + 1):
            first += 1
        while first > 0 and fits(first - 1, len(heights)):
            first -= 1
        end = min(first + 1, len(heights))
        while end < len(heights) and fits(first, end + 1):
            end += 1
        self._top = first
        return first, end

    # What keys do.

    def _move(self, by: int, *, around: bool = False) -> None:
        if not self._shown:
            return
        last = len(self._shown) - 1
        at = self._shown.index(self._at) if self._at in self._shown else -1
        to = (at + by) % (last + 1) if around else min(max(at + by, 0), last)
        self._at = self._came_from = self._shown[to]
        self.refusal = ""
        if self._is_number(self._typed):
            self._typed = ""

    def _find(self, typed: str) -> None:
        """Show the lines that hold what is typed, and point at one where a word begins with it.

        Where nothing is typed any more, the line is pointed at that was so before.
        """
        self._typed, self.refusal = typed, ""
        if self._is_number(typed):
            self._shown, self._at = [*range(len(self._options))], int(typed) - 1
            return
        words = folded(typed).split()
        english = {"yes": "yes", "no": "no"}
        texts = [folded(f"{one.label} {one.help} {english.get(one.value, '')}") for one in self._options]
        found = [number for number, text in enumerate(texts) if all(word in text for word in words)]
        stays = [number for number, option in enumerate(self._options) if option.stays]
        self._shown = sorted({*found, *stays})
        if words:
            begun = [number for number in found if f" {words[0]}" in f" {texts[number]}"]
            may = [number for number in (*begun, *found, *stays) if self._options[number] is not self._skip]
            # The line that skips is found by its word alone, and only where that is of no other line.
            skips = [number for number in begun if self._options[number] is self._skip]
            self._at = next(iter([*may, *skips]), None)
        else:
            self._at = self._came_from

    def _take_back(self) -> None:
        """Take back what was typed; where nothing was, leave a list that only leads elsewhere."""
        if not self._typed and isinstance(self.form, Pick) and self.form.is_aside:
            self._end(Back())
        else:
            self._find("")

    def _is_number(self, typed: str) -> bool:
        """Tell whether what is typed is the number of a line."""
        return typed.isdecimal() and len(typed) < 5 and 0 < int(typed) <= len(self._options)

    def _mark(self) -> None:
        if self._marked is None or self._at is None or (pointed := self._options[self._at]) is self._skip:
            return
        alone = {option.value for option in self._options if option.alone}
        if pointed.value in self._marked:
            self._marked.remove(pointed.value)
        else:
            self._marked = {pointed.value} | (set() if pointed.alone else self._marked - alone)
        self._came_from = self._at
        self._find("")

    def _choose(self) -> None:
        if self._at is None:
            return
        pointed = self._options[self._at]
        if pointed is self._skip:
            self.exit(None)
        elif isinstance(self.form, PickSeveral):
            wanted = self._marked or {pointed.value}
            chosen = [option.value for option in self._options if option.value in wanted]
            self.refusal = self.form.refuse(chosen)
            if not self.refusal:
                self.exit(chosen)
        else:
            self.exit(pointed.value)

    def _is_pasted(self) -> bool:
        """Tell whether a key is one of a paste: its lines are no answer to a list."""

        def over() -> None:
            self._pasting = False

        if more_behind():
            self._pasting = True
            # A timer cannot end before the keys that came in together are through, however slowly they go.
            asyncio.get_running_loop().call_later(_AT_ONCE, over)
        return self._pasting

    @override
    def bindings(self) -> KeyBindingsBase:
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _enter(_: KeyPressEvent) -> None:
            if self._is_pasted():
                self._find("")
            else:
                self._choose()

        @keys.add("?", eager=True)
        def _keys(_: KeyPressEvent) -> None:
            self.shows_keys = not self.shows_keys

        @keys.add("escape", Keys.Any)
        @keys.add(Keys.BracketedPaste, eager=True)
        def _nothing(_: KeyPressEvent) -> None:
            """Leave it: a letter with Alt is no letter, and a paste is no answer to a list."""

        return merge_key_bindings([keys, self._moving(), self._finding()])

    def _moving(self) -> KeyBindings:
        keys = KeyBindings()
        moves = {"up": -1, "c-p": -1, "down": 1, "c-n": 1}
        far = {"home": -10_000, "end": 10_000, "pageup": -10, "pagedown": 10}
        for name, by in {**moves, **far}.items():

            @keys.add(name, eager=True)
            def _go(_: KeyPressEvent, by: int = by, around: bool = name in moves) -> None:
                self._move(by, around=around)

        return keys

    def _finding(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add(Keys.Any)
        def _type(event: KeyPressEvent) -> None:
            longer = self._typed + event.data
            if self._is_number(self._typed) and event.data.isdecimal() and not self._is_number(longer):
                longer = event.data
            if event.data.isprintable():
                self._find(longer)

        @keys.add("space", eager=True)
        def _space(_: KeyPressEvent) -> None:
            if self._marked is not None:
                self._mark()
            elif self._typed:
                self._find(f"{self._typed} ")

        @keys.add("backspace", eager=True)
        def _shorten(_: KeyPressEvent) -> None:
            self._find(self._typed[:-1])

        @keys.add("c-u", eager=True)
        def _all(_: KeyPressEvent) -> None:
            self._find("")

        @keys.add("escape")
        def _escape(_: KeyPressEvent) -> None:
            self._take_back()

        return keys


def _rows(line: StyleAndTextTuples) -> int:
    return 1 + sum(text.count("\n") for _, text, *_ in line)
