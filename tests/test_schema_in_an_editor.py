"""The schema in the hands of a program that editors use: Tombi, where it is installed.

It has no package for every machine, so it is none of the development tools; CI installs it where it can.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from every_key import as_toml, fits_the_schema, places, slips_at, without_the_step_before
from samples import SAMPLE

from playbook.schema import schema_text
from playbook.shelf import shipped_folder

TOMBI = Path(sys.executable).with_name("tombi")

pytestmark = pytest.mark.skipif(not TOMBI.exists(), reason="tombi is not installed")

LINT = ("lint", "--offline", "--quiet", "--diagnostics-format", "json", "--diagnostics-file")

WITHOUT_TYPE = '\n[[step.question]]\nid = "last_one"\nprompt = "Is that all?"\n'
OF_TEXT = f'{WITHOUT_TYPE}type = "text"\n'
OF_CHOICE = f'{WITHOUT_TYPE}type = "choice"\n'
SLIPS = {
    "a key of no playbook": SAMPLE.replace('language = "en"', 'langauge = "en"'),
    "a key of no step": SAMPLE.replace("guide =", "giude =", 1),
    "a key of no question": f'{SAMPLE}{OF_TEXT}hlep = "A few words."\n',
    "a key of another type": f'{SAMPLE}{OF_TEXT}items = [{{ id = "pay", prompt = "They pay" }}]\n',
    "a key of no item": SAMPLE.replace("weight = ", "wieght = ", 1),
    "no type": SAMPLE + WITHOUT_TYPE,
    "a type that there is not": f'{SAMPLE}{WITHOUT_TYPE}type = "txet"\n',
    "no prompt": SAMPLE + OF_TEXT.replace("prompt", "help"),
    "no choices": SAMPLE + OF_CHOICE,
    "choices twice": f'{SAMPLE}{OF_CHOICE}choices_of = "reason"\nchoices = {{ a = "A" }}\n',
    "a key below its choices": f'{SAMPLE}{OF_CHOICE}\n[step.question.choices]\na = "A"\nrequired = true\n',
    "a condition below choices": f'{SAMPLE}{OF_CHOICE}choices = {{ a = "A", when = {{ sting = 5 }} }}\n',
    "a value of another type": SAMPLE.replace("max = 10", 'max = "ten"', 1),
    "an id with capitals": SAMPLE + OF_TEXT.replace("last_one", "Last"),
    "a test that there is not": f"{SAMPLE}{OF_TEXT}when = {{ sting = {{ is = 5 }} }}\n",
    "a choice that is a number": f"{SAMPLE}{OF_CHOICE}choices = {{ a = 5 }}\n",
    "a value of a list that is a table": f"{SAMPLE}{OF_TEXT}when = {{ sting = [{{ min = 5 }}] }}\n",
    "a time where a day could be": f"{SAMPLE}{OF_TEXT}when = {{ callback_on = 10:30:00 }}\n",
    "a question that is a day": f'{SAMPLE}\n[[step]]\nid = "x"\ntitle = "X"\nquestion = [2026-12-01]\n',
    "a default that no answer is": SAMPLE.replace('replaced = "shared"', "replaced = true"),
    "bands without a lowest one": SAMPLE.replace("from = 0", "from = 10"),
    "a wait for two things": SAMPLE.replace('until = "callback_on"', 'until = "callback_on", days = 3'),
}


def findings(folder: Path, *files: Path) -> list[str]:
    """Return the names of the files with what is found in them, one for each finding."""
    told = folder / "told.json"
    subprocess.run(  # noqa: S603 - a tool beside our own interpreter, on files of the test
        [str(TOMBI), *LINT, str(told), *map(str, files)],
        cwd=folder,
        check=False,
        timeout=300,
    )
    found = json.loads(told.read_text(encoding="utf-8")) if told.exists() else []
    return sorted(Path(one["path"]).stem for one in found)


def test_a_slip_is_told_once_and_what_is_right_never(tmp_path: Path) -> None:
    (tmp_path / "playbook.schema.json").write_text(schema_text(), encoding="utf-8")
    for path in shipped_folder().glob("en/*.toml"):  # Whether the others fit is seen without it.
        shutil.copy(path, tmp_path)
    for name, text in {**SLIPS, "every type": SAMPLE}.items():
        assert name == "every type" or text != SAMPLE, name
        (tmp_path / f"{name}.toml").write_text(f"#:schema ./playbook.schema.json\n{text}", encoding="utf-8")

    assert sorted(SLIPS) == findings(tmp_path, *sorted(tmp_path.glob("*.toml")))


def test_a_slip_is_told_once_whatever_key_it_is_in(tmp_path: Path) -> None:
    (tmp_path / "playbook.schema.json").write_text(schema_text(), encoding="utf-8")
    slips = [
        (f"{place.name}: {slip}", without_the_step_before(playbook))
        for place in places()
        for slip, playbook in slips_at(place)
        if not fits_the_schema(playbook)
    ]
    for number, (_, playbook) in enumerate(slips):
        text = f"#:schema ./playbook.schema.json\n{as_toml(playbook)}"
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")

    told = Counter(findings(tmp_path, *tmp_path.glob("*.toml")))
    assert {} == {name: told[str(number)] for number, (name, _) in enumerate(slips) if told[str(number)] != 1}
