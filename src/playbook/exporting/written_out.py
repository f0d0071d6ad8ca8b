"""The table as JSON, as JSON Lines and as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring

from playbook.exporting.kinds import Value
from playbook.exporting.table import Table

_encoded = json.JSONEncoder(ensure_ascii=False).encode


def json_cell(value: Value) -> str:
    """Write a value as JSON."""
    # What the encoder itself comes to for a string and for a whole number, in a fraction of the time.
    if type(value) is int:
        return str(value)
    return (
        encode_basestring(value) if isinstance(value, str) else "null" if value is None else _encoded(value)
    )


def csv_cell(value: Value) -> str:
    """Write a value for CSV, quoted as RFC 4180 has it where it has to be; nothing is an empty field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else ", ".join(value) if isinstance(value, list) else str(value)
    if '"' in text or "," in text or "\n" in text or "\r" in text or text.strip(" ") != text or not text:
        return '"' + text.replace('"', '""') + '"'
    return text


def as_json_lines(table: Table) -> Iterator[str]:
    """Give an object a line."""
    form = ", ".join(f"{json.dumps(name).replace('%', '%%')}: %s" for name in table.columns)
    for row in table.rows():
        yield "{" + form % tuple(row) + "}"


def as_json(table: Table) -> Iterator[str]:
    """Give the lines of one array, an object a line."""
    yield "["
    before = ""
    for line in as_json_lines(table):
        if before:
            yield before + ","
        before = line
    if before:
        yield before
    yield "]"


def as_csv(table: Table) -> Iterator[str]:
    """Give the records with their header, without what ends them."""
    yield ",".join(table.columns)
    for row in table.rows():
        yield ",".join(row)


FORMATS: Mapping[str, tuple[Callable[[Value], str], Callable[[Table], Iterator[str]]]] = {
    "json": (json_cell, as_json),
    "jsonl": (json_cell, as_json_lines),
    "csv": (csv_cell, as_csv),
}
"""How a value and how a table is written, by the name of the format."""
