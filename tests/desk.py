"""A playbook on its maker's desk: the shipped one, a copy of it, and an editor that follows a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from builders import Script

from playbook.authoring.edit import EditOptions, edit
from playbook.authoring.own_copy import OwnCopy
from playbook.faces.editor import Ended
from playbook.model.asking import Face
from playbook.model.leaving import Back, Left

SHIPPED = """\
# A note that stays.
title = "Small"
summary = "As it is shipped."

[[step]]
id = "only"
title = "Only"

[[step.question]]
id = "words"
type = "text"
prompt = "What?"
"""
MINE = SHIPPED.replace("As it is shipped", "Mine")
MENDED = SHIPPED.replace("As it is shipped", "Mended")
BROKEN = SHIPPED.replace("prompt =", "promt =")
SHOWN = "~/playbook/playbooks/small.toml"
BASE = {".small.toml.base": SHIPPED.encode()}


class Desk:
    """A playbook that is shipped, the folder of the person's own, and an editor that follows a script."""

    def __init__(self, folder: Path) -> None:
        self.shipped = folder / "shipped.toml"
        self.shipped.write_bytes(SHIPPED.encode())
        self.own = folder / "playbooks" / "small.toml"
        self.waits = True
        self.seen: list[bytes | None] = []
        self.lines: list[int | None] = []

    def mine(self, text: str = MINE) -> None:
        self.own.parent.mkdir()
        self.own.write_bytes(text.encode())

    def edit(
        self,
        *saves: object,
        does: Callable[[OwnCopy, Face, EditOptions], int] = edit,
        turns: tuple[tuple[str, object], ...] = (),
        **manner: Any,  # noqa: ANN401 - the fields of EditOptions
    ) -> tuple[int, Script]:
        """Edit it, or merge it; each time the editor is opened it saves the next text or does something."""
        left = list(saves)

        def opened(path: Path, line: int | None) -> Ended:
            self.lines.append(line)
            self.seen.append(path.read_bytes())
            save = left.pop(0)
            if callable(save):
                return Ended(bool(save()), self.waits)
            if save is not None:
                path.write_bytes(save if isinstance(save, bytes) else str(save).encode())
            return Ended(True, self.waits)

        face = Script(*turns)
        how = EditOptions(
            opened,
            lambda path: f"~/playbook/playbooks/{path.name}",
            "playbook edit small",
            "playbook small --dry-run",
            True,
            lambda: 0,
            "playbook check",
        )
        try:
            status = does(OwnCopy(self.own, self.shipped), face, how._replace(**manner))
        except Back:  # Both are told by the command line, with these statuses.
            status = 0
        except Left as leaving:
            status = leaving.why.value
        face.assert_at_end()
        assert [] == left
        return status, face

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.own.parent.iterdir()}
