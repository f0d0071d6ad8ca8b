"""How somebody is spoken to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.faces.plain import Plain
    from playbook.faces.terminal import Terminal


def is_drawn(*, plain: bool) -> bool:
    """Tell whether what is shown is drawn: into a terminal that can do more than put line below line.

    Args:
        plain: Whether it is wanted line by line in any case.
    """
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not plain


def face_for(*, plain: bool) -> Terminal | Plain:
    """Choose how something is put: the full face needs a real terminal on both sides.

    Args:
        plain: Whether the plain face is wanted in any case.
    """
    if sys.stdin.isatty() and is_drawn(plain=plain):
        from playbook.faces.terminal import Terminal

        return Terminal(os.environ)

    from playbook.faces.plain import Plain

    return Plain(sys.stdin, sys.stderr, os.environ)
