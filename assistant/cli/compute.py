"""`ziping compute` and `ziping trace`: every figure, and how one of them was computed."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli.terminal import own_paint, print_json
from assistant.domain.figure import Entry, Fact, Figure
from assistant.domain.printable import one_line
from assistant.errors import InputError
from assistant.workflow import tracing
from assistant.workflow.opening import open_case
from assistant.workflow.tracing import UnknownFigure


def compute(path: Path, format: str) -> int:
    """Print every figure and supplied number."""
    case = open_case(path)
    ledger = case.ledger
    if format == "json":
        figures = [_figure_json(entry) for entry in ledger.entries.values()]
        head = {"unit": ledger.unit_name, "year": ledger.year, "standard": ledger.standard.id}
        print_json(head | {"figures": figures}, 1)
    elif sys.stdout.isatty():
        _table(list(ledger.entries.values()))
    else:
        for entry in ledger.entries.values():
            print(f"{entry.id}\t{entry.label}\t{entry.shown}\t{entry.unit}\t{_formula(entry)}")
    return 0


def _formula(entry: Entry) -> str:
    return entry.formula if isinstance(entry, Figure) else "填报数"


def _figure_json(entry: Entry) -> dict[str, object]:
    data: dict[str, object] = {
        "id": entry.id,
        "label": entry.label,
        "value": entry.shown,
        "exact": str(entry.quantity.exact) if entry.quantity else entry.words,
        "unit": entry.unit,
        "formula": _formula(entry),
        "inputs": list(entry.inputs) if isinstance(entry, Figure) else [],
    }
    return data | {"source": entry.source.as_json()} if isinstance(entry, Fact) else data


def _table(entries: list[Entry]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("编号", "名称", "数值", "单位", "公式")
    table.columns[2].justify = "right"
    for entry in entries:
        table.add_row(
            *(
                escape(one_line(text))
                for text in (entry.id, entry.label, entry.shown, entry.unit, _formula(entry))
            )
        )
    with own_paint():
        Console().print(table)


def trace(path: Path, figure: str, format: str) -> int:
    """Explain one figure down to the lines it comes from."""
    try:
        found = tracing.trace(open_case(path), figure)
    except UnknownFigure as error:
        raise InputError(f"{error}；全部编号见 ziping compute {path}") from None
    if format == "json":
        print_json(found.as_json(), 1)
    else:
        print("\n".join(found.lines()))
    return 0
