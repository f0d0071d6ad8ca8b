"""Whatever names a question, an answer or a value that cannot be meant is found at its line."""

from __future__ import annotations

import pytest
from samples import HERE, broken, findings_of

UNTIL = 'wait = { until = "callback_on" }'
DAYS = 'wait = { days = 7, after = "callback_on" }'
WHEN = 'when = { control = ["mine", "shared"] }'
HELP = 'help = "A few words will do."'
EITHER = '  { reason = { not = "budget_cut" }, sting = { min = 3 } },'
GUARANTEE = 'guarantee = { label = "Full price, free if it misses", when = { angry = false } }'
TOLD = 'choices_of = "reason"'
FROM = 'default = { from = "reason", map = { replaced = "shared", "replaced.in_house" = "theirs" } }'
NONE = 'default = "none"'
AFTER = 'after = "callback_on"\nbefore = 2030-01-01'
TEXT = 'text = "You were right to expect {promise|more}."'
SAY = 'prompt = "What is left to say?"'

LATER = "only an earlier question can be named here"


def when(condition: str) -> tuple[str, str]:
    """Give the last question but with a condition."""
    return SAY, f"{SAY}\nwhen = {condition}{HERE}"


CONDITIONS = {
    "an unknown question": (*when('{ resaon = "price" }'), "did you mean `reason`?"),
    "an unknown question like no other": (*when("{ xyz = 1 }"), "there is no question `xyz`"),
    "the question itself": (*when("{ closing = { answered = true } }"), LATER),
    "a later question": (WHEN, f'when = {{ fit = "core" }}{HERE}', LATER),
    "the client": (*when('{ client = "Acme" }'), "there is no question `client`"),
    "nothing in braces": (*when("{}"), "this condition is empty"),
    "nothing in brackets": (*when("[]"), "this condition is empty"),
    "an empty table of several": (EITHER, f"  {{}},{HERE}", "this condition is empty"),
    "no values": (*when("{ reason = [] }"), "this list is empty"),
    "not any of no values": (*when("{ reason = { not = [] } }"), "this list is empty"),
    "no test": (*when("{ reason = {} }"), "{ answered = true }"),
    "an unknown test": (*when('{ reason = { is = "price" } }'), "there is `not`, `min`"),
    "two tests in one": (*when("{ sting = { min = 3, not = 5 } }"), "{ min = …, max = … }"),
    "not within not": (*when('{ reason = { not = { not = "price" } } }'), "a list of values"),
    "a list within a list": (*when('{ reason = [["price"]] }'), "a list of values"),
    "a time of day": (*when("{ callback_on = 10:00:00 }"), "a list of values"),
    "answered, maybe": (*when('{ reason = { answered = "yes" } }'), "`answered` should be true or false"),
    "answered, as a number": (*when("{ reason = { answered = 1 } }"), "`answered` should be true or false"),
    "a lower end in words": (*when('{ sting = { min = "3" } }'), "`min` should be a number"),
    "true for an upper end": (*when("{ sting = { max = true } }"), "`max` should be a number"),
    "an end that is no number": (*when("{ sting = { max = nan } }"), "`max` should be a number"),
    "ends the wrong way round": (*when("{ sting = { min = 5, max = 3 } }"), "it can never hold"),
    "ends of a choice": (*when("{ reason = { min = 1 } }"), "`reason` is none"),
    "ends of a date": (*when("{ callback_on = { max = 1 } }"), "`callback_on` is none"),
    "words": (*when('"reason"'), "a table, such as { reason ="),
    "a list of words": (*when('["reason"]'), "a table, such as { reason ="),
    "a step's": (WHEN, f'when = {{ contrl = "mine" }}{HERE}', "did you mean `control`?"),
    "a step's own question": (WHEN, f"when = {{ promise = {{ answered = true }} }}{HERE}", LATER),
    "one table of several": (EITHER, f'  {{ reason = "budget" }},{HERE}', "did you mean `budget_cut`?"),
    "one of two in a table": (
        EITHER,
        f'  {{ reason = {{ not = "budget_cut" }}, stng = {{ min = 3 }} }},{HERE}',
        "did you mean `sting`?",
    ),
    "a choice's": (
        GUARANTEE,
        f'guarantee = {{ label = "G", when = {{ angri = false }} }}{HERE}',
        "did you mean `angry`?",
    ),
    "a choice's own question": (
        GUARANTEE,
        f'guarantee = {{ label = "G", when = {{ offer = "none" }} }}{HERE}',
        LATER,
    ),
}

VALUES = {
    "scale: beyond its end": (*when("{ sting = 11 }"), "from 0 to 10"),
    "scale: words": (*when('{ sting = "7" }'), "from 0 to 10"),
    "scale: half a step": (*when("{ sting = 7.5 }"), "from 0 to 10"),
    "scale: true": (*when("{ sting = true }"), "from 0 to 10"),
    "breathe": (*when('{ pause = "finished" }'), '"done"'),
    "date: words": (*when('{ callback_on = "tomorrow" }'), "write it as 2026-12-01"),
    "date: a number": (*when("{ callback_on = 20261201 }"), "write it as 2026-12-01"),
    "money: words": (*when('{ monthly_value = "a lot" }'), "1200.00 EUR"),
    "money: no cents": (*when('{ monthly_value = "1200 EUR" }'), "1200.00 EUR"),
    "draft": (*when('{ holding_reply = "posted" }'), '"sent" or "later"'),
    "choice": (*when('{ reason = "budget" }'), "did you mean `budget_cut`?"),
    "choice: one of several": (*when('{ reason = ["price", "prize"] }'), "did you mean `price`?"),
    "choice: none of": (*when('{ reason = { not = "prize" } }'), "did you mean `price`?"),
    "choice: its label": (*when('{ reason = "Price" }'), "did you mean `price`?"),
    "choice: a detail": (*when('{ reason = "price.term" }'), "did you mean `terms`?"),
    "choice: a detail of another": (*when('{ reason = "price.rival" }'), "has no detail `rival`"),
    "choice: a detail where there is none": (*when('{ reason = "budget_cut.freeze" }'), "has no detail"),
    "choice: a number": (*when("{ reason = 1 }"), "none of its choices"),
    "choice: of borrowed choices": (*when('{ told = "prize" }'), "did you mean `price`?"),
    "choices": (*when('{ feelings = "hrt" }'), "did you mean `hurt`?"),
    "confirm: words": (*when('{ angry = "very" }'), "answered with true or false"),
    "confirm: a number": (*when("{ angry = 1 }"), "answered with true or false"),
    "text: a number": (*when("{ promise = 5 }"), "in quotation marks"),
    "number: words": (*when('{ hours = "5" }'), "it is a number"),
    "number: true": (*when("{ hours = true }"), "it is a number"),
    "script": (*when("{ words = { answered = true } }"), "has no answer"),
    "scorecard: a band": (SAY, f'{SAY}\nwhen = {{ fit = "cor" }}{HERE}', "did you mean `core`?"),
    "scorecard: points": (SAY, f"{SAY}\nwhen = {{ fit = 75 }}{HERE}", "none of its bands"),
    "number: beyond its end": (*when("{ hours = 100 }"), "99.5"),
    "number: below its end": (*when("{ hours = -1 }"), "0"),
    "number: no number": (*when("{ hours = nan }"), "it is a number"),
    "number: without end": (*when("{ hours = inf }"), "it is a number"),
    "date: a moment": (*when("{ callback_on = 2026-12-01T10:00:00 }"), "write it as 2026-12-01"),
    "date: without hyphens": (*when('{ callback_on = "20261201" }'), "write it as 2026-12-01"),
    "date: a week": (*when('{ callback_on = "2026-W49-2" }'), "write it as 2026-12-01"),
}

WAITS = {
    "unknown": (UNTIL, f'wait = {{ until = "callback_by" }}{HERE}', "did you mean `callback_on`?"),
    "later": (UNTIL, f'wait = {{ until = "amends_by" }}{HERE}', LATER),
    "no date": (UNTIL, f'wait = {{ until = "sting" }}{HERE}', "`sting` is no date question"),
    "after unknown": (DAYS, f'wait = {{ days = 7, after = "callback_by" }}{HERE}', "mean `callback_on`?"),
    "after no date": (DAYS, f'wait = {{ days = 7, after = "reason" }}{HERE}', "`reason` is no date question"),
    "after today": (DAYS, f'wait = {{ days = 7, after = "today" }}{HERE}', "there is no question `today`"),
}

LIMITS = {
    "unknown": (AFTER, f'after = "callback_by"{HERE}', "did you mean `callback_on`?"),
    "itself": (AFTER, f'after = "amends_by"{HERE}', LATER),
    "no date": (AFTER, f'after = "callback_on"\nbefore = "sting"{HERE}', "`sting` is no date question"),
    "words": (AFTER, f'after = "next week"{HERE}', "there is no question `next week`"),
}

LENDERS = {
    "unknown": (TOLD, f'choices_of = "raeson"{HERE}', "did you mean `reason`?"),
    "itself": (TOLD, f'choices_of = "told"{HERE}', "no question with `choices` of its own"),
    "a question without choices": (TOLD, f'choices_of = "sting"{HERE}', "`choices` of its own"),
    "a question that borrows": (
        SAY,
        f'{SAY}\n\n[[step.question]]\nid = "x"\ntype = "choice"\nprompt = "?"\nchoices_of="told"{HERE}',
        "`told` is no question with `choices` of its own",
    ),
}

DEFAULTS = {
    "a choice that is none": (NONE, f'default = "nothing"{HERE}', "none of its choices"),
    "a detail that is none": (FROM, f'default = "mine.all"{HERE}', "has no detail"),
    "from an unknown question": (FROM, f'default = {{ from = "raeson" }}{HERE}', "did you mean `reason`?"),
    "from itself": (FROM, f'default = {{ from = "control" }}{HERE}', LATER),
    "from a later question": (FROM, f'default = {{ from = "offer" }}{HERE}', LATER),
    "from what is no id": (FROM, f'default = {{ from = "The reason" }}{HERE}', "the id of a question"),
    "from another kind of answer": (FROM, f'default = {{ from = "sting" }}{HERE}', "add a `map`"),
    "a key that is none": (
        FROM,
        f'default = {{ from = "reason", map = {{ replcaed = "shared" }} }}{HERE}',
        "did you mean `replaced`?",
    ),
    "a key with a detail that is none": (
        FROM,
        f'default = {{ from = "reason", map = {{ "replaced.inhouse" = "shared" }} }}{HERE}',
        "did you mean `in_house`?",
    ),
    "a key that a scale cannot have": (
        FROM,
        f'default = {{ from = "sting", map = {{ 11 = "shared" }} }}{HERE}',
        "from 0 to 10",
    ),
    "a value that is none": (
        FROM,
        f'default = {{ from = "reason", map = {{ replaced = "theris" }} }}{HERE}',
        "did you mean `theirs`?",
    ),
    "a value of another type": (
        FROM,
        f'default = {{ from = "reason", map = {{ price = 1 }} }}{HERE}',
        "quotation",
    ),
    "from several choices": (
        SAY,
        f'{SAY}\ndefault = {{ from = "feelings", map = {{ hurt = "Sorry" }} }}{HERE}',
        "`feelings`",
    ),
}

NAMED = {
    "unknown": (SAY, f'prompt = "Left for {{cleint}}?"{HERE}', "did you mean `client`?"),
    "unknown, with words": (SAY, f'prompt = "Left for {{cleint|them}}?"{HERE}', "did you mean `client`?"),
    "itself": (SAY, f'prompt = "Was it {{closing|this}}?"{HERE}', "is not answered before this"),
    "later": (
        "Then breathe, {me|you}; it is {today}.",
        f"Then breathe until {{callback_on|then}}.{HERE}",
        "is not answered before this",
    ),
    "bare, though it can be passed": (SAY, f'prompt = "Since {{sting}}?"{HERE}', "{sting|words}"),
    "bare, though its condition may not hold": (SAY, f'prompt = "{{hours}}?"{HERE}', "{hours|words}"),
    "a draft": (SAY, f'prompt = "{{holding_reply|it}}?"{HERE}', "the answer of a draft"),
    "a scorecard": (SAY, f'prompt = "{{fit|it}}?"{HERE}', "the answer of a scorecard"),
    "a script": (SAY, f'prompt = "{{words|it}}?"{HERE}', "the answer of a script"),
    "a pause": (SAY, f'prompt = "{{pause|it}}?"{HERE}', "the answer of a breathe"),
    "no name": (SAY, f'prompt = "What is {{}} left?"{HERE}', "braces without a name"),
    "no name, with words": (SAY, f'prompt = "What is {{|it}} left?"{HERE}', "braces without a name"),
    "one opening brace": (SAY, f'prompt = "What {{ is left?"{HERE}', "a single `{`; write `{{`"),
    "one closing brace": (SAY, f'prompt = "What }} is left?"{HERE}', "a single `}`; write `}}`"),
    "in a help": (HELP, f'help = "Few words, {{clent}}."{HERE}', "did you mean `client`?"),
    "in a guide": ("Thank {client} first.", f"Thank {{cient}} first.{HERE}", "did you mean `client`?"),
    "in a subject": ('subject = "Thank you"', f'subject = "Thanks, {{conatct}}"{HERE}', "`conatct`"),
    "in a template": (
        "Meanwhile [what is under way] goes on. {me|}",
        f"Meanwhile [what is under way] goes on. {{tody|}}{HERE}",
        "did you mean `today`?",
    ),
    "in a script's text": (TEXT, f'text = "Expect {{promis|more}}."{HERE}', "did you mean `promise`?"),
    "in a follow-up": (
        'follow_up = "Call {client} back"',
        f'follow_up = "Call {{clinet}} back"{HERE}',
        "did you mean `client`?",
    ),
}

ALL = {
    f"{part}: {name}": case
    for part, cases in {
        "condition": CONDITIONS,
        "value": VALUES,
        "wait": WAITS,
        "limit": LIMITS,
        "choices_of": LENDERS,
        "default": DEFAULTS,
        "text": NAMED,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("old", "new", "says"), ALL.values(), ids=ALL)
def test_a_slip_is_one_finding_at_its_line(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert says in findings[0].message
