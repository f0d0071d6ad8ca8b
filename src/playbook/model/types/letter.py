"""What is done with a draft before it is sent: its blanks are filled in, it is copied, mailed, edited."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playbook.language import N_, _, ngettext
from playbook.messages import Draft
from playbook.model.asking import Face, Line, Option, Pick
from playbook.model.leaving import Back, Left
from playbook.written import cleaned

SUBJECTS = {"en": "Subject:", "it": "Oggetto:", "pt": "Assunto:"}
"""What the first line of a message with a subject begins with, in each language."""

_PASTED = N_("What did you send?")

_STILL = "\ue000"  # Stands for a blank that is still in a line.


class Letter:
    """A message in the making.

    Args:
        face: Puts it to the person.
        form: What every form of its question shows.
        text: As it stands to begin with.
        blanks: Returns the blanks that are still in a text, each once.
        filled: What blanks of other messages were filled with.
        halves: What stands half-typed before blanks in the text.

    Attributes:
        text: As it stands, without what is half-typed.
    """

    def __init__(
        self,
        face: Face,
        form: Mapping[str, Any],
        text: str,
        blanks: Callable[[str], list[str]],
        filled: Mapping[str, str],
        halves: Mapping[str, str],
    ) -> None:
        self.text = _filled(text, {_half_filled(half, blank): blank for blank, half in halves.items()})
        self._face = face
        self._form = form
        self._blanks = blanks
        self._words = dict(filled)
        self._halves = dict(halves)
        self._above = list(face.said)
        self._shown: Draft | None = None
        self._was_filled = False
        self._is_out = False

    @property
    def whole(self) -> str:
        """Its text, with what is half-typed before the blank that it was typed for."""
        return _filled(self.text, {blank: _half_filled(half, blank) for blank, half in self._halves.items()})

    def made(self, keep: Option | None, *, is_next: bool) -> str | None:
        """Let it be made ready, until it is clear what becomes of it.

        Args:
            keep: Leaves it as it was before, for as long as its text is the same; None if that cannot be.
            is_next: Whether leaving it so is the next sensible thing.

        Returns:
            `keep`, `sent` or `later`; None where it is skipped.
        """
        begun = self.text
        while True:
            self._show()
            match self._face.pick(self._menu(keep if self.text == begun else None, is_next=is_next)):
                case "fill":
                    self._fill()
                case "copy":
                    self._show(anew=True)
                    self._face.copy(self.text)
                    self._is_out = True
                case "mail":
                    self._show(anew=True)
                    self._is_out = self._face.mail(*self._apart()) or self._is_out
                case "edit":
                    self._edit()
                case "sent":
                    if self._went():
                        return "sent"
                    self._is_out = self._was_filled = False  # What is still to be done comes first again.
                case wish:
                    return wish

    def _show(self, at: str = "", *, anew: bool = False) -> None:
        """Show it as it stands, unless it is shown like that already.

        Args:
            at: The blank that is filled in now.
            anew: Whether what was said about it before is out of date.
        """
        prompt, note = self._form["prompt"], self._form["help"]
        draft = Draft(prompt, note, self.text, self._blanks(self.text), at)
        if anew or draft != self._shown:
            self._face.turn([*self._above, draft])
            self._shown = draft

    def _menu(self, keep: Option | None, *, is_next: bool) -> Pick:
        still, options = self._blanks(self.text), [keep] if keep else []
        if still:
            options.append(Option("fill", _("Fill in the blanks")))
        options.append(Option("copy", _("Copy it")))
        if has_terminal := self._face.has_terminal():
            options += [Option("mail", _("Open it in my mail program")), Option("edit", _("Edit it"))]
        options += [Option("sent", _("I've sent it")), Option("later", _("Keep it for later"))]
        start = "sent" if self._is_out else "fill" if still and not self._was_filled else "copy"
        start = "keep" if keep and is_next else start
        return Pick(
            prompt=_("What would you like to do with it?"),
            options=options,
            required=self._form["required"],
            # Lines of a file are written for what is asked, and an empty one of them skips.
            start=start if has_terminal else None,
            is_next=True,
        )

    def _fill(self) -> None:
        """Ask for the blanks one by one, each where it stands, and keep each at once."""
        text, blanks = self.text, self._blanks(self.text)
        filled: dict[str, str] = {}
        at = 0
        while 0 <= at < len(blanks):
            blank = blanks[at]
            self._show(blank)
            known = self._halves.get(blank) or self._words.get(blank, "")
            form = Line(
                blank,
                hint=_("{number} of {total}", number=at + 1, total=len(blanks)),
                start=known,
                words=True,
            )
            try:
                typed = cleaned(self._face.line(form) or "")
            except Back as back:
                self._half_typed(blank, back.half)
                at -= 1
                if at >= 0 and filled.pop(blanks[at], ""):
                    self._becomes(_filled(text, filled))
                continue
            except Left as left:
                self._half_typed(blank, left.half)
                raise
            self._halves.pop(blank, None)
            if typed:
                filled[blank] = self._words[blank] = typed
                self._becomes(_filled(text, filled))
            at += 1
        self._was_filled = at > 0

    def _half_typed(self, blank: str, half: str | None) -> None:
        if half:
            self._halves[blank] = cleaned(half)

    def _edit(self) -> bool:
        """Let it be edited, and tell whether that changed it; an emptied draft stays as it was."""
        after = cleaned(self._face.edit(self.text)) or self.text
        if after == self.text:
            return False
        self._becomes(after)
        return True

    def _becomes(self, text: str) -> None:
        self.text, self._is_out = text, False
        self._face.keep(self.whole)

    def _went(self) -> bool:
        """Ask whether it went as it stands, take what was really sent if not, and tell whether it was."""
        while True:
            try:
                match self._face.pick(self._how_it_went()):
                    case "yes":
                        return True
                    case "edit":
                        if self._edit():
                            return True
                    case "paste":
                        if pasted := self._pasted():
                            self.text = pasted
                            return True
                    case _:
                        return False
            except Back:
                return False

    def _how_it_went(self) -> Pick:
        still = self._blanks(self.text)
        asked, yes = _("Did it go as it stands?"), _("Yes, as it stands")
        if still:
            asked = ngettext(
                "{blanks} is still in it. Did you send it filled in?",
                "{blanks} are still in it. Did you send it filled in?",
                len(still),
                blanks=", ".join(still),
            )
            yes = _("Yes, I filled it in when I sent it")
        edit = Option("edit", _("I'll edit it until it is what I sent"))
        options = [
            Option("yes", yes),
            Option("paste", _("I'll paste what I sent")),
            *([edit] if self._face.has_terminal() else []),
            Option("no", _("Not yet; back to the draft")),
        ]
        return Pick(asked, required=True, options=options, start="no" if still else "yes", is_next=True)

    def _pasted(self) -> str:
        start = self._words.get(_PASTED, "")
        form = Line(_(_PASTED), _("Paste it here."), start=start, multiline=True, words=True)
        try:
            return cleaned(self._face.line(form) or "")
        except Back as back:
            self._words[_PASTED] = back.half or ""
            return ""
        except Left as left:
            if left.half:  # Neither the draft nor what was typed of the other is lost.
                self.text += f"\n\n{cleaned(left.half)}"
            raise

    def _apart(self) -> tuple[str, str]:
        """Return its subject, empty if it has none, and its text without that."""
        first, _end, rest = self.text.partition("\n")
        for subject in SUBJECTS.values():
            if first.startswith(subject):
                return first.removeprefix(subject).strip(), rest.lstrip("\n")
        return "", self.text


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Fill blanks, each wherever it stands; brackets in what they are filled with are words."""
    if not words:
        return text
    return re.sub("|".join(map(re.escape, words)), lambda blank: words[blank[0]], text)


def _half_filled(half: str, blank: str) -> str:
    """Return what stands in a text for a blank that is not filled in yet: its words so far, and the blank."""
    return f"{half} {blank}"


def halves_in(text: str, letter: str, blanks: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the blanks of a letter half-typed in a text made from it, with the words. See `words_in`."""
    for name, words in _found_in(text, letter, blanks):
        half = words.removesuffix(_half_filled("", name))
        if half != words and not any(blank in half for blank in blanks):
            yield name, half


def words_in(text: str, letter: str, blanks: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the blanks of a letter with the words that they were filled with in a text made from it.

    A line is known again by its own words around the blanks; one that was changed besides, or has none, is
    not gone by.

    Args:
        text: The text.
        letter: The letter as it was made, with its blanks.
        blanks: Those.
    """
    for name, words in _found_in(text, letter, blanks):
        if words.strip() and not any(blank in words for blank in blanks):
            yield name, words


def _found_in(text: str, letter: str, blanks: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the blanks of a letter with whatever stands in their places in a text made from it."""
    if not blanks:
        return
    blank = re.compile("|".join(map(re.escape, dict.fromkeys(blanks))))
    for line in letter.split("\n"):
        around = blank.split(line)
        if len(around) > 1 and all(around[1:-1]) and any(map(str.isalpha, "".join(around))):
            for other in text.split("\n"):
                yield from zip(blank.findall(line), _between(other, around, blank), strict=False)


def _between(line: str, around: list[str], blank: re.Pattern[str]) -> list[str]:
    """Return what stands between some words of a line; nothing where it is not the same from both ends."""
    first, *middle, last = around
    still = iter(blank.findall(line))
    line = blank.sub(_STILL, line)  # A comma within a blank is none of those between two.
    inner = line[len(first) : len(line) - len(last)]
    found, behind = _parted(inner, middle), _parted(inner[::-1], [words[::-1] for words in middle[::-1]])
    if first + inner + last != line or behind != [words[::-1] for words in found[::-1]]:
        return []
    return [re.sub(_STILL, lambda _match: next(still), words) for words in found]


def _parted(text: str, between: list[str]) -> list[str]:
    """Part a text at some words in turn; where one is missing, what follows is empty, from either end."""
    found = list[str]()
    for words in between:
        before, _words, text = text.partition(words)
        found.append(before)
    return [*found, text]
