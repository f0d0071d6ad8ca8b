"""`scorecard`: several marks that add up to points and a band."""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Gt, Le, MinLen
from typing_extensions import override

from playbook.model.asking import Back, Face, Left, Line
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import ID_PATTERN, FromList, Id, Key, Part, Words, is_id, part, tables
from playbook.model.problem import Problem
from playbook.model.spelling import did_you_mean
from playbook.model.types.codec import Cell
from playbook.model.types.numbers import Bound, decimal
from playbook.model.types.question import Question
from playbook.written import UNFINISHED, Written, on_one_line

_LINE = re.compile(r"[ \t]*- ([a-z][a-z0-9_]*):[ \t]*([0-9]{1,3})[ \t]*")
"""A mark beneath a scorecard; formatters move it about."""

_LIKE_A_MARK = re.compile(r"\W*([a-z](?:[a-z0-9_]|\\_)*)\W*[:=]")

_TYPED = re.compile(rf"^[ \t]*- ({ID_PATTERN}):[ \t]*(.*\S)", re.MULTILINE)
"""A mark in half a scorecard, which may be anything that was typed."""


@part
class Item(Part):
    """One line of a scorecard: what is marked, and how much it weighs."""

    id: Annotated[Id, Key("Its name in entries; no other item of the scorecard has it.", ("price",))]
    prompt: Annotated[Words, Key("What is marked.", ("They pay on time",))]
    weight: Annotated[Bound, Gt(0), Key("How much it counts.", (2,))] = 1


@part
class Band(Part):
    """What points mean from a number of them on."""

    id: Annotated[Id, Key("Its name in entries and conditions.", ("release",))]
    from_: Annotated[int, Ge(0), Le(100), Key("The fewest points of this band; one begins at 0.", (0,))]
    label: Annotated[Words, Key("What the person reads.", ("Turn the page",))]


class Scored(NamedTuple):
    """A filled scorecard.

    Attributes:
        points: 0 to 100.
        band: The id of the band that the points reach.
        marks: The mark of each item that was not skipped, by its id.
    """

    points: int
    band: str
    marks: Mapping[str, int] = MappingProxyType({})


_LIKE = "A scorecard reads like `62 mixed`: points, and one of its bands."


def parse(written: Written) -> Scored:
    """Read a scorecard as an entry holds it: `62 mixed — Keep it warm`, and a mark a line beneath.

    Raises:
        InvalidAnswer: It is none.
    """
    head = re.fullmatch(rf"(\d{{1,3}}) ({ID_PATTERN})(?: .*)?", written.head, re.ASCII)
    if not head or int(head[1]) > 100:
        raise InvalidAnswer(_LIKE)
    marks: dict[str, int] = {}
    for line in written.body.split("\n"):
        if found := _LINE.fullmatch(line):
            marks.setdefault(found[1], int(found[2]))
    return Scored(int(head[1]), head[2], marks)


@part
class ScorecardQuestion(Question):
    """Several marks that add up to points; an item that is skipped counts neither way."""

    type: Literal["scorecard"]
    items: Annotated[
        tuple[Item, ...],
        FromList(),
        MinLen(1),
        Key("What is marked, one by one.", ([{"id": "price", "prompt": "They pay on time"}],)),
    ]
    max: Annotated[int, Ge(1), Le(100), Key("The highest mark; the lowest is 0.", (4,))] = 4
    bands: Annotated[
        tuple[Band, ...],
        FromList(),
        MinLen(1),
        Key(
            "What the points mean, from 0 to 100.",
            ([{"id": "release", "from": 0, "label": "Turn the page"}],),
        ),
    ]

    also_called: ClassVar = ("score", "matrix", "rubric")
    owns_body: ClassVar[bool] = True
    fills: ClassVar[bool] = False
    measured: ClassVar[bool] = True

    @classmethod
    @override
    def unchecked_keys(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        items = (item["id"] for item in tables(raw, "items") if is_id(item.get("id")))
        bands = [band for band in tables(raw, "bands") if is_id(band.get("id"))]
        return {
            "items": tuple(Item(id=name, prompt="") for name in items),
            "bands": tuple(Band(id=band["id"], from_=0, label=str(band.get("label"))) for band in bands),
        }

    def scored(self, marks: Mapping[str, int]) -> Scored:
        """Add up marks: points are round(100 × Σ weight × mark ÷ Σ weight × `max`), halves upwards."""
        weights = {item.id: decimal(item.weight) for item in self.items if item.id in marks}
        most = sum(weights.values()) * self.max
        got = sum((weight * marks[name] for name, weight in weights.items()), Decimal(0))
        points = int((100 * got / most).quantize(Decimal(1), ROUND_HALF_UP))
        return Scored(points, self._band(points).id, dict(marks))

    def _band(self, points: int) -> Band:
        return max((band for band in self.bands if band.from_ <= points), key=lambda band: band.from_)

    @override
    def written(self, value: Scored) -> Written:
        lines = [f"- {name}: {mark}" for name, mark in value.marks.items()]
        return Written(
            on_one_line(f"{value.points} {value.band} — {self._label(value.band)}"), "\n".join(lines)
        )

    def _label(self, name: str) -> str:
        return next(band.label for band in self.bands if band.id == name)

    @override
    def parse(self, written: Written) -> Scored:
        scored, items = parse(written), {item.id for item in self.items}
        return scored._replace(marks={name: mark for name, mark in scored.marks.items() if name in items})

    @override
    def without_notes(self, written: Written) -> Written:
        return written._replace(body="\n".join(line for line, name in self._beneath(written) if name))

    @override
    def misplaced(self, written: Written) -> str:
        items = {item.id for item in self.items}
        for line, name in self._beneath(written):
            like = _LIKE_A_MARK.match(line)
            if not name and like and like[1].replace("\\", "") in items:
                return f"`{line.strip()}` beneath is not read; write each mark once, as `- {like[1]}: 3`"
        return ""

    @override
    def with_notes(self, written: Written, standing: Written) -> Written:
        marks = {name: line for line, name in self._beneath(written) if name}
        kept, last, has_notes = list[str](), 0, False
        for line, name in self._beneath(standing):
            if not name:
                kept.append(line)
                has_notes = has_notes or bool(line)
            elif name in marks:
                kept.append(marks.pop(name))
                last = len(kept)
        kept[last:last] = marks.values()
        return written._replace(body="\n".join(kept).strip("\n")) if has_notes else written

    def _beneath(self, written: Written) -> Iterator[tuple[str, str]]:
        """Yield the lines beneath, each with the item that it marks: nothing for a line of the person's.

        The first line of an item is its mark; in half a scorecard, whatever was typed there.
        """
        left = {item.id for item in self.items}
        kind = _TYPED if written.head == UNFINISHED else _LINE
        for line in written.body.split("\n"):
            found = kind.fullmatch(line)
            name = found[1] if found and found[1] in left else ""
            left.discard(name)
            yield line.strip(" \t") if name else line, name

    @override
    def read(self, written: Written) -> Scored:
        # The head decides, since the weights may have changed since.
        scored = self.parse(written)
        if scored.band not in {band.id for band in self.bands}:
            raise InvalidAnswer(_LIKE)
        return scored

    @property
    @override
    def labels(self) -> Mapping[str, str]:
        return {band.id: band.label for band in self.bands}

    @property
    @override
    def columns(self) -> tuple[str, ...]:
        return ("", "_band", *(f"_{item.id}" for item in self.items))

    @override
    def cells(self, value: Scored) -> tuple[Cell, ...]:
        return value.points, value.band, *(value.marks.get(item.id) for item in self.items)

    @override
    def native(self, raw: object, context: Context) -> Scored:
        ids = [item.id for item in self.items]
        if not isinstance(raw, dict) or not raw:
            raise InvalidAnswer(f"Write a mark for each item, such as {{ {ids[0]} = {self.max} }}.")
        for name, mark in raw.items():
            if name not in ids:
                raise InvalidAnswer(f"`{name}` is none of its items{did_you_mean(name, ids)}.")
            if isinstance(mark, bool) or not isinstance(mark, int) or not 0 <= mark <= self.max:
                raise InvalidAnswer(f"The mark of `{name}` should be a whole number from 0 to {self.max}.")
        return self.scored({name: raw[name] for name in ids if name in raw})

    @override
    def shown(self, value: Scored, context: Context) -> str:
        return f"{value.points} of 100: {self._label(value.band)}"

    @override
    def in_lines(self, value: Scored, context: Context) -> list[str]:
        marks = (
            f"{context.filled(item.prompt) or item.id}: {value.marks[item.id]} of {self.max}"
            for item in self.items
            if item.id in value.marks
        )
        return [*marks, self.shown(value, context)]

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        bands = [band.id for band in self.bands]
        return "" if wanted in bands else f"`{wanted}` is none of its bands{did_you_mean(str(wanted), bands)}"

    @override
    def measure(self, value: Scored) -> Decimal:
        return Decimal(value.points)

    @override
    def names(self, value: Scored) -> list[str]:
        return [value.band]

    @override
    def as_native(self, value: Scored) -> object:
        return dict(value.marks)

    @override
    def example(self, context: Context) -> object:
        return {item.id: self.max for item in self.items}

    @override
    def legend(self) -> list[tuple[str, str]]:
        return [(item.id, f"{item.prompt} (0 to {self.max})") for item in self.items]

    @override
    def problems(self) -> Iterator[Problem]:
        for key, ids in (("items", [i.id for i in self.items]), ("bands", [b.id for b in self.bands])):
            first: dict[str, int] = {}
            for number, name in enumerate(ids):
                if first.setdefault(name, number) != number:
                    yield Problem((key, number, "id"), f"`{name}` is there twice; each needs its own id")
        starts = [band.from_ for band in self.bands]
        if 0 not in starts:
            yield Problem(("bands",), "no band begins `from = 0`, so few points would have none")
        begun: dict[int, int] = {}
        for number, start in enumerate(starts):
            if begun.setdefault(start, number) != number:
                yield Problem(("bands", number, "from"), f"two bands begin `from = {start}`")

    @override
    def remarks(self, value: Scored) -> list[str]:
        marked = [item for item in self.items if item.id in value.marks]
        if not marked:
            return []
        lines = []
        for word, end in (("Strongest", max), ("Weakest", min)):
            mark = end(value.marks[item.id] for item in marked)
            ends = [item for item in marked if value.marks[item.id] == mark]
            # Of equal marks none is the strongest, and one alone is compared with nothing.
            if len(ends) == 1 < len(marked):
                lines.append(f"{word}: {ends[0].prompt} ({mark} of {self.max})")
        return [*lines, "The points support your judgement; they do not replace it."]

    @override
    def ask(self, face: Face, context: Context, start: Scored | None, half: str | None) -> Scored | None:
        words = {name: str(mark) for name, mark in start.marks.items()} if start else {}
        halves = dict(_TYPED.findall(half or ""))
        words |= halves
        kept, form, number = _so_far(words), self.form(context), 0
        while number < len(self.items):
            item = self.items[number]
            try:
                line = self._line(form, number, words.get(item.id, ""), suggested=item.id not in halves)
                _put(words, item, face.line(line))
                halves.pop(item.id, None)
            except (Back, Left) as gone:
                if gone.half is not None:
                    _put(words, item, gone.half)
                    halves[item.id] = gone.half
                if isinstance(gone, Back) and number > 0:
                    number -= 1
                    continue
                gone.half = None if _so_far(words) == kept else _so_far(words)
                raise
            if start is None:
                kept = _so_far(words)
                face.keep(kept)
            number += 1
        # Every mark was looked at as somebody went past it.
        marks = {item.id: int(words[item.id]) for item in self.items if item.id in words}
        return self.scored(marks) if marks else None

    def _line(self, form: dict[str, Any], number: int, start: str, *, suggested: bool) -> Line:
        item, where = self.items[number], f"{form['prompt']} {number + 1} of {len(self.items)}"

        def refuse(text: str) -> str:
            whole = re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII)
            return "" if whole and int(text) <= self.max else f"Type a whole number from 0 to {self.max}."

        return Line(
            prompt=item.prompt,
            help=f"{where}\n{form['help']}".strip() if number == 0 else where,
            hint=f"0 to {self.max}",
            start=start,
            suggested=suggested,
            refuse=refuse,
        )


def _put(words: dict[str, str], item: Item, typed: str | None) -> None:
    """Put what was typed for an item in its place; nothing takes back what stood there."""
    words.pop(item.id, None)
    if typed and typed.strip():
        words[item.id] = on_one_line(typed)


def _so_far(words: Mapping[str, str]) -> str:
    return "\n".join(f"- {name}: {typed}" for name, typed in words.items())
