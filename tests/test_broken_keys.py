"""Every wrong key and every wrong value of a playbook is found at its line, with what would be right."""

from __future__ import annotations

import pytest
from samples import HERE, broken, findings_of

TITLE = 'title = "Losing a client"'
SUMMARY = 'summary = "One calm step at a time."'
LANGUAGE = 'language = "en"'
SUBJECT = 'subject = "client"'
BREATHE = '[[step]]\nid = "breathe"\ntitle = "Breathe"'
UNTIL = 'wait = { until = "callback_on" }'
DAYS = 'wait = { days = 7, after = "callback_on" }'
STING = (
    '[[step.question]]\nid = "sting"\ntype = "scale"\nprompt = "How much does it sting?"\nmin = 0\nmax = 10'
)
PAUSE = '[[step.question]]\nid = "pause"\ntype = "breathe"\nprompt = "One minute"\ninhale = 4\nrounds = 5'
REPLY = '[[step.question]]\nid = "holding_reply"\ntype = "draft"\nprompt = "A reply that gives you time"'
LETTER = """\
subject = "Thank you"
template = \"""
Thank you for telling me.
May I call on {callback_on|a day that suits you}?
Meanwhile [what is under way] goes on. {me|}
\"""
"""
MONEY = 'prompt = "What did they pay in a month?"\ndefault = 1200'
AMENDS_BY = 'id = "amends_by"\ntype = "date"\nprompt = "By when?"\nafter = "callback_on"\nbefore = 2030-01-01'
REASONS = '[step.question.choices]\nbudget_cut = "Money was cut"'
TOLD = 'choices_of = "reason"'
CONTROL = 'choices = { mine = "Mostly mine", shared = "Some of each", theirs = "Not mine" }'
FROM = 'default = { from = "reason", map = { replaced = "shared", "replaced.in_house" = "theirs" } }'
ANGRY = 'prompt = "Were they angry?"\ndefault = false'
FEELINGS = 'min = 1\nmax = 2\nchoices = { hurt = "Hurt", worried = "Worried", relieved = "Relieved" }'
MARKED = 'default = ["hurt"]'
PROMISE = "multiline = true\nmax_length = 200"
HOURS = 'unit = "hours"\nmin = 0\nmax = 99.5'
GUARANTEE = 'guarantee = { label = "Full price, free if it misses", when = { angry = false } }'
TEXT = 'text = "You were right to expect {promise|more}."'
CARD = 'prompt = "As they were a month ago"\nmax = 4'
TARGET = '  { id = "target", weight = 7, prompt = "I would take them on" },'
PAID = '  { id = "price", prompt = "They paid on time" },'
CORE = '  { id = "core", from = 75, label = "Worth the effort" },'
MIXED = '  { id = "mixed", from = 50, label = "Keep it warm" },'
RELEASE = '  { id = "release", from = 0, label = "Turn the page" },'
LAST = '[[step.question]]\nid = "closing"\ntype = "text"\nprompt = "What is left to say?"'
CLOSING = 'id = "closing"\ntype = "text"\nprompt = "What is left to say?"'

WORDS = "words in quotation marks"
WHOLE = "a whole number"
NAME = "small letters, digits and _"

OF_THE_PLAYBOOK = {
    "no title": (TITLE, f"#{HERE}", "`title` is missing"),
    "an empty title": (TITLE, f'title = ""{HERE}', "this is empty"),
    "a title of blanks": (TITLE, f'title = " \\t"{HERE}', "this is empty"),
    "a title of control characters": (TITLE, f'title = "\\u0001"{HERE}', "this is empty"),
    "a number for a title": (TITLE, f"title = 5{HERE}", WORDS),
    "a list for a summary": (SUMMARY, f'summary = ["a", "b"]{HERE}', WORDS),
    "an unknown key": (SUBJECT, f'subjekt = "client"{HERE}', "did you mean `subject`?"),
    "an unknown key like no other": (SUBJECT, f'colour = "red"{HERE}', "there is no key `colour`"),
    "an unknown table": (BREATHE, f"[colours]{HERE}\nred = 1\n{BREATHE}", "there is no key `colours`"),
    "a language in words": (LANGUAGE, f'language = "plain english"{HERE}', 'such as "en"'),
    "a number for a language": (LANGUAGE, f"language = 1{HERE}", WORDS),
    "a subject of another kind": (SUBJECT, f'subject = "supplier"{HERE}', "'client' or 'none'"),
}

OF_A_STEP = {
    "no id": (BREATHE, f'[[step]]{HERE}\ntitle = "Breathe"', "`id` is missing"),
    "no title": (BREATHE, f'[[step]]{HERE}\nid = "breathe"', "`title` is missing"),
    "an id of two words": (BREATHE, f'[[step]]\nid = "take breath"{HERE}\ntitle = "B"', NAME),
    "an id that begins with a digit": (BREATHE, f'[[step]]\nid = "1st"{HERE}\ntitle = "B"', NAME),
    "an id in capitals": (BREATHE, f'[[step]]\nid = "Breathe"{HERE}\ntitle = "B"', NAME),
    "an empty id": (BREATHE, f'[[step]]\nid = ""{HERE}\ntitle = "B"', NAME),
    "a number for an id": (BREATHE, f'[[step]]\nid = 1{HERE}\ntitle = "B"', WORDS),
    "an id there twice": (
        'id = "fit"\ntitle = "Check the fit"',
        f'id = "why"{HERE}\ntitle = "Check the fit"',
        "the id `why` is there twice",
    ),
    "an empty title": (BREATHE, f'[[step]]\nid = "breathe"\ntitle = ""{HERE}', "this is empty"),
    "a list for a guide": (DAYS, f'guide = ["a"]{HERE}\n{DAYS}', WORDS),
    "a misspelt guide": (DAYS, f'giude = "Look."{HERE}\n{DAYS}', "did you mean `guide`?"),
    "questions": (DAYS, f"questions = []{HERE}\n{DAYS}", "did you mean `question`?"),
    "a question's key": (DAYS, f'prompt = "?"{HERE}\n{DAYS}', "there is no key `prompt`"),
    "words for a wait": (UNTIL, f'wait = "callback_on"{HERE}', "a table, such as { "),
    "a misspelt key of a wait": (UNTIL, f'wait = {{ untill = "callback_on" }}{HERE}', "mean `until`?"),
    "a wait for nothing": (UNTIL, f"wait = {{}}{HERE}", "a wait is { until = … }"),
    "a wait of two kinds": (UNTIL, f'wait = {{ until = "callback_on", days = 1 }}{HERE}', "a wait is"),
    "after without days": (UNTIL, f'wait = {{ after = "callback_on" }}{HERE}', "a wait is"),
    "after with until": (
        UNTIL,
        f'wait = {{ until = "callback_on", after = "callback_on" }}{HERE}',
        "`after` goes with `days`",
    ),
    "no days": (DAYS, f"wait = {{ days = 0 }}{HERE}", "1 or more"),
    "days beyond ten years": (DAYS, f"wait = {{ days = 3651 }}{HERE}", "3650 or less"),
    "days in words": (DAYS, f'wait = {{ days = "7" }}{HERE}', WHOLE),
    "half a day": (DAYS, f"wait = {{ days = 0.5 }}{HERE}", WHOLE),
    "true for days": (DAYS, f"wait = {{ days = true }}{HERE}", WHOLE),
    "a day to wait for": (UNTIL, f"wait = {{ until = 2026-12-01 }}{HERE}", WORDS),
    "a wait for what is no id": (UNTIL, f'wait = {{ until = "Next week" }}{HERE}', "the id of a question"),
}

OF_ANY_QUESTION = {
    "no id": (LAST, f'[[step.question]]{HERE}\ntype = "text"\nprompt = "?"', "`id` is missing"),
    "no type": (LAST, f'[[step.question]]{HERE}\nid = "closing"\nprompt = "?"', "`type` is missing"),
    "no prompt": (LAST, f'[[step.question]]{HERE}\nid = "closing"\ntype = "text"', "`prompt` is missing"),
    "an empty prompt": (CLOSING, f'id = "closing"\ntype = "text"\nprompt = ""{HERE}', "this is empty"),
    "a prompt of blanks": (CLOSING, f'id = "closing"\ntype = "text"\nprompt = " "{HERE}', "this is empty"),
    "a number for a prompt": (CLOSING, f'id = "closing"\ntype = "text"\nprompt = 1{HERE}', WORDS),
    "an id of two words": (CLOSING, f'id = "the end"{HERE}\ntype = "text"\nprompt = "?"', NAME),
    "an id with a hyphen": (CLOSING, f'id = "the-end"{HERE}\ntype = "text"\nprompt = "?"', NAME),
    "an id with an accent": (CLOSING, f'id = "città"{HERE}\ntype = "text"\nprompt = "?"', NAME),
    "an id with a line end": (CLOSING, f'id = "end\\n"{HERE}\ntype = "text"\nprompt = "?"', NAME),
    "an id there twice": (
        CLOSING,
        f'id = "sting"{HERE}\ntype = "text"\nprompt = "?"',
        "the id `sting` is there twice",
    ),
    "an id that is a name": (
        CLOSING,
        f'id = "client"{HERE}\ntype = "text"\nprompt = "?"',
        "choose another id",
    ),
    "an id that is my name": (CLOSING, f'id = "me"{HERE}\ntype = "text"\nprompt = "?"', "another id"),
    "an id that is the day": (CLOSING, f'id = "today"{HERE}\ntype = "text"\nprompt = "?"', "another id"),
    "a misspelt type": (CLOSING, f'id = "closing"\ntype = "txet"{HERE}\nprompt = "?"', "mean `text`?"),
    "a type like no other": (
        CLOSING,
        f'id = "closing"\ntype = "rating"{HERE}\nprompt = "?"',
        "`text`, `choice`, `choices`",
    ),
    "a misspelt help": (PROMISE, f'{PROMISE}\nhlep = "?"{HERE}', "did you mean `help`?"),
    "another type's key": (PROMISE, f"{PROMISE}\nrounds = 1{HERE}", "there is no key `rounds`"),
    "words for required": (PROMISE, f'{PROMISE}\nrequired = "yes"{HERE}', "true or false"),
    "a number for required": (PROMISE, f"{PROMISE}\nrequired = 1{HERE}", "true or false"),
    "a list for a when": (PROMISE, f"{PROMISE}\nwhen = true{HERE}", "a table, such as { "),
}

OF_A_TYPE = {
    "text: words for multiline": (PROMISE, f'multiline = "yes"{HERE}', "true or false"),
    "text: no room": (PROMISE, f"max_length = 0{HERE}", "1 or more"),
    "text: a default without words": (PROMISE, f'default = ""{HERE}', "there are no words here"),
    "text: a default longer than the room": (
        PROMISE,
        f'max_length = 3\ndefault = "four"{HERE}',
        "there is room for 3",
    ),
    "choice: no choices": (
        f'[[step.question]]\nid = "told"\ntype = "choice"\nprompt = "What did they say it was?"\n{TOLD}',
        f'[[step.question]]{HERE}\nid = "told"\ntype = "choice"\nprompt = "?"',
        "a list needs `choices`",
    ),
    "choice: choices twice over": (TOLD, f'{TOLD}{HERE}\nchoices = {{ a = "A" }}', "keep one of them"),
    "choice: an empty list": (TOLD, f"choices = {{}}{HERE}", "add at least one"),
    "choice: a list without labels": (CONTROL, f'choices = ["mine", "theirs"]{HERE}', "a table"),
    "choice: a number for a label": (CONTROL, f"choices = {{ mine = 1 }}{HERE}", "a table: { key = value }"),
    "choice: an empty label": (REASONS, f'[step.question.choices]\nbudget_cut = ""{HERE}', "this is empty"),
    "choice: a label of blanks": (
        REASONS,
        f'[step.question.choices]\nbudget_cut = " "{HERE}',
        "this is empty",
    ),
    "choice: a slug of two words": (
        REASONS,
        f'[step.question.choices]\n"budget cut" = "Money was cut"{HERE}',
        NAME,
    ),
    "choice: a slug in capitals": (REASONS, f'[step.question.choices]\nBudget = "Money"{HERE}', NAME),
    "choice: a misspelt label": (
        GUARANTEE,
        f'guarantee.label = "Free"\nguarantee.hlep = "Only for what you control"{HERE}',
        "did you mean `help`?",
    ),
    "choice: no label": (GUARANTEE, f'guarantee = {{ help = "Free" }}{HERE}', "`label` is missing"),
    "choice: a detail of two words": (
        REASONS,
        f'{REASONS}\nslight = {{ label = "Slighted", detail = {{ "left out" = "Left out" }} }}{HERE}',
        NAME,
    ),
    "choice: a number for a detail": (
        REASONS,
        f'{REASONS}\nslight = {{ label = "Slighted", detail = {{ tone = 1 }} }}{HERE}',
        WORDS,
    ),
    "choice: a list of details": (
        REASONS,
        f'{REASONS}\nslight = {{ label = "Slighted", detail = ["tone"] }}{HERE}',
        "a table",
    ),
    "choice: a number for choices_of": (TOLD, f"choices_of = 1{HERE}", WORDS),
    "choice: choices_of what is no id": (TOLD, f'choices_of = "The reason"{HERE}', "the id of a question"),
    "choices: a detail": (
        FEELINGS,
        f'choices = {{ hurt = {{ label = "Hurt", detail = {{ a = "A" }} }} }}{HERE}',
        "only a `choice` has details",
    ),
    "choices: more at least than at most": (
        f"{FEELINGS}\n{MARKED}",
        FEELINGS.replace("min = 1", f"min = 3{HERE}"),
        "`min` 3 is above `max` 2",
    ),
    "choices: more at least than there are": (
        f"{FEELINGS}\n{MARKED}",
        FEELINGS.replace("min = 1\nmax = 2", f"min = 4{HERE}"),
        "there are only 3 choices",
    ),
    "choices: fewer than none": (FEELINGS, FEELINGS.replace("min = 1", f"min = -1{HERE}"), "0 or more"),
    "choices: none at most": (FEELINGS, FEELINGS.replace("min = 1\nmax = 2", f"max = 0{HERE}"), "1 or more"),
    "choices: words for a default": (MARKED, f'default = "hurt"{HERE}', "a list, in square brackets"),
    "choices: a default that is none": (MARKED, f'default = ["hrt"]{HERE}', "did you mean `hurt`?"),
    "choices: more defaults than at most": (
        MARKED,
        f'default = ["hurt", "worried", "relieved"]{HERE}',
        "choose 2 at most",
    ),
    "confirm: words for a default": (ANGRY, f'prompt = "?"\ndefault = "no"{HERE}', "true or false"),
    "scale: ends the wrong way round": (STING, STING.replace("min = 0", f"min = 10{HERE}"), "below `max` 10"),
    "scale: half a step": (STING, STING.replace("max = 10", f"max = 9.5{HERE}"), WHOLE),
    "scale: an end in words": (STING, STING.replace("max = 10", f'max = "10"{HERE}'), WHOLE),
    "scale: a default beyond its end": (STING, f"{STING}\ndefault = 11{HERE}", "from 0 to 10"),
    "scale: a misspelt name of an end": (STING, f"{STING}\nhihg = 1{HERE}", "mean `high`?"),
    "number: ends the wrong way round": (HOURS, HOURS.replace("min = 0", f"min = 100{HERE}"), "above `max`"),
    "number: an end without end": (HOURS, f"min = inf{HERE}", "no number that I can keep"),
    "number: an end that is no number": (HOURS, f"max = nan{HERE}", "no number that I can keep"),
    "number: an end in words": (HOURS, f'min = "0"{HERE}', "a number, without quotation marks"),
    "number: true for an end": (HOURS, f"min = true{HERE}", "a number, without quotation marks"),
    "number: a number for a unit": (HOURS, f"unit = 1{HERE}", WORDS),
    "number: a default below its end": (HOURS, f"min = 1\ndefault = 0{HERE}", "less than 1"),
    "number: a default too large to keep": (HOURS, f"default = 1e300{HERE}", "no number that I can keep"),
    "money: ends the wrong way round": (MONEY, f'prompt = "?"\nmin = 2{HERE}\nmax = 1', "above `max`"),
    "money: a default in words": (MONEY, f'prompt = "?"\ndefault = "a lot"{HERE}', "type an amount"),
    "money: a default of three decimals": (MONEY, f'prompt = "?"\ndefault = 1.005{HERE}', "two decimals"),
    "date: a default that is no day": (AMENDS_BY, f'{AMENDS_BY}\ndefault = "someday"{HERE}', "not a day"),
    "date: a default that was never": (
        AMENDS_BY,
        f'{AMENDS_BY}\ndefault = "2026-02-30"{HERE}',
        "no such day",
    ),
    "date: a number for a default": (AMENDS_BY, f"{AMENDS_BY}\ndefault = 3{HERE}", "a day, such as"),
    "date: a number for a limit": (AMENDS_BY, AMENDS_BY.replace("2030-01-01", f"3{HERE}"), "a day, such as"),
    "date: a follow-up of two lines": (
        AMENDS_BY,
        f'{AMENDS_BY}\nfollow_up = "Deliver\\nwhat you owed"{HERE}',
        "a follow-up is one line",
    ),
    "draft: no template": (
        f"{REPLY}\n{LETTER}",
        f'[[step.question]]{HERE}\nid = "holding_reply"\ntype = "draft"\nprompt = "?"',
        "`template` is missing",
    ),
    "draft: a default": (REPLY, f'{REPLY}\ndefault = "Hello"{HERE}', "there is no key `default`"),
    "draft: a list for a subject": (
        'subject = "Thank you"',
        f'subject = ["Thank", "you"]{HERE}',
        WORDS,
    ),
    "script: an empty text": (TEXT, f'text = ""{HERE}', "this is empty"),
    "breathe: less than no time": (PAUSE, PAUSE.replace("inhale = 4", f"inhale = -1{HERE}"), "0 or more"),
    "breathe: a breath of two minutes": (
        PAUSE,
        PAUSE.replace("inhale = 4", f"exhale = 120{HERE}"),
        "60 or less",
    ),
    "breathe: no rounds": (PAUSE, PAUSE.replace("rounds = 5", f"rounds = 0{HERE}"), "1 or more"),
    "breathe: half a round": (PAUSE, PAUSE.replace("rounds = 5", f"rounds = 2.5{HERE}"), WHOLE),
    "breathe: time in words": (PAUSE, PAUSE.replace("inhale = 4", f'top_up = "1 s"{HERE}'), "a number"),
}

OF_A_SCORECARD = {
    "a highest mark of none": (CARD, f'prompt = "?"\nmax = 0{HERE}', "1 or more"),
    "a highest mark beyond 100": (CARD, f'prompt = "?"\nmax = 101{HERE}', "100 or less"),
    "a default": (CARD, f"{CARD}\ndefault = 50{HERE}", "there is no key `default`"),
    "words for an item": (TARGET, f'  "target",{HERE}', "a table, such as { "),
    "an item without a prompt": (TARGET, f'  {{ id = "target" }},{HERE}', "`prompt` is missing"),
    "an item of no weight": (TARGET, TARGET.replace("7", "0") + HERE, "more than 0"),
    "an item of less than no weight": (TARGET, TARGET.replace("7", "-0.5") + HERE, "more than 0"),
    "a weight without end": (TARGET, TARGET.replace("7", "inf") + HERE, "no number that I can keep"),
    "a weight in words": (TARGET, TARGET.replace("7", '"7"') + HERE, "a number, without quotation marks"),
    "a misspelt weight": (TARGET, TARGET.replace("weight", "wieght") + HERE, "did you mean `weight`?"),
    "an id of an item in capitals": (TARGET, TARGET.replace('"target"', '"Target"') + HERE, NAME),
    "an item there twice": (PAID, PAID.replace('"price"', '"target"') + HERE, "`target` is there twice"),
    "a band there twice": (MIXED, MIXED.replace('"mixed"', '"core"') + HERE, "`core` is there twice"),
    "two bands that begin alike": (MIXED, MIXED.replace("50", "75") + HERE, "two bands begin `from = 75`"),
    "a band beyond 100": (CORE, CORE.replace("75", "101") + HERE, "100 or less"),
    "a band below 0": (
        RELEASE,
        f"{RELEASE}\n{RELEASE.replace('release', 'less').replace('0', '-1')}{HERE}",
        "0 or",
    ),
    "a band from half a point": (CORE, CORE.replace("75", "74.5") + HERE, WHOLE),
    "a band without a label": (CORE, f'  {{ id = "core", from = 75 }},{HERE}', "`label` is missing"),
    "a band without a beginning": (CORE, f'  {{ id = "core", label = "C" }},{HERE}', "`from` is missing"),
    "no band from 0": (
        f"bands = [\n{CORE}\n{MIXED}\n{RELEASE}\n]",
        f"bands = [{HERE}\n{CORE}\n{MIXED}\n]",
        "no band begins `from = 0`",
    ),
    "no bands": (f"bands = [\n{CORE}\n{MIXED}\n{RELEASE}\n]", f"bands = []{HERE}", "at least one"),
    "no items": (f"items = [\n{TARGET}\n{PAID}\n]", f"items = []{HERE}", "at least one"),
    "items as a table": (f"items = [\n{TARGET}\n{PAID}\n]", f"items = {{ a = 1 }}{HERE}", "a list"),
}

# What is said is all that is said: each once, and nothing that follows from it.
IN_FULL = {
    "a misspelt prompt": (
        CLOSING,
        CLOSING.replace("prompt", "promt") + HERE,
        "there is no key `promt`; did you mean `prompt`?",
    ),
    "words for a wait": (
        UNTIL,
        f'wait = "callback_on"{HERE}',
        'this should be a table, such as { until = "callback_on" }',
    ),
    "words for a when": (
        PROMISE,
        f'{PROMISE}\nwhen = "reason"{HERE}',
        'this should be a table, such as { reason = "replaced" }',
    ),
    "choices as a list": (
        CONTROL,
        f'choices = ["mine", "theirs"]{HERE}',
        'this should be a table, such as { yes = "Yes", no = "No" }',
    ),
    "a number in marks": (
        HOURS,
        f'min = "0"{HERE}',
        "this should be a number, without quotation marks",
    ),
    "a heading of choices with two brackets": (
        REASONS,
        REASONS.replace("[step.question.choices]", f"[[step.question.choices]]{HERE}"),
        "this heading has one bracket at each end: [step.question.choices]",
    ),
}


@pytest.mark.parametrize(("old", "new", "says"), IN_FULL.values(), ids=IN_FULL)
def test_a_slip_is_said_in_full_and_once(old: str, new: str, says: str) -> None:
    text, _ = broken(old, new)

    assert [says] == [finding.message for finding in findings_of(text)]


@pytest.mark.parametrize("choice", ['bored = "Bored"', 'bored = { label = "Bored" }'])
@pytest.mark.parametrize("above", [REASONS, TOLD])
def test_a_choice_outside_its_heading_is_told_where_it_stands(choice: str, above: str) -> None:
    text, here = broken(above, f"{choice}{HERE}\n{above if above == REASONS else ''}")
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings]
    assert findings[0].message.startswith("there is no key `bored`; ")
    assert findings[0].message.endswith("; a choice stands below [step.question.choices]")


def test_a_key_that_is_no_choice_is_not_taken_for_one() -> None:
    for text in (
        broken(REASONS, f"minutes = 5{HERE}\n{REASONS}")[0],
        broken(CLOSING, f'{CLOSING}\nbored = "Bored"{HERE}')[0],
        broken(REASONS, f'hlep = "Choose."{HERE}\n{REASONS}')[0],
    ):
        findings = findings_of(text)

        assert "there is no key" in findings[0].message
        assert "a choice stands" not in findings[0].message


def test_what_is_missing_is_told_beside_a_misspelt_key_that_means_another() -> None:
    text, _ = broken(CLOSING, f'id = "closing"\ntype = "text"\nhlep = "?"{HERE}')

    assert ["`prompt` is missing", "there is no key `hlep`; did you mean `help`?"] == [
        finding.message for finding in findings_of(text)
    ]


ALL = {
    f"{part}: {name}": case
    for part, cases in {
        "playbook": OF_THE_PLAYBOOK,
        "step": OF_A_STEP,
        "question": OF_ANY_QUESTION,
        "type": OF_A_TYPE,
        "scorecard": OF_A_SCORECARD,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("old", "new", "says"), ALL.values(), ids=ALL)
def test_a_slip_is_one_finding_at_its_line(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert says in findings[0].message
