"""What stands beneath an answer, without its indentation."""

from __future__ import annotations


def body_of(beneath: str) -> str:
    """Give the body of an answer: the lines that `answers_of` has beneath its own, without indentation."""
    if " \n" not in beneath and "\t\n" not in beneath:
        # Its blank lines are empty, and the others begin with two spaces.
        return beneath.removeprefix("  ").replace("\n  ", "\n")
    return "\n".join([line[2:] if line.strip(" \t") else "" for line in beneath.split("\n")])
