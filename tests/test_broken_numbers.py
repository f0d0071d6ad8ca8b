"""Numbers of any size, and playbooks of any length, are read or refused in words."""

from __future__ import annotations

import pytest
from samples import HERE, broken, findings_of, read

LARGE = {
    "a hundred digits": f"1{'0' * 100}",
    "four hundred digits": f"1{'0' * 400}",
    "five thousand digits": f"0x{'f' * 4200}",
    "six thousand octal digits": f"0o{'7' * 6000}",
    "fifteen thousand binary digits": f"0b{'1' * 15000}",
    "five thousand digits below zero": f"-1{'0' * 4200}",
    "a large exponent": "1e308",
    "an exponent without end": "1e400",
    "a small exponent": "1e-320",
}

PLACES = {
    "scale min": ("min = 0\nmax = 10", f"min = @{HERE}\nmax = 10"),
    "scale max": ("min = 0\nmax = 10", f"max = @{HERE}"),
    "scale default": ('low = "not at all"', f"default = @{HERE}"),
    "number min": ('unit = "hours"\nmin = 0', f"min = @{HERE}"),
    "number max": ("max = 99.5", f"max = @{HERE}"),
    "number default": ('unit = "hours"\nmin = 0', f"default = @{HERE}"),
    "number default within an end": ("max = 99.5", f"max = 99.5\ndefault = @{HERE}"),
    "money min": ("default = 1200", f"min = @{HERE}"),
    "money max": ("default = 1200", f"max = @{HERE}"),
    "money default": ("default = 1200", f"default = @{HERE}"),
    "days": ('{ days = 7, after = "callback_on" }', f"{{ days = @ }}{HERE}"),
    "rounds": ("rounds = 5", f"rounds = @{HERE}"),
    "inhale": ("inhale = 4", f"inhale = @{HERE}"),
    "weight": (
        'weight = 7, prompt = "I would take them on" },',
        f'weight = @, prompt = "?" }},{HERE}',
    ),
    "mark": ("max = 4\n", f"max = @{HERE}\n"),
    "band": (
        'from = 75, label = "Worth the effort" },',
        f'from = @, label = "?" }},{HERE}',
    ),
    "room": ("max_length = 200", f"max_length = @{HERE}"),
    "how many": (
        'max = 2\nchoices = { hurt = "Hurt", worried = "Worried", relieved = "Relieved" }\ndefault =',
        f'max = @{HERE}\nchoices = {{ hurt = "Hurt" }}\ndefault =',
    ),
    "condition on a scale": ("sting = { min = 3 } },", f"sting = @ }},{HERE}"),
    "condition on points": ("sting = { min = 3 } },", f"sting = {{ max = @ }} }},{HERE}"),
    "condition on a number": ('prompt = "By when?"', f'prompt = "?"\nwhen = {{ hours = @ }}{HERE}'),
    "condition on money": ('prompt = "By when?"', f'prompt = "?"\nwhen = {{ monthly_value = @ }}{HERE}'),
    "condition on a choice": ('prompt = "By when?"', f'prompt = "?"\nwhen = {{ reason = @ }}{HERE}'),
    "condition on a confirm": ('prompt = "By when?"', f'prompt = "?"\nwhen = {{ angry = @ }}{HERE}'),
    "condition on a date": ('prompt = "By when?"', f'prompt = "?"\nwhen = {{ callback_on = @ }}{HERE}'),
    "condition on a scorecard": (
        'prompt = "What is left to say?"',
        f'prompt = "?"\nwhen = {{ fit = @ }}{HERE}',
    ),
    "title": ('title = "Losing a client"', f"title = @{HERE}"),
    "type": ('type = "breathe"', f"type = @{HERE}"),
    "an unknown key": ('language = "en"', f"colour = @{HERE}"),
}


@pytest.mark.parametrize("number", LARGE.values(), ids=LARGE)
@pytest.mark.parametrize(("old", "new"), PLACES.values(), ids=PLACES)
def test_a_number_of_any_size_is_taken_or_told_of_at_its_line(old: str, new: str, number: str) -> None:
    text, here = broken(old, new.replace("@", number))
    findings = findings_of(text)

    assert {finding.line for finding in findings} <= {here}
    assert [] == [finding for finding in findings if "set_int_max_str_digits" in finding.message]


@pytest.mark.parametrize("number", ["1e308", "-1e308", f"1{'0' * 15}", f"-1{'0' * 20}"])
def test_a_number_beyond_what_can_be_kept_is_told_so(number: str) -> None:
    text, here = broken("max = 99.5", f"max = {number}{HERE}")

    assert [(here, "this is no number that I can keep")] == [(f.line, f.message) for f in findings_of(text)]


TEN_THOUSAND = range(10_000)
START = 'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n'


def test_ten_thousand_questions_are_read() -> None:
    text = START + "".join(
        f'[[step.question]]\nid = "q{n}"\ntype = "text"\nprompt = "{{q{n - 1}|That}}?"\n'
        f"when = {{ q{n - 1} = {{ answered = false }} }}\n"
        if n
        else '[[step.question]]\nid = "q0"\ntype = "text"\nprompt = "?"\n'
        for n in TEN_THOUSAND
    )

    assert 10_000 == len(list(read(text).questions()))


@pytest.mark.parametrize(
    "line",
    ['prompt = "{nobody|?}"', 'prompt = "?"\nhepl = "?"', 'prompt = "?"\nwhen = { q_ = "x" }'],
    ids=["a name", "a key", "a condition"],
)
def test_a_thousand_findings_are_found(line: str) -> None:
    text = START + "".join(f'[[step.question]]\nid = "q{n}"\ntype = "text"\n{line}\n' for n in range(1000))

    assert 1000 == len(findings_of(text))


def test_ten_thousand_steps_are_read() -> None:
    text = 'title = "T"\nsummary = "S"\n' + "".join(
        f'[[step]]\nid = "s{n}"\ntitle = "A"\n' for n in TEN_THOUSAND
    )

    assert 10_000 == len(read(text).steps)


def test_ten_thousand_choices_are_read() -> None:
    choices = "".join(f'c{n} = "Choice {n}"\n' for n in TEN_THOUSAND)
    text, _ = broken('choices_of = "reason"', f"[step.question.choices]{HERE}\n{choices}")

    assert [] == findings_of(text)
