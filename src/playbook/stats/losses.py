"""Which walks are about a client who left."""

from __future__ import annotations

from collections.abc import Collection

from playbook.stats.answers import EntryAnswers

PLAYBOOK = "lost"
STAYING = ("door_now", "outcome", "last_day")
QUESTIONS = ("reason", "certainty", "call_outcome", "second_outcome", *STAYING)
"""The questions that tell."""

HEARD = ("talked", "wrote")
"""How a call went where the client said why."""


def is_loss(answers: EntryAnswers, others: Collection[str]) -> bool:
    """Tell whether a client left: they said so, or the call was made; and they did not stay after all.

    A reason alone makes no loss: another playbook may well ask for the reason of something else.

    Args:
        answers: The answers of a walk, however far it is.
        others: Names of playbooks besides `lost` whose walks are about losses too, where they hold a reason.
    """
    if answers.playbook == PLAYBOOK:
        is_known = (
            answers.slug("certainty") in ("told_final", "told_open")
            or answers.slug("call_outcome") in (*HEARD, "declined")
            # Two tries without an answer are one as well; that they stay after all is none.
            or answers.slug("second_outcome") not in ("", "false_alarm", "not_asked")
        )
    else:
        is_known = answers.playbook in others and answers.slug("reason") != ""
    return is_known and not stayed(answers)


def stayed(answers: EntryAnswers) -> bool:
    """Tell whether a client stays after all, or came back before the work had ended."""
    if answers.slug("door_now") == "stays":
        return True
    ends, saved = answers.day("last_day"), answers.saved
    # They had come back when the walk was saved last.
    return answers.slug("outcome") == "returned" and bool(ends and saved and saved < ends)
