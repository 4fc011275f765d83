"""Run by the system's Python, which has LibreOffice's `uno`: PIPE SOURCE TARGET SHEET!CELL=VALUE…"""

from __future__ import annotations

import sys
from pathlib import Path

from uno_office import connect


def main(pipe: str, source: str, target: str, *changes: str) -> None:
    """Open, type the values as a person would, recalculate, save under another name, end the office."""
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, (hidden,))
    for change in changes:
        place, _, value = change.partition("=")
        sheet, _, name = place.partition("!")
        cell = document.Sheets.getByName(sheet).getCellRangeByName(name)
        try:
            cell.setValue(float(value))
        except ValueError:
            cell.setString(value)
    document.calculateAll()
    as_xlsx = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
    document.storeToURL(Path(target).resolve().as_uri(), (as_xlsx,))
    document.close(True)
    desktop.terminate()


main(*sys.argv[1:])
