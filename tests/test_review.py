"""The shipped playbook `review`, and figures inside a walk."""

from __future__ import annotations

import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from homes import PLAYBOOK, Home, answers, changed, run
from samples import read
from terminal import ENTER, Terminal

from playbook.dates import months_later
from playbook.stats.count import FIGURES

PATH = Path(__file__).parents[1] / "playbooks" / "en" / "review.toml"
TEXT = PATH.read_text(encoding="utf-8")
REVIEW = read(TEXT)
LOST = tomllib.loads((PATH.parent / "lost.toml").read_text(encoding="utf-8"))

SMALL = """
title = "A look"
summary = "Only a look."
subject = "none"

[[step]]
id = "look"
title = "Look"

[[step.question]]
id = "so_far"
type = "figures"
prompt = "So far"
show = ["reasons"]

[[step.question]]
id = "words"
type = "text"
prompt = "What do you see?"
"""
ALIKE = SMALL.replace(
    '[[step.question]]\nid = "so_far"',
    """\
[[step.question]]
id = "reason"
type = "choice"
prompt = "Why?"

[step.question.choices]
price = { label = "Price", detail = { rate_rise = "It rose", terms = "Terms" } }
fit = "No fit"
other = "Something else"

[[step.question]]
id = "so_far"
same = "reason"
least = 1""",
    1,
)
REASON = "- certainty: told_final — They told me\n- reason: price.rate_rise — Price: After I raised it\n"


class TestPlaybook:
    def test_its_reasons_are_those_of_lost_and_none(self) -> None:
        (reasons,) = (q["choices"] for s in LOST["step"] for q in s["question"] if q["id"] == "my_guess")
        labels = {slug: one["label"] for slug, one in reasons.items() if slug != "unknown"}
        repeats: Any = REVIEW.by_id.get("repeats")

        assert {"none": "None of them", **labels} == {s: one.label for s, one in repeats.choices.items()}

    def test_what_reasons_have_in_common_is_asked_of_every_reason(self) -> None:
        raw = tomllib.loads(TEXT)
        whens = [q["when"] for s in raw["step"] for q in s["question"] if "repeats" in q.get("when", {})]
        repeats: Any = REVIEW.by_id.get("repeats")

        assert [{"repeats": [slug for slug in repeats.choices if slug != "none"]}] * 2 == whens

    def test_a_rule_and_the_next_review_are_followed_up(self) -> None:
        due = {q.id: q.follow_up for _, q in REVIEW.questions() if getattr(q, "follow_up", "")}  # type: ignore[attr-defined] # of a date

        assert ["rule_check_on", "next_review_on"] == list(due)
        assert "{rule|" in due["rule_check_on"]


class TestWalk:
    def test_it_is_walked_to_its_end_and_keeps_no_figures(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON + "- change: When a date slips, I will call.\n")
        typed = {
            "repeats": "price",
            "in_common": "All by tender.",
            "changes_kept": "some",
            "largest_share": "40",
            "rule": "When a week is silent, I will call.",
        }
        file = home.folder.parent / "answers.toml"
        file.write_text(
            "\n".join(f'{key} = "{v}"' for key, v in typed.items()).replace('"40"', "40"), "utf-8"
        )

        ended = run("review", "--answers", str(file))

        kept = answers(Path(ended.stdout.strip()))
        assert 0 == ended.returncode
        assert typed.items() <= {key: words.partition(" — ")[0] for key, words in kept.items()}.items()
        assert (
            not {"quarter_figures", "year_figures", "year_money", "guess_figures", "changes_named"}
            & kept.keys()
        )
        assert {"in_the_way", "kept", "largest_gone", "rule_check_on"} <= kept.keys()
        text = Path(ended.stdout.strip()).read_text("utf-8")
        assert "Are you keeping it? When a week is silent, I will call." in text

    def test_the_plain_face_says_the_figures(self, home: Home) -> None:
        home.add_playbook("look", SMALL)
        home.begin("lost", "Acme", REASON)

        said = run("look", "--plain", typed="\nPrices.\n").stderr

        assert "So far\n\n1 client lost so far.\n\nWhy they left (1 of 1 known):\n  Price: 1\n" in said

    def test_a_dry_run_shows_them_and_writes_nothing(self, home: Home) -> None:
        home.add_playbook("look", SMALL)
        home.begin("lost", "Acme", REASON)

        ended = run("look", "--dry-run", typed="\n\n")

        assert "  Price: 1\n" in ended.stderr
        assert 1 == len(home.entries)

    def test_the_full_face_says_the_same(self, home: Home) -> None:
        home.add_playbook("look", SMALL)
        home.begin("lost", "Acme", REASON)
        with Terminal("look") as terminal:
            terminal.expect("Ready?")
            shown = [line.strip() for line in terminal.lines]
            terminal.send(ENTER)
            terminal.expect("What do you see?")

        assert "Why they left (1 of 1 known):" in shown
        assert "Price: 1" in shown

    @pytest.mark.parametrize("show", ["reasons", "changes"])
    def test_where_there_is_nothing_to_show_it_is_left_out_in_silence_and_not_gone_back_to(
        self, home: Home, show: str
    ) -> None:
        home.add_playbook("look", SMALL.replace('"reasons"', f'"{show}"'))
        ended = run("look", "--plain", typed="<\nNothing.\n")

        assert 0 == ended.returncode
        assert "So far" not in ended.stderr
        assert "This is the first question." in ended.stderr

    @pytest.mark.parametrize(
        ("answer", "least", "said"),
        [
            ("price\nrate_rise", 1, "2 clients lost so far."),
            ("price\n-", 2, "2 clients lost so far."),
            ("price\nterms", 3, ""),
            ("fit", 1, "1 client lost so far."),
            ("fit", 2, ""),
            ("other", 1, ""),
            ("", 1, ""),
        ],
    )
    def test_only_walks_with_the_same_answer_count_whatever_the_detail_from_some_number_on(
        self, home: Home, answer: str, least: int, said: str
    ) -> None:
        home.add_playbook("look", ALIKE.replace("least = 1", f"least = {least}"))
        for client, reason in {"Acme": "price.rate_rise", "Blue": "price", "Cold": "fit", "Dan": ""}.items():
            home.begin("lost", client, f"- certainty: told_final\n- reason: {reason}\n")
        ended = run("look", "--plain", typed=f"{answer}\n\n\n")

        assert 0 == ended.returncode, ended.stderr
        assert said == "".join(line for line in ended.stderr.split("\n") if "lost so far" in line)

    def test_a_walk_without_them_never_imports_the_figures(self, home: Home) -> None:
        """The first question must not wait for what it does not show."""
        home.add_playbook("words", SMALL.replace('type = "figures"', 'type = "text"').replace("show =", "#"))
        code = (
            "import sys\n"
            "from playbook.cli.app import main\n"
            "try: main(['words'])\n"
            "except SystemExit: pass\n"
            "print([n for n in sys.modules if n.startswith(('playbook.stats', 'playbook.stats'))])"
        )

        ended = subprocess.run(  # noqa: S603 - our own lines
            [PLAYBOOK[0], "-c", code], input="", capture_output=True, text=True, env=changed(None), check=True
        )

        assert "[]" == ended.stdout.splitlines()[-1]


class TestSpans:
    @pytest.mark.parametrize(
        ("today", "months", "before"),
        [
            ("2026-11-22", 3, "2026-08-22"),
            ("2026-05-31", 3, "2026-02-28"),
            ("2024-05-31", 3, "2024-02-29"),
            ("2026-01-15", 12, "2025-01-15"),
            ("2026-12-31", 3, "2026-09-30"),
        ],
    )
    def test_months_before_a_day(self, today: str, months: int, before: str) -> None:
        assert date.fromisoformat(before) == months_later(date.fromisoformat(today), -months)

    @pytest.mark.parametrize(("over", "count"), [("quarter", 1), ("year", 2), ("all", 3)])
    def test_only_what_began_within_the_span_is_counted(self, home: Home, over: str, count: int) -> None:
        home.add_playbook("look", SMALL.replace('show = ["reasons"]', f'show = ["reasons"]\nover = "{over}"'))
        today = date.today()  # noqa: DTZ011 - of this machine, as the walk takes it
        for months, name in ((1, "Acme"), (7, "Blue"), (40, "Cold")):
            path = home.begin("lost", name, REASON)
            started = months_later(today, -months).isoformat()
            path.write_text(path.read_text("utf-8").replace("2026-11-20", started), encoding="utf-8")

        assert f"{count} client" in run("look", "--plain", typed="\n").stderr


def test_every_figure_can_be_shown(home: Home) -> None:
    home.add_playbook(
        "look", SMALL.replace('["reasons"]', str([figure.name for figure in FIGURES]).replace("'", '"'))
    )
    home.begin("lost", "Acme", REASON + "- monthly_value: 1200.00 EUR\n- sting: 7\n- sting_now: 2\n")

    said = run("look", "--plain", typed="\n").stderr

    assert "€1,200.00" in said
    assert "5 less" in said
