"""`draft`: a message made from the answers, for the person to finish and to send."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _, in_files
from playbook.model.asking import Face, Option
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.leaving import Back, Left
from playbook.model.part import Examples, Words, part
from playbook.model.texts import blanks, slots
from playbook.model.types.codec import Cell
from playbook.model.types.letter import SUBJECTS, Letter, halves_in, words_in
from playbook.model.types.question import Question, Text
from playbook.written import Written, cleaned, on_one_line

SENT, LATER = "sent", "later"

_HIDDEN = {ord("["): "\ue000", ord("]"): "\ue001"}
_SHOWN = {0xE000: "[", 0xE001: "]"}


class Drafted(NamedTuple):
    """A message and what became of it.

    Attributes:
        text: The message as it was left.
        sent_on: The day it was sent; None while it is kept for later.
    """

    text: str
    sent_on: date | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it is kept for later."""
        return self.sent_on is None

    @property
    def state(self) -> str:
        """`sent` or `later`."""
        return LATER if self.is_kept else SENT


def opened(head: str) -> tuple[date | None, str]:
    """Read what became of a draft, and the words that a formatter joined with it: `sent 2026-12-01 Dear …`.

    Raises:
        InvalidAnswer: It begins neither with `later` nor with `sent` and a day.
    """
    state, _space, rest = head.partition(" ")
    if state == LATER:
        return None, rest
    if state != SENT:
        raise InvalidAnswer("A draft is `later`, or `sent` and a day, such as sent 2026-12-01.")
    day, _space, words = rest.partition(" ")
    try:
        return date.fromisoformat(day), words
    except ValueError:
        raise InvalidAnswer(f"Write the day it was sent as 2026-12-01; {day} is not one.") from None


@part
class DraftQuestion(Question):
    """A message made from the answers; sending it is the person's own doing, elsewhere."""

    type: Literal["draft"]
    template: Annotated[Words, Examples("Hello [first name], thank you for telling me.")]
    """The message: {id|words} are answers, [words] blanks to fill."""
    subject: Annotated[str, Examples("Thank you")] = ""
    """The subject of the message, if it has one."""

    also_called: ClassVar = ("message", "letter", "email")
    owns_body: ClassVar[bool] = True
    fills: ClassVar[bool] = False
    carries: ClassVar[bool] = False
    outlives_skipping: ClassVar[bool] = True

    @property
    @override
    def is_signed(self) -> bool:
        return any(slot.name == "me" for text in (self.subject, self.template) for slot in slots(text))

    def letter(self, context: Context, brackets: Mapping[int, str] = MappingProxyType({})) -> str:
        """Return the message as the answers make it; its subject is its first line. See `Context.letter`."""
        text = cleaned(context.letter(self.template, brackets))
        subject = on_one_line(context.letter(self.subject, brackets))
        return f"{in_files(SUBJECTS, context.language)} {subject}\n\n{text}" if self.subject else text

    def own_blanks(self, context: Context) -> list[str]:
        """Return the blanks that it has of its own: brackets that an answer brings in are words."""
        return [blank.translate(_SHOWN) for blank in blanks(self.letter(context, _HIDDEN))]

    def open_blanks(self, text: str, context: Context) -> list[str]:
        """Return the blanks of its own that are still in a text, each once."""
        own = self.own_blanks(context)
        return [blank for blank in dict.fromkeys(blanks(text)) if blank in own]

    @override
    def written(self, value: Drafted) -> Written:
        head = LATER if value.sent_on is None else f"{SENT} {value.sent_on.isoformat()}"
        text = cleaned(value.text)
        # Beneath an empty line it is a paragraph, which formatters do not join with the line above.
        return Written(head, f"\n{text}" if text else "")

    @override
    def parse(self, written: Written) -> Drafted:
        day, joined = opened(written.head)
        return Drafted(cleaned(f"{joined}\n{written.body}"), day)

    @override
    def misplaced(self, written: Written) -> str:
        words = opened(written.head)[1]
        return "the text of a draft begins beneath its line, with an empty line between them" if words else ""

    @property
    @override
    def columns(self) -> tuple[str, ...]:
        return ("", "_on", "_text")

    @override
    def cells(self, value: Drafted) -> tuple[Cell, ...]:
        day = value.sent_on.isoformat() if value.sent_on else None
        return value.state, day, value.text or None

    @override
    def native(self, raw: object, context: Context) -> Drafted:
        raw = {"state": LATER} if raw == LATER else raw
        if not isinstance(raw, dict) or raw.get("state") not in (SENT, LATER):
            raise InvalidAnswer(
                'Write a draft as { state = "sent", on = 2026-12-01, text = "…" }, or "later".'
            )
        if unknown := sorted(set(raw) - {"state", "on", "text"}):
            raise InvalidAnswer(f"A draft has `state`, `on` and `text`; there is no `{unknown[0]}`.")
        on, text = raw.get("on", context.today), raw.get("text", "")
        if not isinstance(on, date) or not isinstance(text, str):
            raise InvalidAnswer("The `on` of a draft is a day, such as 2026-12-01, and its `text` words.")
        day = on.date() if isinstance(on, datetime) else on
        return Drafted(cleaned(text) or self.letter(context), day if raw["state"] == SENT else None)

    @override
    def shown(self, value: Drafted, context: Context) -> str:
        if value.sent_on is None:
            return _("Kept for later")
        return _("Sent, {day}", day=context.in_full(value.sent_on))

    @override
    def in_lines(self, value: Drafted, context: Context) -> list[str]:
        return [self.shown(value, context), "", *value.text.split("\n")]

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if wanted in (SENT, LATER) else 'a draft is "sent" or "later"'

    @override
    def names(self, value: Drafted) -> list[str]:
        return [value.state]

    @override
    def as_native(self, value: Drafted) -> object:
        native: dict[str, object] = {"state": value.state, "text": value.text}
        return native if value.sent_on is None else native | {"on": value.sent_on}

    @override
    def example(self, context: Context) -> object:
        return {"state": SENT, "on": context.today}

    @override
    def texts(self) -> Iterator[Text]:
        yield from super().texts()
        yield Text(("subject",), self.subject)
        yield Text(("template",), self.template)

    def filled_in(self, text: str, context: Context) -> dict[str, str]:
        """Return what its blanks were filled with, as a text that was made from it has it."""
        return dict(words_in(text, self.letter(context), self.own_blanks(context)))

    def _filled_before(self, context: Context) -> dict[str, str]:
        """Return what blanks of the other messages of this walk were filled with."""
        return {
            blank: words
            for question, value in context.answers.values()
            if isinstance(question, DraftQuestion) and question.id != self.id
            for blank, words in question.filled_in(value.text, context).items()
        }

    @override
    def amended(self, value: Drafted, half: str) -> Drafted | None:
        return Drafted(cleaned(half)) if value.is_kept else None

    @override
    def ask(self, face: Face, context: Context, start: Drafted | None, half: str | None) -> Drafted | None:
        made = start.text if start else self.letter(context)
        letter = Letter(
            face,
            self.form(context),
            half or made,
            lambda text: self.open_blanks(text, context),
            self._filled_before(context),
            dict(halves_in(half or made, self.letter(context), self.own_blanks(context))),
        )
        is_as_before = start is not None and letter.whole == made
        as_it_is = _("Leave it as it is: {state}", state=self.shown(start, context)) if start else ""
        keep = Option("keep", as_it_is) if start else None
        is_taken_up = context.asked_for == self.id and start is not None and start.is_kept
        try:
            became = letter.made(keep if is_as_before else None, is_next=not is_taken_up)
        except Back:
            raise Back(letter.whole if letter.whole != made else None) from None
        except Left as left:
            raise Left(left.why, letter.whole if letter.whole != made else None) from None
        return {None: None, "keep": start, LATER: Drafted(letter.whole)}.get(
            became, Drafted(letter.text, context.today)
        )
