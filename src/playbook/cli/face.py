"""How somebody is spoken to."""

from __future__ import annotations

import os
import sys

from playbook.faces import Face


def face_for(*, plain: bool) -> Face:
    """Choose how something is put: the full face needs a real terminal on both sides.

    Args:
        plain: Whether the plain face is wanted in any case.
    """
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if terminal and not plain:
        from playbook.faces.terminal import Terminal

        return Terminal(os.environ)

    from playbook.faces.plain import Plain

    return Plain(sys.stdin, sys.stderr, os.environ)
