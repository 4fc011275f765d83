"""Run by the system's Python, which has LibreOffice's `uno`: PIPE, then steps of a person's work on a document.

open=FILE  track=1 (revisions)  replace=OLD→NEW  copy=WORDS  move=WORDS (the paragraph, to the end of the body)
row=WORDS (the row of a table is deleted)  save=FILE (.docx or .doc, by its name; the document is closed)
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from uno_office import connect

FILTERS = {".docx": "MS Word 2007 XML", ".doc": "MS Word 97"}


def main(pipe: str, *steps: str) -> None:
    """Do the steps in a running office as a person would, then end it."""
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", context
    )
    document: Any = None
    for step in steps:
        verb, _, what = step.partition("=")
        if verb == "open":
            hidden = PropertyValue(Name="Hidden", Value=True)
            document = desktop.loadComponentFromURL(Path(what).resolve().as_uri(), "_blank", 0, (hidden,))
        elif verb == "save":
            kind = PropertyValue(Name="FilterName", Value=FILTERS[Path(what).suffix])
            document.storeToURL(Path(what).resolve().as_uri(), (kind,))
            document.close(True)
        elif verb == "track":
            document.RecordChanges = True
        else:
            edit(document, dispatcher, verb, what)
    desktop.terminate()


def edit(document: Any, dispatcher: Any, verb: str, what: str) -> None:
    """One change at the first place of some words, with the cursor that a person sees."""
    old, _, new = what.partition("→")
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = old, True
    found = document.findFirst(search)
    while verb == "row" and found is not None and found.TextTable is None:
        found = document.findNext(found.End, search)
    if found is None:
        raise SystemExit(f"not found: {old}")
    controller = document.CurrentController
    cursor = controller.ViewCursor
    cursor.gotoRange(found, False)

    def do(command: str) -> None:
        dispatcher.executeDispatch(controller.Frame, f".uno:{command}", "", 0, ())

    if verb == "replace":
        do("Delete")
        cursor.Text.insertString(cursor, new, False)
    elif verb == "row":
        do("DeleteRows")
    else:
        for command in ("GotoStartOfPara", "EndOfParaSel", "Copy" if verb == "copy" else "Cut"):
            do(command)
        cursor.gotoRange(document.Text.End, False)
        do("InsertPara")
        do("Paste")


main(*sys.argv[1:])
