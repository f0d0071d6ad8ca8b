"""Days: parsed as people type them, and written in full as a language writes them."""

from playbook.dates.days import (
    in_full,
    month_in_full,
    months_later,
    next_working_day,
    parse_day,
    parse_span,
)

__all__ = [
    "in_full",
    "month_in_full",
    "months_later",
    "next_working_day",
    "parse_day",
    "parse_span",
]
