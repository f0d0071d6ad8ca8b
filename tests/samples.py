"""A small playbook that holds every question type, and ways to break it at a marked line."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.types.typed import Typed
from playbook.reading.findings import Finding
from playbook.reading.playbooks import playbook_from
from playbook.reading.toml import NotTomlError

SUNDAY = date(2026, 11, 22)
"""The day of every test: a Sunday, so that the next working day is the next day but one weekend."""

KNOWN = Context(today=SUNDAY, client="Acme Studio", me="Ada", currency="EUR")

HERE = "  # <- here"
"""Marks the line at which a finding is expected; it is taken out before the text is read."""

SAMPLE = '''\
title = "Losing a client"
summary = "One calm step at a time."
language = "en"
subject = "client"

[[step]]
id = "breathe"
title = "Breathe"
guide = """
Thank {client} first.
Then breathe, {me|you}; it is {today}.
"""

[[step.question]]
id = "sting"
type = "scale"
prompt = "How much does it sting?"
min = 0
max = 10
low = "not at all"
high = "very much"

[[step.question]]
id = "pause"
type = "breathe"
prompt = "One minute"
inhale = 4
rounds = 5

[[step.question]]
id = "callback_on"
type = "date"
prompt = "When will you call {client} back?"
default = "next working day"
follow_up = "Call {client} back"
earliest = "tomorrow"

[[step.question]]
id = "monthly_value"
type = "money"
prompt = "What did they pay in a month?"
default = 1200

[[step.question]]
id = "holding_reply"
type = "draft"
prompt = "A reply that gives you time"
subject = "Thank you"
template = """
Thank you for telling me.
May I call on {callback_on|a day that suits you}?
Meanwhile [what is under way] goes on. {me|}
"""

[[step]]
id = "why"
title = "Ask why"
wait = { until = "callback_on" }

[[step.question]]
id = "reason"
type = "choice"
prompt = "Which of these is closest?"
required = true

[step.question.choices]
budget_cut = "Money was cut"
price = { label = "Price", help = "Too high?", detail = { rate_rise = "After I raised it", terms = "Terms" } }
replaced = { label = "Somebody else", detail = { rival = "Another supplier", in_house = "Their own people" } }

[[step.question]]
id = "told"
type = "choice"
prompt = "What did they say it was?"
choices_of = "reason"

[[step.question]]
id = "control"
type = "choice"
prompt = "Whose hands was it in, if it was {reason}?"
choices = { mine = "Mostly mine", shared = "Some of each", theirs = "Not mine" }
default = { from = "reason", map = { replaced = "shared", "replaced.in_house" = "theirs" } }

[[step.question]]
id = "angry"
type = "confirm"
prompt = "Were they angry?"
default = false

[[step.question]]
id = "feelings"
type = "choices"
prompt = "What is it, mostly?"
min = 1
max = 2
choices = { hurt = "Hurt", worried = "Worried", relieved = "Relieved" }
default = ["hurt"]

[[step]]
id = "amends"
title = "Make amends"
when = { control = ["mine", "shared"] }

[[step.question]]
id = "promise"
type = "text"
prompt = "What had they a right to expect?"
help = "A few words will do."
multiline = true
max_length = 200

[[step.question]]
id = "hours"
type = "number"
prompt = "How many hours did you owe them?"
unit = "hours"
min = 0
max = 99.5
when = { promise = { answered = true } }

[[step.question]]
id = "offer"
type = "choice"
prompt = "What will you put on the table?"
default = "none"
when = [
  { promise = { answered = true } },
  { reason = { not = "budget_cut" }, sting = { min = 3 } },
]

[step.question.choices]
none = "Nothing"
repair = "Put it right"
guarantee = { label = "Full price, free if it misses", when = { angry = false } }

[[step.question]]
id = "amends_by"
type = "date"
prompt = "By when?"
earliest = "callback_on"
latest = 2030-01-01

[[step.question]]
id = "words"
type = "script"
prompt = "Words to have at hand"
text = "You were right to expect {promise|more}."

[[step.question]]
id = "so_far"
type = "figures"
prompt = "What the journal says so far"
show = ["reasons", "control"]
over = "year"

[[step]]
id = "fit"
title = "Check the fit"
wait = { days = 7, after = "callback_on" }

[[step.question]]
id = "fit"
type = "scorecard"
prompt = "As they were a month ago"
max = 4
items = [
  { id = "target", weight = 7, prompt = "I would take them on" },
  { id = "price", prompt = "They paid on time" },
]
bands = [
  { id = "core", from = 75, label = "Worth the effort" },
  { id = "mixed", from = 50, label = "Keep it warm" },
  { id = "release", from = 0, label = "Turn the page" },
]

[[step.question]]
id = "closing"
type = "text"
prompt = "What is left to say?"
'''


def read(text: str) -> Playbook:
    """Read a playbook that is right."""
    playbook, findings = playbook_from(text)
    if playbook is None:
        raise AssertionError(findings)
    return playbook


def said_in(playbook: Playbook) -> list[str]:
    """Return every word of a playbook that a person reads."""
    return [
        *(playbook.title, playbook.summary),
        *(words for step in playbook.steps for words in (step.title, step.guide)),
        *(words for _, question in playbook.questions() for words in _said_by(question)),
    ]


def _said_by(question: Question) -> list[str]:
    labels = [
        words
        for choice in (getattr(question, "choices", None) or {}).values()
        for words in (choice.label, choice.help, *choice.detail.values())
    ]
    parts = [*getattr(question, "items", ()), *getattr(question, "bands", ())]
    labels += [getattr(part, "prompt", "") or getattr(part, "label", "") for part in parts]
    return [text.words for text in question.texts()] + labels


def findings_of(text: str) -> list[Finding]:
    """Return everything that is wrong with a playbook, in the order of its lines."""
    try:
        return sorted(playbook_from(text)[1])
    except NotTomlError as error:
        return [error.finding]


def question(kind: str, rest: str = "") -> Question:
    """Return a question of a type, with more of its lines as TOML; its id is `it`."""
    text = (
        'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n'
        f'[[step.question]]\nid = "it"\ntype = "{kind}"\nprompt = "P"\n{rest}\n'
    )
    found = read(text).by_id.get("it")
    if found is None:
        raise AssertionError(text)
    return found


def typed(kind: str, rest: str = "") -> Typed:
    """Return a question that is typed on a line, as `question` does."""
    found = question(kind, rest)
    if not isinstance(found, Typed):
        raise TypeError(kind)
    return found


@cache
def _sample() -> Playbook:
    return read(SAMPLE)


def sample(name: str) -> Question:
    """Return a question of the sample."""
    found = _sample().by_id.get(name)
    if found is None:
        raise AssertionError(name)
    return found


def known(**answers: Any) -> Context:  # noqa: ANN401 - an answer is of the kind that its question has
    """Return what is known once these questions of the sample have these answers."""
    return KNOWN._replace(answers={name: Given(sample(name), value) for name, value in answers.items()})


def broken(old: str, new: str) -> tuple[str, int]:
    """Return the sample with one of its passages changed, and the number of the line that is marked."""
    if SAMPLE.count(old) != 1:
        raise AssertionError(f"{old!r} stands {SAMPLE.count(old)} times in the sample")
    marked = SAMPLE.replace(old, new)
    here = [number for number, line in enumerate(marked.split("\n"), 1) if line.endswith(HERE)]
    if len(here) != 1:
        raise AssertionError(f"{len(here)} lines are marked")
    return marked.replace(HERE, ""), here[0]
