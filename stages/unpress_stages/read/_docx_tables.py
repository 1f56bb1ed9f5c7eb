"""Tables as they stand in a Word file: rows, cells, how these span, what a table is used for."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from unpress.ast import Cell
from unpress.draft import DraftCell
from unpress.enumerator import at_start
from unpress.record import replace
from unpress_stages._word_package import MC, M, W
from unpress_stages._word_values import child_val, chosen, is_properties, number, switch, val
from unpress_stages._xml import Element
from unpress_stages.read._docx_styles import Styles, draws

COLUMNS: Final = 63
"""The columns that Word gives a table at most."""
LINE: Final = 200
"""Twentieths of a point: a row that is lower holds no line of print."""
_WRITTEN: Final = (W + "t", W + "delText", M + "t")
TEXT: Final = (*_WRITTEN, W + "sym", W + "footnoteReference", W + "endnoteReference")
"""Elements that are text."""
STOPS: Final = (".", ";", ":", "。", "；", "：", "؛", "!", "?")
"""What sentences end with."""
_ENDS: Final = (*STOPS, ",", "，", "،", "、")
_PROSE: Final = 100
"""Characters of a cell that is a column of running text, at least."""

AnyCell = TypeVar("AnyCell", DraftCell, Cell)


class CellGrid(Generic[AnyCell]):
    """The rows of a table in the making. A cell that goes on below or behind itself grows there."""

    def __init__(self) -> None:
        self.rows: list[list[AnyCell]] = []
        self._column = 0
        self._above: dict[int, tuple[int, int]] = {}  # column: row and place of the cell that may go on here
        self._below: dict[int, tuple[int, int]] = {}  # of one that may go on in the next row

    def begin_row(self) -> None:
        self.rows.append([])
        self._column = 0
        self._above, self._below = self._below, {}

    def add(self, cell: AnyCell, properties: Element | None) -> bool:
        """Add the next cell of the row; false where it only takes the place of one that goes on, and is none."""
        column, self._column = self._column, self._column + cell.columns
        row = self.rows[-1]
        merge = None if properties is None else properties.find(W + "vMerge")
        if merge is not None and val(merge) != "restart" and column in self._above:
            at, place = self._below[column] = self._above[column]
            owner = self.rows[at][place]
            self.rows[at][place] = replace(owner, rows=owner.rows + 1)
            return False
        if row and _goes_on(properties):
            row[-1] = replace(row[-1], columns=row[-1].columns + cell.columns)
            return False
        if merge is not None:
            self._below[column] = len(self.rows) - 1, len(row)
        row.append(cell)
        return True


def widths_of(table: Element) -> tuple[float, ...]:
    """The widths of the columns of a table in points; a twentieth of one is the unit in the file."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    return tuple(number(val(column, "w"), 0) / 20 for column in columns[:COLUMNS])


def _goes_on(properties: Element | None) -> bool:
    """Whether a cell only takes the place of the one before it, as older programs set cells over several columns."""
    merge = None if properties is None else properties.find(W + "hMerge")
    return merge is not None and val(merge) != "restart"


def rows_of(table: Element) -> list[Element]:
    """The rows of a table, also those in content controls."""
    return _parts(table, W + "tr")


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, likewise."""
    return _parts(row, W + "tc")


def _parts(around: Element, tag: str) -> list[Element]:
    found: list[Element] = []
    for child in around:
        if child.tag == tag:
            found.append(child)
        elif child.tag == MC + "AlternateContent":
            found.extend(_parts(chosen(child), tag))
        elif not is_properties(child):
            found.extend(_parts(child, tag))
    return found


def text_outside(element: Element) -> list[Element]:
    """What holds text in a table and stands in none of its cells."""
    found: list[Element] = []
    for child in element:
        if child.tag == W + "tc" or is_properties(child):
            continue
        if child.tag == MC + "AlternateContent":
            found.extend(text_outside(chosen(child)))
        elif next(child.iter(W + "tc"), None) is not None:
            found.extend(text_outside(child))
        elif next(child.iter(*TEXT), None) is not None:
            found.append(child)
    return found


def is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def is_space(row: Element) -> bool:
    """Whether a row without text is too low for any: templates set such rows as space below the head of a table."""
    height = row.find(f"{W}trPr/{W}trHeight")
    exact = val(height, "hRule") == "exact" and number(val(height), LINE) < LINE
    return exact and not any(
        found.tag not in _WRITTEN or (found.text or "").strip() for found in row.iter(*TEXT)
    )


def _texts(table: Element) -> list[list[str]]:
    """The text of each cell that has some, row by row, nothing read yet."""
    rows = (
        ["".join(t.text or "" for t in cell.iter(W + "t")).strip() for cell in cells_of(row)]
        for row in rows_of(table)
    )
    return [[text for text in row if text] for row in rows if any(row)]


def _is_list(table: Element) -> bool:
    """Whether each row is a number and what it numbers."""
    rows = _texts(table)
    return bool(rows) and all(len(row) == 2 and is_number(row[0]) and row[1].endswith(_ENDS) for row in rows)


def _is_columns(table: Element) -> bool:
    """Whether a table is one row of running text, column by column."""
    rows = _texts(table)
    return len(rows) == 1 and len(rows[0]) > 1 and all(len(t) > _PROSE and t.endswith(STOPS) for t in rows[0])


def _holds_tables(table: Element) -> bool:
    """Whether cells of a table hold tables of more than one cell."""
    inner = (
        found for row in rows_of(table) for cell in cells_of(row) for found in cell.iterchildren(W + "tbl")
    )
    return any(len(cells_of(row)) > 1 for found in inner for row in rows_of(found))


def is_number(text: str) -> bool:
    found = at_start(f"{text.strip()} A")
    return found is not None and found[0] == text.strip()


def sets_beside(table: Element) -> bool:
    """Whether a table without lines only sets texts beside each other."""
    return _is_list(table) or _is_columns(table) or _holds_tables(table)


def is_ruled(table: Element, styles: Styles) -> bool:
    """Whether lines are drawn around cells of a table, or it has a head."""
    properties = table.find(W + "tblPr")
    head = any(switch(row.find(W + "trPr"), "tblHeader") for row in rows_of(table))
    cells = (cell.find(W + "tcPr") for row in rows_of(table) for cell in cells_of(row))
    own = any(draws(each) for each in (properties, *cells) if each is not None)
    return head or own or styles.draws(child_val(properties, "tblStyle"))
