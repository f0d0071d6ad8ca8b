"""`draft`: a message made from the answers, for the person to finish and to send."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, NamedTuple

from typing_extensions import override

from playbook.messages import Draft
from playbook.model.asking import Back, Face, Left, Option, Pick
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import Key, Words, part
from playbook.model.texts import blanks
from playbook.model.types.codec import Cell
from playbook.model.types.question import Question, Text
from playbook.written import Written, cleaned

SENT, LATER = "sent", "later"


class Drafted(NamedTuple):
    """A message and what became of it.

    Attributes:
        text: The message as it was left.
        sent_on: The day it was sent; None while it is kept for later.
    """

    text: str
    sent_on: date | None = None

    @property
    def state(self) -> str:
        """`sent` or `later`."""
        return LATER if self.sent_on is None else SENT


def opened(head: str) -> tuple[date | None, str]:
    """Read what became of a draft, and the words that a formatter joined with it: `sent 2026-12-01 Dear …`.

    Raises:
        InvalidAnswer: It begins neither with `later` nor with `sent` and a day.
    """
    state, _, rest = head.partition(" ")
    if state == LATER:
        return None, rest
    if state != SENT:
        raise InvalidAnswer("A draft is `later`, or `sent` and a day, such as sent 2026-12-01.")
    day, _, words = rest.partition(" ")
    try:
        return date.fromisoformat(day), words
    except ValueError:
        raise InvalidAnswer(f"Write the day it was sent as 2026-12-01; {day} is none.") from None


@part
class DraftQuestion(Question):
    """A message made from the answers; sending it is the person's own doing, elsewhere."""

    type: Literal["draft"]
    template: Annotated[
        Words,
        Key(
            "The message: {id|words} are answers, [words] blanks to fill.",
            ("Hello [first name], thank you for telling me.",),
        ),
    ]
    subject: Annotated[str, Key("The subject of the message, if it has one.", ("Thank you",))] = ""

    also_called: ClassVar = ("message", "letter", "email")
    owns_body: ClassVar[bool] = True
    fills: ClassVar[bool] = False
    carries: ClassVar[bool] = False
    outlives_skipping: ClassVar[bool] = True

    def letter(self, context: Context) -> str:
        """Return the message as the answers make it; its subject is its first line."""
        text = cleaned(context.letter(self.template))
        return f"Subject: {context.filled(self.subject)}\n\n{text}" if self.subject else text

    def open_blanks(self, text: str, context: Context) -> list[str]:
        """Return the blanks of the template that are still in a text, as often as they are."""
        own = context.own_blanks(self.template)
        return [blank for blank in blanks(text) if blank in own]

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
        return "Kept for later" if value.sent_on is None else f"Sent, {context.in_full(value.sent_on)}"

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

    @override
    def ask(self, face: Face, context: Context, start: Drafted | None, half: str | None) -> Drafted | None:
        made = start.text if start else self.letter(context)
        text, shown, above = half or made, None, list(face.said)
        try:
            while True:
                still = self.open_blanks(text, context)
                if text != shown:
                    form = self.form(context)
                    face.turn([*above, Draft(form["prompt"], form["help"], text, still)])
                    shown = text
                wish = face.pick(self._menu(face, start if text == made else None, context))
                if wish == "edit":
                    text = _edited(face, text)
                elif wish == "copy":
                    face.copy(text)
                elif wish != SENT or not still or _sent_as_it_is(face, still):
                    return {None: None, "keep": start, LATER: Drafted(text)}.get(
                        wish, Drafted(text, context.today)
                    )
        except Back:
            raise Back(text if text != made else None) from None
        except Left as left:
            raise Left(left.why, text if text != made else None) from None

    def _menu(self, face: Face, kept: Drafted | None, context: Context) -> Pick:
        """Return what can be done with it; one that was sent or kept before can stay as it is."""
        keep = [Option("keep", f"Leave it as it is: {self.shown(kept, context)}")] if kept else []
        edit = [Option("edit", "Edit it")] if face.can_edit() else []
        rest = [
            Option("copy", "Copy it"),
            Option(SENT, "I have sent it"),
            Option(LATER, "Keep it for later"),
        ]
        return Pick(prompt="What will you do with it?", options=[*keep, *edit, *rest], required=self.required)


def _edited(face: Face, text: str) -> str:
    """Let it be edited, and keep what it became; an emptied draft stays as it was."""
    after = cleaned(face.edit(text)) or text
    if after != text:
        face.keep(after)
    return after


def _sent_as_it_is(face: Face, open_blanks: list[str]) -> bool:
    """Ask about blanks that are still there before a draft is called sent."""
    stand = "stands" if len(open_blanks) == 1 else "stand"
    form = Pick(
        prompt=f"{', '.join(open_blanks)} still {stand} in it. Did you send it filled in?",
        options=[
            Option("yes", "Yes, I filled it in when I sent it"),
            Option("no", "Not yet; back to the draft"),
        ],
        required=True,
        start="no",
    )
    return face.pick(form) == "yes"
