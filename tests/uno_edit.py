"""Run by the system's Python, which has LibreOffice's `uno`: PIPE SOURCE TARGET SHEET!CELL=VALUE…"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main(pipe: str, source: str, target: str, *changes: str) -> None:
    """Open, type the values as a person would, recalculate, save under another name, end the office."""
    import uno  # type: ignore[import-not-found]
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
    from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.2)
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
