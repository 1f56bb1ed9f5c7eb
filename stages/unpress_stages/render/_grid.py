"""The grid of a table: which cell covers which columns."""

from __future__ import annotations

from typing import Literal

from unpress.ast import Cell, Table
from unpress.record import record

EMPTY = Cell(())


@record
class Slot:
    """A place in a row of the grid. A cell over several rows has a slot in each of them: ``restart`` in the first,
    ``continue`` in the others."""

    cell: Cell
    columns: int
    merge: Literal["", "restart", "continue"] = ""


def grid(table: Table) -> list[list[Slot]]:
    """The rows of a table, each covering the same number of columns, whatever is missing or too much."""
    rows: list[list[Slot]] = []
    hanging: dict[int, tuple[int, int]] = {}  # column: rows still to cover, columns covered
    for row in table.rows:
        slots: list[Slot] = []
        column = 0
        following: dict[int, tuple[int, int]] = {}
        for cell in row.cells:
            column = _continue(slots, column, hanging, following)
            free = min((at for at in hanging), default=column + cell.columns) - column
            columns = max(min(cell.columns, free), 1)
            slots.append(Slot(cell, columns, "restart" if cell.rows > 1 else ""))
            if cell.rows > 1:
                following[column] = (cell.rows - 1, columns)
            column += columns
        while hanging:
            at = min(hanging)
            if at > column:
                slots.append(Slot(EMPTY, at - column))
            column = _continue(slots, at, hanging, following)
        hanging = following
        rows.append(slots)
    wide = max((sum(slot.columns for slot in slots) for slots in rows), default=0)
    for slots in rows:
        missing = wide - sum(slot.columns for slot in slots)
        if missing > 0:
            slots.append(Slot(EMPTY, missing))
    return rows if wide else []


def _continue(
    slots: list[Slot], column: int, hanging: dict[int, tuple[int, int]], following: dict[int, tuple[int, int]]
) -> int:
    """Go on with the cells from above that stand at a column; returns the first free column."""
    while column in hanging:
        rows, columns = hanging.pop(column)
        slots.append(Slot(EMPTY, columns, "continue"))
        if rows > 1:
            following[column] = (rows - 1, columns)
        column += columns
    return column
