"""What to type next, so that a shell takes it as it stands."""

from __future__ import annotations

import shlex
import shutil
import sys
from functools import cache
from pathlib import Path


def command_for(name: str, client: str | None, home: str | None) -> str:
    """Give what to type to go on, quoted for a shell."""
    parts = [_program(), *(["--home", shlex.quote(home)] if home else []), name]
    if client:
        dashes = ["--"] if client.startswith("-") else []
        # Double quotes read best, and hold where nothing in the name means something to a shell.
        plain = not set(client) & set('"$`\\!')
        parts += [*dashes, f'"{client}"' if plain else shlex.quote(client)]
    return " ".join(parts)


@cache
def _program() -> str:
    """Give what this command is called: by its name where a shell finds it, else as it was started."""
    found, as_module = shutil.which("playbook"), Path(sys.argv[0]).name == "__main__.py"
    # Beside the interpreter lies the one that starts this same package.
    started = Path(sys.executable).with_name("playbook") if as_module else Path(sys.argv[0])
    if found and _is_one_file(started, found):
        return "playbook"
    return f"{shlex.quote(sys.executable)} -m playbook" if as_module else shlex.quote(sys.argv[0])


def _is_one_file(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
