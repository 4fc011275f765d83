"""Explaining one figure, down to the lines that it comes from."""

from __future__ import annotations

from difflib import get_close_matches

from assistant.calculator.trace import Trace
from assistant.calculator.trace import trace as trace_entry
from assistant.errors import InputError
from assistant.workflow.opening import Case


class UnknownFigure(InputError):
    """The ledger has no figure of this id."""


def trace(case: Case, figure: str) -> Trace:
    """How a figure was computed; raises UnknownFigure, naming those with an id like it."""
    ledger = case.ledger
    if ledger.written(figure) is None:
        near = get_close_matches(figure, ledger.entries.keys(), 3, 0.5)
        hint = f"，是否想查 {'、'.join(near)}" if near else ""
        raise UnknownFigure(f"没有测算值“{figure}”{hint}")
    return trace_entry(ledger, figure)
