"""A paced, quiet animation: in, a little more, out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, FormattedTextControl
from prompt_toolkit.layout import Window as Pane
from typing_extensions import override

from playbook.faces.prompt import Prompt, Window
from playbook.language import _
from playbook.model.asking import Pause

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

_REDRAWN_EVERY = 0.1
"""Seconds."""

_DOTS = 13

_WIDE = 60
"""Columns in which the dots and what stands behind them are one line."""


def frame(form: Pause, elapsed: float) -> tuple[str, str, str] | None:
    """Return what is shown after some seconds: what to do, how far it is, and which round.

    Returns:
        None once the last round is over.
    """
    length = form.inhale + form.top_up + form.exhale
    done, within = divmod(elapsed, length) if length else (form.rounds, 0)
    if done >= form.rounds:
        return None
    rounds = _("{number} of {total}", number=int(done) + 1, total=form.rounds)
    breathed_in = form.inhale + form.top_up
    if within < breathed_in:
        words = _("Breathe in") if within < form.inhale else _("A little more")
        full = round(_DOTS * within / breathed_in)
    else:
        words = _("Breathe out")
        full = round(_DOTS * (length - within) / form.exhale)
    return words, "●" * full + "○" * (_DOTS - full), rounds


class Breathing(Prompt):
    """The animation: one line beneath the words, redrawn; any key ends it, and so does its end."""

    form: Pause

    def __init__(self, form: Pause, window: Window, *, can_go_far: bool) -> None:
        self._started = time.monotonic()
        super().__init__(form, window, can_go_far=can_go_far)

    @override
    def container(self) -> AnyContainer:
        drawn = FormattedTextControl(self._drawn, show_cursor=False)
        return Pane(drawn, dont_extend_height=True, wrap_lines=True)

    @override
    def refreshed_every(self) -> float:
        return _REDRAWN_EVERY

    def _drawn(self) -> StyleAndTextTuples:
        shown = frame(self.form, time.monotonic() - self._started)
        if shown is None:
            self.exit(True)
            return []
        doing, dots, rounds = shown
        gap = "   " if self.window.width() >= _WIDE else "\n  "
        # It asks nothing, so it has no question mark.
        return [
            *self.head()[1:],
            ("", f"\n  {doing:<14}"),
            ("class:pointer", dots),
            ("class:dim", f"{gap}{rounds} · " + _("any key ends it")),
        ]

    @override
    def bindings(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add(Keys.Any)
        def _over(event: KeyPressEvent) -> None:
            # The key that ends it may be the first of a paste; the rest is no answer to what follows.
            event.key_processor.empty_queue()
            self.exit(True)

        return keys
