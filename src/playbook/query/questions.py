"""The questions of the playbooks on the shelf, as far as reading a journal needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.regular import read_regular

if TYPE_CHECKING:
    from playbook.model.types import Question


class Questions:
    """The questions of each playbook, read when they are first asked for.

    A playbook with a slip in it still has questions; one that is gone, or cannot be read at all, has none.

    Args:
        paths: Returns the file of each playbook, by name.
        in_languages: Returns the files of a playbook in every language: one may ask what others need not.
    """

    def __init__(
        self,
        paths: Callable[[], Mapping[str, Path]],
        in_languages: Callable[[str], Iterable[Path]] = lambda _: (),
    ) -> None:
        self._paths = paths
        self._in_languages = in_languages
        self._elsewhere: dict[str, Mapping[str, Question]] = {}
        self._read: dict[str, Mapping[str, Question]] = {}

    def playbooks(self) -> Iterable[str]:
        """Return the names of the playbooks."""
        return self._paths().keys()

    def of(self, playbook: str) -> Mapping[str, Question]:
        """Return the questions of a playbook that leave an answer, by id, in their order."""
        if playbook not in self._read:
            path = self._paths().get(playbook)
            self._read[playbook] = _read(path) if path else {}
        return self._read[playbook]

    def one(self, playbook: str, question: str) -> Question:
        """Return a question of a playbook, in whichever language it is; one that none has is free words."""
        from playbook.model.types.text import TextQuestion

        if found := self.of(playbook).get(question):
            return found
        if playbook not in self._elsewhere:
            read = map(_read, self._in_languages(playbook))
            self._elsewhere[playbook] = {name: one for questions in read for name, one in questions.items()}
        return self._elsewhere[playbook].get(question) or TextQuestion.unchecked(question, {"type": "text"})

    def labels(self, question: str) -> list[str]:
        """Return the choices and bands that answers can name; none where they can be anything else too."""
        asked = [one for name in self.playbooks() if (one := self.of(name).get(question))]
        is_closed = all(one.labels for one in asked)
        return list(dict.fromkeys(name for one in asked for name in one.labels)) if is_closed else []

    def ids(self) -> list[str]:
        """Return the id of every question, each once, in the order of the playbooks and their questions."""
        return list(dict.fromkeys(name for playbook in self.playbooks() for name in self.of(playbook)))


def _read(path: Path) -> Mapping[str, Question]:
    # Here, for most commands on the journal need no questions, and loading what they are takes a while.
    import tomllib

    from playbook.model.playbook import questions_in

    try:
        return questions_in(tomllib.loads(read_regular(path).decode("utf-8-sig")))
    except (OSError, ValueError, RecursionError):
        return {}
