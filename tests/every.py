"""A question of every type, a playbook that asks them all, and what each leaves wherever it is seen.

A new type needs a `Stop` here. Every walk of the tests goes past it then, and `test_types_contract` takes it
through every other place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from terminal import SPACE, Ask

NAME = "every"


@dataclass(frozen=True)
class Stop:
    """A question, and the one answer that it is given.

    Attributes:
        name: Its id.
        kind: Its type.
        toml: Its other keys.
        asks: All that is asked for it, with the answers.
        typed: The same answer in the plain face, a line for each thing asked.
        written: How the answer stands in the entry; empty if it leaves none.
        native: The same answer in an answers file.
        by_hand: The lines of the same answer as somebody may write it in an editor.
        broken: Lines that are no answer of this type, the first of which is to be told of.
        cells: The answer in the table, by what the names of its columns have behind the id.
        found_by: What a filter may name it by.
        not_found_by: What a filter may not.
        holds: What a condition can ask of it so that it holds.
        fails: What a condition can ask of it so that it does not.
        never: A value in a condition that no answer can be.
    """

    name: str
    kind: str
    toml: str
    asks: tuple[Ask, ...]
    typed: tuple[str, ...]
    broken: str
    written: str = ""
    native: str = ""
    by_hand: str = ""
    cells: Mapping[str, object] = field(default_factory=dict)
    found_by: tuple[str, ...] = ()
    not_found_by: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    never: str = ""

    @property
    def question(self) -> str:
        """The question as its playbook has it; empty if it comes with another one."""
        return self.toml and f'[[step.question]]\nid = "{self.name}"\ntype = "{self.kind}"\n{self.toml}\n'


LETTER = "Dear hello there, about [the matter]: yes."

STOPS = (
    Stop(
        "words",
        "text",
        'prompt = "What did they say?"',
        (Ask("What did they say?", "hello there", half="hel"),),
        ("hello there",),
        broken="- words:",
        written="hello there",
        native='"hello there"',
        by_hand="- words:hello there  ",
        cells={"": "hello there"},
        found_by=("hello there", "HELLO THERE"),
        not_found_by=("hello", "there"),
        holds=('"hello there"', '{ not = "hello" }', "{ answered = true }"),
        fails=('"Hello there"', '{ not = "hello there" }', "{ answered = false }"),
        never="5",
    ),
    Stop(
        "story",
        "text",
        'prompt = "What happened?"\nmultiline = true',
        (Ask("What happened?", "it began", half="it be"),),
        ("it began", "."),
        broken="- story:",
        written="it began",
        native='"it began"',
        by_hand="- story:\n  it began",
        cells={"": "it began"},
        found_by=("it began",),
        not_found_by=("it",),
        holds=('"it began"',),
        fails=('"it"',),
        never="5",
    ),
    Stop(
        "fruit",
        "choice",
        'prompt = "Which fruit?"\n\n[step.question.choices]\napple = "An apple"\n'
        'pear = { label = "A pear", detail = { green = "A green one", brown = "A brown one" } }',
        (Ask("Which fruit?", "A pear", "pick"), Ask("A pear: which of these?", "A brown one", "pick")),
        ("pear", "2"),
        broken="- fruit: plum — A plum",
        written="pear.brown — A pear: A brown one",
        native='"pear.brown"',
        by_hand="- fruit:  pear.brown — Some pear",
        cells={"": "pear.brown"},
        found_by=("pear", "pear.brown"),
        not_found_by=("apple", "brown", "pear.green"),
        holds=(
            '"pear"',
            '"pear.brown"',
            '["apple", "pear.brown"]',
            '{ not = "apple" }',
            '{ not = "pear.green" }',
            '{ not = ["apple", "pear.green"] }',
        ),
        fails=('"apple"', '"pear.green"', '{ not = "pear" }', '{ not = "pear.brown" }'),
        never='"plum"',
    ),
    Stop(
        "moods",
        "choices",
        'prompt = "Which moods?"\nchoices = { calm = "Calm", cross = "Cross", glad = "Glad" }',
        (Ask("Which moods?", "Cross", "mark"),),
        ("2",),
        broken="- moods: cross, sad — Cross, Sad",
        written="cross — Cross",
        native='["cross"]',
        by_hand="- moods: cross",
        cells={"": ["cross"]},
        found_by=("cross",),
        not_found_by=("calm", "cro"),
        holds=('"cross"', '["calm", "cross"]', '{ not = "calm" }'),
        fails=('"calm"', '{ not = "cross" }', '{ not = ["calm", "cross"] }'),
        never='"sad"',
    ),
    Stop(
        "sure",
        "confirm",
        'prompt = "Are you sure?"',
        (Ask("Are you sure?", "No", "pick"),),
        ("no",),
        broken="- sure: perhaps",
        written="no",
        native="false",
        by_hand="- sure: no\t",
        cells={"": False},
        found_by=("no", "No"),
        not_found_by=("yes", "n"),
        holds=("false", '"no"', "{ not = true }"),
        fails=("true", "{ not = false }"),
        never='"perhaps"',
    ),
    Stop(
        "depth",
        "scale",
        'prompt = "How deep?"\nmax = 20',
        (Ask("How deep?", "17", half="1"),),
        ("17",),
        broken="- depth: 21",
        written="17",
        native="17",
        by_hand="- depth:17",
        cells={"": 17},
        found_by=("17", "17.0"),
        not_found_by=("1", "7", "18"),
        holds=("17", "[1, 17]", "{ not = 6 }", "{ min = 17 }", "{ max = 17 }", "{ min = 16.5, max = 17.5 }"),
        fails=("7", "{ not = [7, 17] }", "{ min = 17.5 }", "{ max = 16 }"),
        never="21",
    ),
    Stop(
        "hours",
        "number",
        'prompt = "How many hours?"\nunit = "h"',
        (Ask("How many hours?", "7.5", half="7."),),
        ("7.5",),
        broken="- hours: a day",
        written="7.5",
        native="7.5",
        by_hand="- hours: 7.50",
        cells={"": 7.5},
        found_by=("7.5", "7.50"),
        not_found_by=("7", "75"),
        holds=("7.5", "{ min = 7.5, max = 7.5 }"),
        fails=("7", "{ min = 8 }", "{ max = 7.4 }"),
        never='"a day"',
    ),
    Stop(
        "fee",
        "money",
        'prompt = "How much money?"',
        (Ask("How much money?", "1200 EUR", half="12"),),
        ("1200 EUR",),
        broken="- fee: a lot",
        written="1200.00 EUR",
        native='"1200 EUR"',
        by_hand="- fee: 1200 EUR",
        cells={"": 1200, "_currency": "EUR"},
        found_by=("1200", "1200.00 EUR", "1200EUR"),
        not_found_by=("12", "1200 USD", "EUR"),
        holds=("1200", "1200.00", '"1200.00 EUR"', '{ not = "1200.00 USD" }', "{ min = 1200 }"),
        fails=("1200.01", '"1200.00 USD"', "{ max = 1199.99 }"),
        never='"a lot"',
    ),
    Stop(
        "call_on",
        "date",
        'prompt = "Which day?"\nfollow_up = "Call {client}"',
        (Ask("Which day?", "2031-03-04", half="2031-"),),
        ("2031-03-04",),
        broken="- call_on: next spring",
        written="2031-03-04",
        native="2031-03-04",
        by_hand="- call_on:   2031-03-04",
        cells={"": "2031-03-04"},
        found_by=("2031-03-04",),
        not_found_by=("2031-03", "2031-03-05"),
        holds=("2031-03-04", '"2031-03-04"', "{ not = 2031-03-05 }"),
        fails=("2031-03-05", "{ not = 2031-03-04 }"),
        never='"next spring"',
    ),
    Stop(
        "fit",
        "scorecard",
        """\
prompt = "How well does it fit?"
max = 50
items = [
  { id = "width", prompt = "The width", weight = 2 },
  { id = "height", prompt = "The height" },
]
bands = [
  { id = "poor", from = 0, label = "Poor" },
  { id = "fine", from = 50, label = "Fine" },
]""",
        (Ask("The width", "45", half="4"), Ask("The height", "30", half="3")),
        ("45", "30"),
        broken="- fit: quite well",
        written="80 fine — Fine\n- width: 45\n- height: 30",
        native="{ width = 45, height = 30 }",
        by_hand="- fit: 80 fine\n  - width: 45\n  - height: 30",
        cells={"": 80, "_band": "fine", "_width": 45, "_height": 30},
        found_by=("fine", "80"),
        not_found_by=("poor", "8", "45"),
        holds=('"fine"', '["poor", "fine"]', '{ not = "poor" }', "{ min = 80, max = 80 }"),
        fails=('"poor"', '{ not = "fine" }', "{ min = 81 }"),
        never='"great"',
    ),
    Stop(
        "letter",
        "draft",
        'prompt = "A letter"\ntemplate = "Dear {words|friend}, about [the matter]: yes."',
        (Ask("What would you like to do with it?", "Keep it for later", "pick"),),
        ("later",),
        broken="- letter: posted",
        written=f"later\n\n{LETTER}",
        native=f'{{ state = "later", text = "{LETTER}" }}',
        by_hand=f"- letter: later\n  {LETTER}",
        cells={"": "later", "_on": None, "_text": LETTER},
        found_by=("later",),
        not_found_by=("sent", "Dear"),
        holds=('"later"', '{ not = "sent" }'),
        fails=('"sent"',),
        never='"posted"',
    ),
    Stop(
        "lines",
        "script",
        'prompt = "Lines to say"\ntext = "Say that {fruit|something} was good."',
        (Ask("Ready?", "Go on", "pick"),),
        ("",),
        broken="- lines: said",
    ),
    Stop(
        "air",
        "breathe",
        'prompt = "Some air"\ninhale = 60',
        (Ask("Some air", SPACE, "pause"),),
        ("",),
        broken="- air: a little",
        written="done",
        native='"done"',
        by_hand="- air: done  ",
        cells={"": "done"},
        found_by=("done", "DONE"),
        not_found_by=("do",),
        holds=('"done"',),
        fails=('{ not = "done" }',),
        never='"a little"',
    ),
    Stop(
        "last",
        "text",
        'prompt = "Anything else?"',
        (Ask("Anything else?", "no more", half="no m"),),
        ("no more",),
        broken="- last:",
        written="no more",
        native='"no more"',
        by_hand="- last: no more",
        cells={"": "no more"},
        found_by=("no more",),
        not_found_by=("no",),
        holds=('"no more"',),
        fails=('"no"',),
        never="5",
    ),
)

FIGURES = Stop(
    "so_far",
    "figures",
    'prompt = "So far"\nshow = ["reasons"]\nsame = "fruit"\nleast = 2',
    (Ask("Ready?", "Go on", "pick"),),
    ("",),
    broken="- so_far: many",
)
"""Not in the playbook below: it shows what the journal holds, so that no two walks are alike.

There have to be two walks with the same fruit.
"""

OF_CHOICES = (
    Stop(
        "extras",
        "choices",
        'prompt = "Which extras?"\n\n[step.question.choices]\nsalt = "Salt"\n'
        'other = { label = "Something else", ask = "What else?", follow_up = "Buy it", due = "call_on" }\n'
        'none = { label = "None of these", exclusive = true }',
        (Ask("Which extras?", "Something else", "mark"),),
        ("2",),
        broken="- extras: none, pepper",
        written="other — Something else",
        native='["other"]',
        by_hand="- extras: other",
        cells={"": ["other"], "_other": "a dog"},
        found_by=("other",),
        not_found_by=("salt", "none"),
        holds=('"other"', '{ not = "none" }'),
        fails=('"none"', '{ not = "other" }'),
        never='"pepper"',
    ),
    Stop(
        "extras_other",
        "text",
        "",
        (Ask("What else?", "a dog", half="a d"),),
        ("a dog",),
        broken="- extras_other:",
        written="a dog",
        native='"a dog"',
        by_hand="- extras_other: a dog  ",
        cells={"": "a dog"},
        found_by=("a dog",),
        not_found_by=("dog",),
        holds=('"a dog"', "{ answered = true }"),
        fails=('"dog"', "{ answered = false }"),
        never="5",
    ),
)
"""A question whose choices do something, and the words that one of them asks for: no question of the file."""

BOX = "- [ ] 2031-03-04 Buy it"
"""The box that the choice leaves."""

RUNWAY = Stop(
    "lasts",
    "runway",
    'prompt = "How long it lasts"\ncushion = "fee"\ncosts = "fee"\nincome = "fee"',
    (),
    (),
    broken="- lasts: 2031-03-04",
    written="none — It covers itself",
    by_hand="- lasts:  none",
    cells={"": "none", "_months": None},
    found_by=("none", "None"),
    not_found_by=("600", "It covers itself"),
    holds=('"none"', "{ min = 600 }", "{ answered = true }"),
    fails=('{ not = "none" }', "{ max = 600 }", "{ answered = false }"),
    never="600",
)
"""Not in the playbook below: nothing is asked, so that nobody can leave there."""

BY_NAME = {stop.name: stop for stop in STOPS}
LINES = BY_NAME["lines"]
"""The script, which leaves no answer and so comes again in the next sitting."""


def playbook(*questions: str) -> str:
    """Return a playbook of one step that asks some questions."""
    head = 'title = "Every type"\nsummary = "One question of every type."\n\n[[step]]\nid = "first"\n'
    return f'{head}title = "The first step"\n\n' + "\n".join(questions)


_SECOND = [stop.name for stop in STOPS].index("fit")
TOML = playbook(*(stop.question for stop in STOPS[:_SECOND])).replace(
    'step"\n\n[[step.question]]', 'step"\nguide = "Where it begins."\n\n[[step.question]]', 1
)
TOML += '\n[[step]]\nid = "second"\ntitle = "The second step"\n\n'
TOML += "\n".join(stop.question for stop in STOPS[_SECOND:])


def up_to(name: str) -> dict[str, str]:
    """Return the answers to every question before one, as they stand in the entry."""
    given: dict[str, str] = {}
    for stop in STOPS:
        if stop.name == name:
            break
        if stop.written:
            given[stop.name] = stop.written
    return given


ALL = up_to("the end")
"""The answers to all of them."""


def lines(given: Mapping[str, str]) -> str:
    """Return answers as the lines of an entry."""
    return "".join(f"- {name}: " + written.replace("\n", "\n  ") + "\n" for name, written in given.items())
