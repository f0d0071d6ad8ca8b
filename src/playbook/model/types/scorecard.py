"""`scorecard`: several marks that add up to points and a band."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import N_, _
from playbook.model.asking import Face, Line
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.leaving import Back, Left
from playbook.model.part import ID_PATTERN, Examples, Id, Limits, Part, Words, is_id, part, tables_in
from playbook.model.problem import Problem, twice
from playbook.model.spelling import did_you_mean
from playbook.model.types import marks
from playbook.model.types.codec import Cell
from playbook.model.types.number import Bound, decimal
from playbook.model.types.question import Question
from playbook.written import BEHIND, Written, on_one_line

_LIKE = "A scorecard reads like `62 mixed`: points, and one of its bands."


@part
class Item(Part):
    """One line of a scorecard: what is marked, and how much it weighs."""

    id: Annotated[Id, Examples("price")]
    """Its name in entries; no other item of the scorecard has it."""
    prompt: Annotated[Words, Examples("They pay on time")]
    """What is marked."""
    weight: Annotated[Bound, Limits(gt=0), Examples(2)] = 1
    """How much it counts."""


@part
class Band(Part):
    """What points mean from a number of them on."""

    id: Annotated[Id, Examples("release")]
    """Its name in entries and conditions."""
    from_: Annotated[int, Limits(ge=0, le=100), Examples(0)]
    """The fewest points of this band; one begins at 0."""
    label: Annotated[Words, Examples("Turn the page")]
    """What the person reads."""


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


def parse(head: str) -> Scored:
    """Read what a scorecard came to as an entry holds it: `62 mixed — Keep it warm`.

    Raises:
        InvalidAnswer: It is none.
    """
    found = re.fullmatch(rf"(\d{{1,3}}) ({ID_PATTERN})(?: .*)?", head, re.ASCII)
    if not found or int(found[1]) > 100:
        raise InvalidAnswer(_LIKE)
    return Scored(int(found[1]), found[2])


@part
class ScorecardQuestion(Question):
    """Several marks that add up to points; an item that is skipped counts neither way."""

    type: Literal["scorecard"]
    items: Annotated[
        tuple[Item, ...], Limits(min_length=1), Examples([{"id": "price", "prompt": "They pay on time"}])
    ]
    """What is marked, one by one."""
    max: Annotated[int, Limits(ge=1, le=100), Examples(4)] = 4
    """The highest mark; the lowest is 0."""
    bands: Annotated[
        tuple[Band, ...],
        Limits(min_length=1),
        Examples([{"id": "release", "from": 0, "label": "Turn the page"}]),
    ]
    """What the points mean, from 0 to 100."""

    also_called: ClassVar = ("score", "matrix", "rubric")
    owns_body: ClassVar[bool] = True
    fills: ClassVar[bool] = False
    measured: ClassVar[bool] = True

    @classmethod
    @override
    def unchecked_keys(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        items = (item["id"] for item in tables_in(raw, "items") if is_id(item.get("id")))
        bands = [(band["id"], band.get("label")) for band in tables_in(raw, "bands") if is_id(band.get("id"))]
        return {
            "items": tuple(Item(id=name, prompt="") for name in items),
            "bands": tuple(
                Band(id=name, from_=0, label=label if isinstance(label, str) else "") for name, label in bands
            ),
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    def scored(self, given: Mapping[str, int]) -> Scored:
        """Add up marks: points are round(100 × Σ weight × mark ÷ Σ weight × `max`), halves upwards."""
        weights = {item.id: decimal(item.weight) for item in self.items if item.id in given}
        most = sum(weights.values()) * self.max
        got = sum((weight * given[name] for name, weight in weights.items()), Decimal(0))
        points = int((100 * got / most).quantize(Decimal(1), ROUND_HALF_UP))
        band = max((band for band in self.bands if band.from_ <= points), key=lambda band: band.from_)
        return Scored(points, band.id, dict(given))

    @override
    def written(self, value: Scored) -> Written:
        head = on_one_line(f"{value.points} {value.band}{BEHIND}{self.labels[value.band]}")
        return Written(head, "\n".join(f"- {name}: {mark}" for name, mark in value.marks.items()))

    @override
    def parse(self, written: Written) -> Scored:
        return parse(written.head)._replace(marks=marks.marks_in(written, self._by_id))

    @override
    def without_notes(self, written: Written) -> Written:
        lines = (line for line, name in marks.beneath(written, self._by_id) if name)
        return written._replace(body="\n".join(lines))

    @override
    def misplaced(self, written: Written) -> str:
        return marks.misplaced(written, self._by_id)

    @override
    def with_notes(self, written: Written, standing: Written) -> Written:
        return marks.among_notes(written, standing, self._by_id)

    @override
    def read(self, written: Written) -> Scored:
        # The head decides, since the weights may have changed since.
        scored = self.parse(written)
        if scored.band not in self.labels:
            raise InvalidAnswer(_LIKE)
        return scored

    @property
    @override
    def labels(self) -> Mapping[str, str]:
        return {band.id: band.label for band in self.bands}

    @property
    @override
    def columns(self) -> tuple[str, ...]:
        return ("", "_band", *(f"_{name}" for name in self._by_id))

    @override
    def cells(self, value: Scored) -> tuple[Cell, ...]:
        return value.points, value.band, *map(value.marks.get, self._by_id)

    @override
    def native(self, raw: object, context: Context) -> Scored:
        if not isinstance(raw, dict) or not raw:
            example = f"{{ {self.items[0].id} = {self.max} }}"
            raise InvalidAnswer(f"Write a mark for each item, such as {example}.")
        for name, mark in raw.items():
            if name not in self._by_id:
                raise InvalidAnswer(f"`{name}` is not one of its items{did_you_mean(name, self._by_id)}.")
            if isinstance(mark, bool) or not isinstance(mark, int) or not 0 <= mark <= self.max:
                raise InvalidAnswer(f"The mark of `{name}` should be a whole number from 0 to {self.max}.")
        return self.scored({name: raw[name] for name in self._by_id if name in raw})

    @override
    def shown(self, value: Scored, context: Context) -> str:
        band = self.labels[value.band] or value.band
        return _("{points} of 100: {band}", points=value.points, band=band)

    @override
    def in_lines(self, value: Scored, context: Context) -> list[str]:
        return [*self._marked(value.marks, context), self.shown(value, context)]

    @override
    def half_in_lines(self, half: str, context: Context) -> list[str]:
        return self._marked(marks.typed_in(half), context)

    def _marked(self, given: Mapping[str, int | str], context: Context) -> list[str]:
        names = {item.id: context.filled(item.prompt) or item.id for item in self.items}
        return marks.told(names, given, self.max)

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        if wanted in self.labels:
            return ""
        return f"`{wanted}` is not one of its bands{did_you_mean(str(wanted), self.labels)}"

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
        return dict.fromkeys(self._by_id, self.max)

    @override
    def legend(self) -> list[tuple[str, str]]:
        return [(item.id, f"{item.prompt} (0 to {self.max})") for item in self.items]

    @override
    def problems(self) -> Iterator[Problem]:
        listed: dict[str, Sequence[Item | Band]] = {"items": self.items, "bands": self.bands}
        for key, parts in listed.items():
            for number, name in twice([one.id for one in parts]):
                yield Problem((key, number, "id"), f"`{name}` appears twice; each needs its own id")
        starts = [band.from_ for band in self.bands]
        if 0 not in starts:
            yield Problem(("bands",), "no band begins `from = 0`, so few points would have none")
        for number, start in twice(starts):
            yield Problem(("bands", number, "from"), f"two bands begin `from = {start}`")

    @override
    def remarks(self, value: Scored) -> list[str]:
        marked = [item for item in self.items if item.id in value.marks]
        if not marked:
            return []
        lines = []
        for words, end in (
            (N_("Strongest: {item} ({mark} of {most})"), max),
            (N_("Weakest: {item} ({mark} of {most})"), min),
        ):
            mark = end(value.marks[item.id] for item in marked)
            ends = [item for item in marked if value.marks[item.id] == mark]
            # Of equal marks none is the strongest, and one alone is compared with nothing.
            if len(ends) == 1 < len(marked):
                lines.append(_(words, item=ends[0].prompt, mark=mark, most=self.max))
        return [*lines, _("The points help you judge. They don't decide for you.")]

    @override
    def ask(self, face: Face, context: Context, start: Scored | None, half: str | None) -> Scored | None:
        halves = marks.typed_in(half or "")
        words = {name: str(mark) for name, mark in start.marks.items()} | halves if start else {**halves}
        kept, form, number = marks.half_of(words), self.form(context), 0
        while number < len(self.items):
            item = self.items[number]
            try:
                line = self._line(form, number, words.get(item.id, ""), suggested=item.id not in halves)
                marks.put(words, item.id, face.line(line))
                halves.pop(item.id, None)
            except (Back, Left) as gone:
                if gone.half is not None:
                    marks.put(words, item.id, gone.half)
                    halves[item.id] = gone.half
                if isinstance(gone, Back) and number > 0:
                    number -= 1
                    continue
                gone.half = None if marks.half_of(words) == kept else marks.half_of(words)
                raise
            if start is None:
                kept = marks.half_of(words)
                face.keep(kept)
            number += 1
        # Every mark was looked at as somebody went past it.
        given = {name: int(words[name]) for name in self._by_id if name in words}
        return self.scored(given) if given else None

    def _line(self, form: dict[str, Any], number: int, start: str, *, suggested: bool) -> Line:
        item, total = self.items[number], len(self.items)
        where = _("{prompt} {number} of {total}.", prompt=form["prompt"], number=number + 1, total=total)

        def refuse(text: str) -> str:
            is_mark = re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII) and int(text) <= self.max
            return "" if is_mark else _("Type a whole number from {low} to {high}.", low=0, high=self.max)

        return Line(
            prompt=item.prompt,
            help=f"{where}\n{form['help']}".strip() if number == 0 else where,
            hint=_("{low} to {high}", low=0, high=self.max),
            start=start,
            suggested=suggested,
            refuse=refuse,
        )
