"""`draft`: a message made from the answers, for the person to finish and to send."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from playbook.model.asking import Asker, Back, Left, Letter, Option, Pick
from playbook.model.base import Words
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.texts import blanks
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


class DraftQuestion(Question):
    """A message made from the answers; sending it is the person's own doing, elsewhere."""

    type: Literal["draft"]
    template: Words = Field(
        description="The message: {id|words} are answers, [words] blanks to fill.",
        examples=["Hello [first name], thank you for telling me."],
    )
    subject: str = Field(
        default="", description="The subject of the message, if it has one.", examples=["Thank you"]
    )

    owns_body: ClassVar[bool] = True
    fills: ClassVar[bool] = False
    carries: ClassVar[bool] = False
    outlives_passing: ClassVar[bool] = True

    def letter(self, context: Context) -> str:
        """Give the message as the answers make it; its subject is its first line."""
        text = cleaned(context.letter(self.template))
        return f"Subject: {context.filled(self.subject)}\n\n{text}" if self.subject else text

    def written(self, value: Drafted) -> Written:
        """See `Question.written`."""
        head = LATER if value.sent_on is None else f"{SENT} {value.sent_on.isoformat()}"
        return Written(head, cleaned(value.text))

    def read(self, written: Written) -> Drafted:
        """See `Question.read`."""
        state, _, day = written.head.partition(" ")
        if state == LATER and not day:
            return Drafted(cleaned(written.body))
        try:
            if state == SENT:
                return Drafted(cleaned(written.body), date.fromisoformat(day))
        except ValueError:
            raise InvalidAnswer(f"Write the day it was sent as 2026-12-01; {day} is none.") from None
        raise InvalidAnswer("A draft is `later`, or `sent` and a day, such as sent 2026-12-01.")

    def native(self, raw: object, context: Context) -> Drafted:
        """See `Question.native`; without a text it is the message that the answers make."""
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

    def shown(self, value: Drafted, context: Context) -> str:
        """See `Question.shown`."""
        return "Kept for later" if value.sent_on is None else f"Sent, {context.in_full(value.sent_on)}"

    def matches(self, value: Drafted, wanted: Scalar) -> bool:
        """See `Question.matches`: by its state."""
        return value.state == wanted

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "" if wanted in (SENT, LATER) else 'a draft is "sent" or "later"'

    def map_keys(self, value: Drafted) -> list[str]:
        """See `Question.map_keys`."""
        return [value.state]

    def as_native(self, value: Drafted) -> object:
        """See `Question.as_native`."""
        native: dict[str, object] = {"state": value.state, "text": value.text}
        return native if value.sent_on is None else native | {"on": value.sent_on}

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return {"state": SENT, "on": context.today}

    def texts(self) -> Iterator[Text]:
        """See `Question.texts`."""
        yield from super().texts()
        yield Text(("subject",), self.subject)
        yield Text(("template",), self.template)

    def ask(self, asker: Asker, context: Context, start: Drafted | None, half: str | None) -> Drafted | None:
        """See `Question.ask`: show it, and let it be edited, copied, sent, kept or passed."""
        made = start.text if start else self.letter(context)
        text, shown = half or made, None
        try:
            while True:
                if text != shown:
                    note = context.filled(self.help) if shown is None else ""
                    asker.letter(Letter(context.filled(self.prompt), note, text, blanks(text)))
                    shown = text
                wish = asker.pick(self._menu(asker, start if text == made else None, context))
                if wish == "edit":
                    text = _edited(asker, text)
                elif wish == "copy":
                    asker.copy(text)
                elif wish != SENT or not blanks(text) or _sent_as_it_is(asker, blanks(text)):
                    return {None: None, "keep": start, LATER: Drafted(text)}.get(
                        wish, Drafted(text, context.today)
                    )
        except Back:
            raise Back(text if text != made else None) from None
        except Left as left:
            raise Left(left.why, text if text != made else None) from None

    def _menu(self, asker: Asker, kept: Drafted | None, context: Context) -> Pick:
        """Give what can be done with it; one that was sent or kept before can stay as it is."""
        keep = [Option("keep", f"Leave it as it is: {self.shown(kept, context)}")] if kept else []
        edit = [Option("edit", "Edit it")] if asker.can_edit() else []
        rest = [
            Option("copy", "Copy it"),
            Option(SENT, "I have sent it"),
            Option(LATER, "Keep it for later"),
        ]
        return Pick(prompt="What will you do with it?", options=[*keep, *edit, *rest], required=self.required)


def _edited(asker: Asker, text: str) -> str:
    """Let it be edited, and keep what it became; an emptied draft stays as it was."""
    after = cleaned(asker.edit(text)) or text
    if after != text:
        asker.keep(after)
    return after


def _sent_as_it_is(asker: Asker, open_blanks: list[str]) -> bool:
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
    return asker.pick(form) == "yes"
