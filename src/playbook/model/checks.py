"""What must be true across the questions of a playbook, found whole before the first question.

Every question may name only what was asked before it; every value that a condition or a default names
has to be one that the question it is about can have.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from playbook.invalid import InvalidAnswer
from playbook.model.conditions import Between, IsAnswered, Test, When, tables
from playbook.model.context import NAMES, Context
from playbook.model.doubles import doubled_follow_ups, doubled_ids
from playbook.model.playbook import Playbook, Step, Wait
from playbook.model.problem import Path, Problem
from playbook.model.spelling import did_you_mean, nearest
from playbook.model.texts import Slot, problems, slots
from playbook.model.types import From, Question
from playbook.model.types.date import A_DAY_OR_QUESTION, why_no_name
from playbook.model.types.figures import FiguresQuestion
from playbook.model.types.listed import Listed
from playbook.model.types.question import Text

# Words for days count from some day; which one makes no difference to whether they can be read.
_SOME_DAY = Context(today=date(2026, 1, 1), currency="EUR")

_MOST_GUESSES = 100
"""Unknown names for which the nearest known one is looked up: more than anybody mends at once."""

_OF_ANY = Question.key_names()
"""The keys that a question of any type has."""


class _Asked(NamedTuple):
    """A question that was asked earlier, and whether it always has an answer."""

    question: Question
    always: bool


def check(playbook: Playbook, unread: Iterable[str] = ()) -> Iterator[Problem]:
    """Find everything that cannot be right in a playbook whose parts are each well formed.

    Args:
        playbook: The playbook.
        unread: Ids of questions that are in the file but could not be read; naming them is no slip.
    """
    yield from doubled_ids(playbook)
    yield from doubled_follow_ups(playbook)
    checker = _Checker(playbook, frozenset(unread))
    for number, step in enumerate(playbook.steps):
        yield from checker.step(("step", number), step)


class _Checker:
    """Goes through a playbook in the order of asking, knowing what was asked so far."""

    def __init__(self, playbook: Playbook, unread: frozenset[str]) -> None:
        self.playbook = playbook
        self.unread = unread
        self.every = playbook.by_id
        self.told = {question.id for step in playbook.steps for question in step.question}
        self.ids = playbook.with_borrowed_choices().by_id.keys()
        self.asked: dict[str, _Asked] = {}
        self.guesses = 0

    def step(self, path: Path, step: Step) -> Iterator[Problem]:
        yield from self.when((*path, "when"), step.when)
        if step.wait:
            yield from self.wait((*path, "wait"), step.wait)
        yield from self.text(path, Text(("guide",), step.guide))
        yield from self.text(path, Text(("skipped",), step.skipped or ""))
        if step.skipped and step.when is None:
            yield Problem((*path, "skipped"), "this is never said, since the step has no `when`; take it out")
        for number, question in enumerate(step.question):
            where: Path = (*path, "question", number)
            if getattr(question, "choices_of", None) in self.unread:
                # What it can be answered with is not known either; the slip is said where the choices are.
                self.unread |= {question.id}
            yield from self.question(where, question)
            if question.id not in self.unread:
                is_asked = question.required and not question.sources
                always = is_asked and question.when is None and step.when is None
                full = question.borrowing(self.every)
                self.asked.setdefault(question.id, _Asked(full, always))
                if isinstance(full, Listed):
                    yield from self.words(where, full, is_own=question is full)

    def words(self, path: Path, question: Listed, *, is_own: bool) -> Iterator[Problem]:
        """Look at the words that choices ask for, each of which is an answer of its own."""
        for slug, asked in question.asks.items():
            where: Path = (*path, "choices", slug, "ask") if is_own else (*path, "choices_of")
            yield from self.text(where, Text((), asked.prompt))
            if asked.id in self.told or asked.id in self.asked:
                message = f"its words would be the answer `{asked.id}`, but a question has that id already"
                yield Problem(where, f"{message}; give one of the two another name")
            self.asked.setdefault(asked.id, _Asked(asked, always=False))

    def question(self, path: Path, question: Question) -> Iterator[Problem]:
        yield from (slip._replace(path=(*path, *slip.path)) for slip in question.problems())
        yield from self.when((*path, "when"), question.when)
        yield from self.lender(path, question)
        full = question.borrowing(self.every)
        for slug, choice in (getattr(full, "choices", None) or {}).items():
            own = getattr(question, "choices", None) is not None
            where: Path = (*path, "choices", slug) if own else (*path, "choices_of")
            yield from self.when((*where, "when") if own else where, choice.when)
        for words in question.texts():
            yield from self.text(path, words)
        yield from self.default((*path, "default"), full)
        for days, name in question.named_days():
            if name in self.ids or self.is_unread(name) or nearest(name, self.ids):
                yield from self.earlier_of("date", (*path, *days), name, A_DAY_OR_QUESTION)
            else:
                yield Problem((*path, *days), why_no_name(name, may_be_question=False))
        if isinstance(question, FiguresQuestion):
            yield from self.compared((*path, "same"), question)
        for key, name in question.sources.items():
            yield from self.earlier_of("money", (*path, key), name, "an earlier one")

    def compared(self, path: Path, question: FiguresQuestion) -> Iterator[Problem]:
        """Find a question whose answers cannot be compared with this walk's."""
        name = question.same
        if name:
            yield from self.earlier(path, name)
            if name in self.asked:
                yield from self.test(path, self.asked[name].question, IsAnswered(True))

    def lender(self, path: Path, question: Question) -> Iterator[Problem]:
        name = getattr(question, "choices_of", None)
        if not name or self.is_unread(name):
            return
        if getattr(self.every.get(name), "choices", None) is None:
            lists = [q.id for q in self.every.values() if getattr(q, "choices", None)]
            message = f"`{name}` is not a question with `choices` of its own{did_you_mean(name, lists)}"
            yield Problem((*path, "choices_of"), message)

    def earlier(self, path: Path, name: str) -> Iterator[Problem]:
        """Find a name that is not one of the questions asked so far."""
        if name in self.asked or self.is_unread(name):
            return
        if name in self.ids:
            yield Problem(
                path, f"`{name}` is not asked before this; only an earlier question can be named here"
            )
        else:
            yield Problem(path, f"there is no question `{name}`{self.guess(name)}")

    def is_unread(self, name: str) -> bool:
        """Tell whether a name is that of a question that could not be read, or of words that it asks for."""
        return any(one in self.unread for one in accumulate(name.split("_"), "{}_{}".format))

    def guess(self, name: str, *more: str) -> str:
        """Say which of the questions asked so far, or of some other names, was probably meant."""
        self.guesses += 1
        return did_you_mean(name, [*self.asked, *more]) if self.guesses <= _MOST_GUESSES else ""

    def when(self, path: Path, when: When | None) -> Iterator[Problem]:
        for number, table in enumerate(tables(when)):
            where: Path = (*path, number) if isinstance(when, list) else path
            for name, test in table.items():
                yield from self.earlier((*where, name), name)
                if name in self.asked:
                    yield from self.test((*where, name), self.asked[name].question, test)

    def test(self, path: Path, question: Question, test: Test) -> Iterator[Problem]:
        if not question.kept:
            yield Problem(path, f"`{question.id}` is only for reading and has no answer to look at")
        elif isinstance(test, Between):
            if not question.measured:
                yield Problem(path, f"`min` and `max` are for numbers; `{question.id}` is not one")
        elif not isinstance(test, IsAnswered):
            for value in test.values:
                if why := question.cannot_match(value):
                    if isinstance(value, bool) and question.labels:
                        why = "to ask whether it has an answer, write { answered = true }"
                    message = f"`{question.id}` can never be {_as_toml(value)}: {_inside(why)}"
                    yield Problem(path, message)

    def wait(self, path: Path, wait: Wait) -> Iterator[Problem]:
        if (wait.until is None) == (wait.days is None):
            yield Problem(path, "a wait is { until = … } or { days = …, after = … }")
        elif wait.until is not None and wait.after:
            yield Problem((*path, "after"), "`after` goes with `days`, not with `until`")
        if wait.until:
            yield from self.earlier_of("date", (*path, "until"), wait.until, "an earlier date question")
        for at, name in enumerate(wait.after):
            yield from self.earlier_of("date", (*path, "after", at), name, "an earlier date question")

    def earlier_of(self, kind: str, path: Path, name: str, wanted: str) -> Iterator[Problem]:
        """Find a name that should be that of an earlier question of one type and is not."""
        if name in self.asked and self.asked[name].question.type != kind:
            yield Problem(path, f"`{name}` is not a {kind} question; this should be {wanted}")
        else:
            yield from self.earlier(path, name)

    def text(self, path: Path, text: Text) -> Iterator[Problem]:
        where = (*path, *text.path)
        yield from (problem._replace(path=where) for problem in problems(text.words))
        for slot in slots(text.words):
            yield from (slip._replace(span=slot.span) for slip in self.slot(where, slot))

    def slot(self, path: Path, slot: Slot) -> Iterator[Problem]:
        name, shown = slot.name, f"{{{slot.name}}}"
        if name == "client" and self.playbook.subject == "none":
            yield Problem(path, '`{client}` is not known in a walk about no client (`subject = "none"`)')
        elif name in NAMES or self.is_unread(name):
            return
        elif name not in self.asked:
            if name in self.ids:
                yield Problem(path, f"`{shown}` is not answered before this; name an earlier question")
            else:
                yield Problem(path, f"there is no question `{name}`{self.guess(name, *NAMES)}")
        elif not self.asked[name].question.fills:
            kind = self.asked[name].question.type
            yield Problem(path, f"`{shown}` cannot be filled in: the answer of a {kind} is not a few words")
        elif slot.words is None and not self.asked[name].always:
            message = f"`{name}` may have no answer; say what stands in then: {{{name}|words}}"
            yield Problem(path, message)

    def default(self, path: Path, question: Question) -> Iterator[Problem]:
        raw = getattr(question, "default", None)
        if raw is None or (hasattr(question, "choices_of") and not getattr(question, "choices", None)):
            return
        if not isinstance(raw, From):
            yield from self.value(path, question, raw)
            return
        yield from self.earlier((*path, "from"), raw.from_)
        if raw.from_ in self.asked:
            yield from self.borrowed(path, question, self.asked[raw.from_].question, raw.map)

    def borrowed(
        self, path: Path, question: Question, source: Question, mapped: Mapping[str, Any] | None
    ) -> Iterator[Problem]:
        if mapped is None:
            if type(source) is not type(question):
                message = f"`{source.id}` is answered in another way; add a `map` from its answers to these"
                yield Problem((*path, "from"), message)
            return
        if not source.maps:
            message = f"`{source.id}` can have several answers at once, which a map cannot tell apart"
            yield Problem((*path, "from"), message)
            return
        for key, value in mapped.items():
            why = source.cannot_match(_typed_key(source, key))
            if why and key in _OF_ANY:
                message = f"`{key}` is a key of the question, not an answer of `{source.id}`: write it above"
                yield Problem((*path, "map", key), f"{message} [step.question.default]")
                continue
            if why:
                message = f"`{source.id}` can never be `{key}`: {_inside(why)}"
                yield Problem((*path, "map", key), message)
            yield from self.value((*path, "map", key), question, value)

    def value(self, path: Path, question: Question, raw: object) -> Iterator[Problem]:
        """Find a default that is no answer to its question."""
        try:
            question.native(raw, _SOME_DAY)
        except InvalidAnswer as unreadable:
            yield Problem(path, f"this cannot be its answer: {_inside(str(unreadable))}")


def _typed_key(question: Question, key: str) -> Any:  # noqa: ANN401 - a key is of the type of the answers
    """Return a map's key, always a string in TOML, as the value that a condition would name."""
    for number in (int, float):
        try:
            return number(key) if question.measured and question.cannot_match(key) else key
        except ValueError:
            continue
    return key


def _inside(sentence: str) -> str:
    """Return a sentence as the end of another one."""
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"
