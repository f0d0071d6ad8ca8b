"""A paced, quiet animation: in, a little more, out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

    from playbook.model.asking import Pause

_REDRAWN_EVERY = 0.1
"""Seconds."""

_DOTS = 13


def frame(form: Pause, elapsed: float) -> tuple[str, str, str] | None:
    """Return what is shown after some seconds: what to do, how far it is, and which round.

    Returns:
        None once the last round is over.
    """
    length = form.inhale + form.top_up + form.exhale
    done, within = divmod(elapsed, length) if length else (form.rounds, 0)
    if done >= form.rounds:
        return None
    rounds = f"{int(done) + 1} of {form.rounds}"
    breathed_in = form.inhale + form.top_up
    if within < breathed_in:
        words = "Breathe in" if within < form.inhale else "A little more"
        full = round(_DOTS * within / breathed_in)
    else:
        words = "Breathe out"
        full = round(_DOTS * (length - within) / form.exhale)
    return words, "●" * full + "○" * (_DOTS - full), rounds


def breathing(form: Pause, words: StyleAndTextTuples, **asking: Any) -> Application[Any]:  # noqa: ANN401 - as an application takes it
    """Make the animation: one line beneath the words, redrawn; any key ends it, and so does its end.

    Args:
        form: The pace.
        words: What stands above it.
        asking: What every prompt has: where its keys come from and where it is drawn.
    """
    started = time.monotonic()

    def line() -> StyleAndTextTuples:
        shown = frame(form, time.monotonic() - started)
        if shown is None:
            if application.future and not application.future.done():
                application.exit(result=True)
            return []
        doing, dots, rounds = shown
        return [
            *words,
            ("", f"\n  {doing:<14}"),
            ("fg:ansicyan", dots),
            ("fg:ansibrightblack", f"   {rounds}"),
        ]

    keys = KeyBindings()

    @keys.add(Keys.Any)
    def _end(event: KeyPressEvent) -> None:
        # The key that ends it may be the first of a paste; the rest is no answer to what follows.
        event.key_processor.empty_queue()
        event.app.exit(result=True)

    still = Window(FormattedTextControl(line, show_cursor=False), dont_extend_height=True, wrap_lines=True)
    application: Application[Any] = Application(
        layout=Layout(still),
        key_bindings=keys,
        refresh_interval=_REDRAWN_EVERY,
        **asking,
    )
    return application
