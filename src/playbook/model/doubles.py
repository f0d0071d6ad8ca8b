"""What may stand only once in a playbook: an id, and the words of a follow-up by which its box is found."""

from collections.abc import Iterator

from playbook.model.context import NAMES
from playbook.model.playbook import Playbook
from playbook.model.problem import Problem
from playbook.model.types import DateQuestion
from playbook.model.types.listed import Listed
from playbook.written import on_one_line


def doubled_ids(playbook: Playbook) -> Iterator[Problem]:
    """Find ids that are there twice, or mean something else."""
    steps: set[str] = set()
    questions: set[str] = set()
    for i, step in enumerate(playbook.steps):
        if step.id in steps:
            yield Problem(("step", i, "id"), f"the id `{step.id}` appears twice; each step needs its own")
        steps.add(step.id)
    for path, question in playbook.in_file():
        if question.id in questions:
            message = f"the id `{question.id}` appears twice; each question needs its own"
            yield Problem((*path, "id"), message)
        if question.id in NAMES:
            message = f"`{{{question.id}}}` already means something else; choose another id"
            yield Problem((*path, "id"), message)
        questions.add(question.id)


def doubled_follow_ups(playbook: Playbook) -> Iterator[Problem]:
    """Find follow-ups of choices that have the words of another one: their boxes are found by their words."""
    words = {on_one_line(q.follow_up) for _, q in playbook.questions() if isinstance(q, DateQuestion)}
    for path, question in playbook.in_file():
        for slug, choice in question.listed.items() if isinstance(question, Listed) else ():
            if choice.follow_up and on_one_line(choice.follow_up) in words:
                message = "another follow-up has these words, by which its box is found; change one"
                yield Problem((*path, "choices", slug, "follow_up"), message)
            words.add(on_one_line(choice.follow_up or ""))
