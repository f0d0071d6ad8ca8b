"""Lines wrapped by the columns that their characters take."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells


def wrapped(text: str, columns: int, *, indent: int = 0) -> str:
    """Wrap a text; lines after the first begin with blanks.

    The standard library counts characters, and wide ones take two columns.

    Args:
        text: One or more paragraphs.
        columns: How many columns a line may take, without the indent.
        indent: How many blanks the following lines begin with.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            for part in chop_cells(word, max(1, columns)) or [""]:
                if line and cell_len(f"{line} {part}") > columns:
                    lines.append(line)
                    line = part
                else:
                    line = f"{line} {part}" if line else part
        lines.append(line)
    return f"\n{' ' * indent}".join(lines)
