"""A journal with entries of three languages: numbers are the same whichever is set, labels are its own."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest
from homes import Home, run

from playbook.model.playbook import questions_in
from playbook.shelf import shipped_folder

LANGUAGES = ("en", "it", "pt", "pt-PT")


@cache
def labels(language: str, question: str) -> dict[str, str]:
    path = shipped_folder() / language / "lost.toml"
    return {**questions_in(tomllib.loads(path.read_text(encoding="utf-8")))[question].labels}


@pytest.fixture(autouse=True)
def journal(home: Home) -> None:
    for language in ("en", "it", "pt"):
        for points in (62, 63):
            reason, value, control, fit = (
                labels(language, question)[key]
                for question, key in (
                    ("reason", "price"),
                    ("my_guess", "value"),
                    ("control", "mine"),
                    ("fit", "mixed"),
                )
            )
            path = home.begin(
                "lost",
                f"{language}{points}",
                "- certainty: told_final — x\n"
                f"- reason: price.rate_rise — {reason}: {labels(language, 'reason')['price.rate_rise']}\n"
                f"- my_guess: value — {value}\n- control: mine — {control}\n"
                f"{'- register: lei — Con il Lei' if language == 'it' else ''}\n"
                f"- monthly_value: 1200.00 EUR\n- fit: {points} mixed — {fit}\n",
            )
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('language: "en"', f'language: "{language}"'), encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("stats", "--json"),
        ("journal", "--where", "reason=price", "--json"),
        ("journal", "--where", "register=lei", "--json"),
        ("export",),
        ("export", "--format", "csv"),
        ("show", "it62", "--json"),
    ],
    ids=" ".join,
)
def test_what_programs_read_is_the_same_whatever_language_is_set(arguments: tuple[str, ...]) -> None:
    ended = [run("--language", language, *arguments) for language in LANGUAGES]

    assert {0} == {one.returncode for one in ended}, ended[0].stderr
    assert 1 == len({one.stdout for one in ended})
    assert ended[0].stdout.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_one_language_asks_is_known_in_its_entries(language: str) -> None:
    assert "register" not in run("--language", language, "check").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_numbers_are_as_the_language_that_is_set_has_them(language: str) -> None:
    told = run("--language", language, "stats", "--plain").stdout
    drawn = run("--language", language, "stats", "--svg", "-").stdout

    for shown in (told, drawn):
        assert f"  {labels(language, 'reason')['price']}: 6, 100%" in shown
        assert f"{labels(language, 'my_guess')['value']}, " in shown
        assert f"  {labels(language, 'control')['mine']}: 6, 100%" in shown
        assert f"  {labels(language, 'fit')['mixed']}: " in shown
        assert (": 62.5, " if language == "en" else ": 62,5, ") in shown
        assert ("€7,200.00" in shown) == (language == "en")
    others = {labels(other, "control")["mine"] for other in LANGUAGES} - {labels(language, "control")["mine"]}
    assert not [label for label in others if f"  {label}: " in told]
