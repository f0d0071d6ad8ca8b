"""Journals of any size, made up from the shipped walk: the same ones for the same seed.

python tests/journals.py FOLDER [COUNT]
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import playbook

LOST = Path(playbook.__file__).resolve().parents[2] / "playbooks" / "en" / "lost.toml"

_FIRST = "Acme Blue Café Delta Ember Fjord Grün Harbour Iris Juno Kite Lumen Møller North Opal Pine Quill"
_SECOND = "Studio Works Labs & Sons Press Foods Partners Clinic Museum Travel Bikes Verlag 株式会社"
_WORDS = (
    "we love the work but the board froze everything and nobody told Zoë until the very last day when the "
    "invoice came back unpaid so they would rather wait see what happens in spring maybe talk again about a "
    "smaller piece for less money than before which is fine with me I think it was about price in the end"
)


def words(chance: random.Random, fewest: int, most: int) -> str:
    """Return a sentence that somebody could have typed."""
    return " ".join(chance.choices(_WORDS.split(), k=chance.randint(fewest, most))).capitalize() + "."


def client(number: int) -> str:
    """Return the name of a client; a handful of walks are about each."""
    number //= 3
    firsts, seconds = _FIRST.split(), _SECOND.split()
    first, second = firsts[number % len(firsts)], seconds[number // len(firsts) % len(seconds)]
    later = number // (len(firsts) * len(seconds))
    return f"{first} {second} {later + 1}" if later else f"{first} {second}"


def answer(question: dict[str, Any], choices: dict[str, Any], chance: random.Random, day: date) -> list[str]:
    """Return the lines of an answer to a question of the shipped walk."""
    key = f"- {question['id']}:"
    if chance.random() < 0.08:
        return [f"{key} (skipped)"]
    kind = question["type"]
    if kind == "scorecard":
        marks = [f"  - {item['id']}: {chance.randint(0, 4)}" for item in question["items"]]
        return [f"{key} {chance.randint(50, 74)} mixed — Keep it warm", *marks]
    if kind == "draft":
        text = [f"  {words(chance, 4, 10)}", "", f"  {words(chance, 4, 10)}"]
        return [f"{key} sent {day + timedelta(days=2)}" if chance.random() < 0.6 else f"{key} later", *text]
    if kind == "text" and chance.random() < 0.2:
        return [f"{key} {words(chance, 3, 8)}", f"  {words(chance, 3, 8)}"]
    short: dict[str, Callable[[], object]] = {
        "text": lambda: words(chance, 4, 12),
        "choice": lambda: chosen(choices, chance),
        "choices": lambda: several(choices, chance),
        "scale": lambda: chance.randint(0, 10),
        "number": lambda: chance.randint(0, 4),
        "money": lambda: f"{chance.randint(2, 90) * 100}.00 {chance.choice(('EUR', 'EUR', 'USD'))}",
        "date": lambda: day + timedelta(days=chance.randint(1, 20)),
        "confirm": lambda: chance.choice(("yes", "no")),
        "runway": lambda: f"{day + timedelta(days=107)} 3.5 — 3.5 months",
        "breathe": lambda: "done",
    }
    return [f"{key} {short[kind]()}"]


def chosen(choices: dict[str, Any], chance: random.Random) -> str:
    """Return one of the choices, with a detail if it has any."""
    slug, choice = chance.choice(list(choices.items()))
    if isinstance(choice, str):
        return f"{slug} — {choice}"
    if not choice.get("detail"):
        return f"{slug} — {choice['label']}"
    detail, finer = chance.choice(list(choice["detail"].items()))
    return f"{slug}.{detail} — {choice['label']}: {finer}"


def several(choices: dict[str, Any], chance: random.Random) -> str:
    """Return two of the choices."""
    some = chance.sample(list(choices.items()), k=2)
    labels = [one if isinstance(one, str) else one["label"] for _, one in some]
    return f"{', '.join(slug for slug, _ in some)} — {', '.join(labels)}"


def entry(number: int, lost: dict[str, Any], chance: random.Random) -> tuple[str, str]:
    """Return the name and the text of an entry: a front matter, and 15 to 25 answers under their steps."""
    day = date(2016, 1, 1) + timedelta(days=chance.randint(0, 3900))
    name, left = client(number), chance.randint(15, 25)
    status = chance.choices(("done", "open", "closed"), (80, 15, 5))[0]
    moment = f"{day}T{chance.randint(8, 19):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}+01:00"
    lines = [
        "---",
        'playbook: "lost"',
        f'client: "{name}"',
        'language: "en"',
        f'status: "{status}"',
        f"started: {moment}",
        f"updated: {moment}",
        *([f"waiting_until: {day + timedelta(days=3)}"] if status == "open" else []),
        *["---", "", f"# {name}: Losing a client"],
    ]
    kept = [q for step in lost["step"] for q in step["question"] if q["type"] not in ("script", "figures")]
    listed = {q["id"]: q["choices"] for q in kept if "choices" in q}
    kept_first = sorted(kept, key=lambda q: (q["id"] not in ("reason", "certainty"), chance.random()))
    asked = {q["id"] for q in kept_first[:left]}
    for step in lost["step"]:
        if here := [q for q in step["question"] if q["id"] in asked]:
            lines += ["", f"## {step['title']}"]
            for q in here:
                choices = listed.get(q.get("choices_of", q["id"]), {})
                lines += ["", f"*{q['prompt']}*", "", *answer(q, choices, chance, day)]
    box = " " if status == "open" else "x"
    given = dict(line[2:].split(": ", 1) for line in lines if line.startswith("- "))
    due = {q["follow_up"]: given.get(q["id"], "") for q in kept if "follow_up" in q}
    boxes = [
        f"- [{box}] {on} {words.replace('{client}', name)}" for words, on in due.items() if on[:1].isdigit()
    ]
    lines += [
        "",
        "## Follow-ups",
        "",
        *(boxes or [f"- [{box}] {day + timedelta(days=2)} Call {name} back"]),
        "",
    ]
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).strip("-")
    return f"{day}_{slug}_lost-{number}.md", "\n".join(lines)


def fill(folder: Path, count: int, seed: int = 7) -> None:
    """Write a journal.

    Args:
        folder: Where; it is made.
        count: How many entries; each has about two kilobytes.
        seed: The same one gives the same entries.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lost, chance = tomllib.loads(LOST.read_text(encoding="utf-8")), random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        name, text = entry(number, lost, chance)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
