"""The table as JSON, as JSON Lines and as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring

from playbook.query.columns import Form
from playbook.query.kinds import Value
from playbook.query.table import Table

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
    return _text_for_csv(
        value if isinstance(value, str) else ", ".join(value) if isinstance(value, list) else str(value)
    )


def _text_for_csv(text: str) -> str:
    if '"' in text or "," in text or "\n" in text or "\r" in text or text.strip(" ") != text or not text:
        return '"' + text.replace('"', '""') + '"'
    return text


def as_json_lines(table: Table) -> Iterator[bytes]:
    """Give an object a line."""
    for row in table.rows():
        yield b"{%b}" % row


def as_json(table: Table) -> Iterator[bytes]:
    """Give the lines of one array, an object a line."""
    yield b"["
    before = b""
    for line in as_json_lines(table):
        if before:
            yield before + b","
        before = line
    if before:
        yield before
    yield b"]"


def as_csv(table: Table) -> Iterator[bytes]:
    """Give the records with their header, without what ends them."""
    yield ",".join(table.columns).encode()
    yield from table.rows()


_OBJECT = Form(lambda name: json.dumps(name) + ": ", json_cell, encode_basestring, b", ")
_RECORD = Form(lambda _: "", csv_cell, _text_for_csv, b",")

FORMATS: Mapping[str, tuple[Form, Callable[[Table], Iterator[bytes]]]] = {
    "json": (_OBJECT, as_json),
    "jsonl": (_OBJECT, as_json_lines),
    "csv": (_RECORD, as_csv),
}
"""How a row and how a table is written, by the name of the format: in UTF-8, without what ends the lines."""
