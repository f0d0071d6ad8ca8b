"""What is searched for: a regular expression, and a quick way to tell where it cannot be."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import NamedTuple

from playbook.errors import PlaybookError
from playbook.query.letters import Look, folded, look_for

_ESCAPED = r"(?s:\\.)"


class BadPattern(PlaybookError):
    """A regular expression cannot be read."""

    status = 2


class Pattern(NamedTuple):
    """A regular expression that is searched for line by line.

    Attributes:
        regex: What is searched for, folded if lines are.
        fold: Whether accents make no difference.
        sought: Tells whether there is a match in a line.
        look: Gives the lines of a file that may hold a match.
    """

    regex: re.Pattern[str]
    fold: bool
    sought: Callable[[str], object]
    look: Look

    @classmethod
    def parse(cls, text: str, *, any_case: bool = False, fold: bool = False) -> Pattern:
        """Read a regular expression; one without a capital letter finds capitals too.

        Args:
            text: As Python's `re` has it.
            any_case: Whether case makes no difference even if there is a capital letter.
            fold: Whether accents make no difference.

        Raises:
            BadPattern: It is none.
        """
        any_case = any_case or not any(character.isupper() for character in re.sub(_ESCAPED, "", text))
        words = folded(text) if fold else text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                regex = re.compile(words, re.IGNORECASE if any_case else 0)
        except re.error as error:
            where = "" if error.pos is None else f", at character {error.pos + 1}"
            raise BadPattern(
                f"{text} is not a regular expression: {error.msg}{where}.",
                "To search for a sign as it stands, put a backslash before it, such as \\( or \\*",
            ) from None
        except ValueError as error:  # Flags that do not go together.
            raise BadPattern(f"{text} is not a regular expression: {error}.", "") from None
        except (OverflowError, RecursionError):
            raise BadPattern(f"{text} is too large a regular expression.", "A smaller one will do.") from None
        search = regex.search
        sought = (lambda line: search(folded(line))) if fold else search
        return cls(regex, fold, sought, look_for(words, fold=fold, any_case=any_case))

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Give where in a line the matches are that are not empty."""
        if not self.fold or line.isascii():
            return [found.span() for found in self.regex.finditer(line) if found[0]]
        # Folding changes lengths, so each character of the folded line remembers where it came from.
        origins = [number for number, character in enumerate(line) for _ in folded(character)]
        origins.append(len(line))
        plain = "".join(map(folded, line))
        return [
            (origins[found.start()], origins[found.end() - 1] + 1)
            for found in self.regex.finditer(plain)
            if found[0]
        ]
