"""The worked line of a figure: its way with the numbers in it (2657.91万元 ÷ 2932.09万元 × 100%).

A line is only given where working it out yields the figure again, so that what a reader recomputes with a
pocket calculator is what the program computed.
"""

from __future__ import annotations

from decimal import Decimal

from assistant.calculator.expression import value_of
from assistant.domain.figure import Entry, Figure, Work
from assistant.domain.formula import Sum, Way
from assistant.domain.quantity import EXACT, Quantity, half_up, plain
from assistant.domain.unit import convert

_MOST = 12  # terms of a sum that are written out


def worked(figure: Figure, inputs: tuple[Entry, ...]) -> Work:
    """The work, with the printed inputs where these yield the figure, else with the unrounded ones; nothing where the
    formula is no arithmetic (a count, the highest of several, a grade)."""
    quantities = [entry.quantity for entry in inputs if entry.quantity is not None]
    if figure.way is None or figure.quantity is None or len(quantities) < len(inputs):
        return Work()
    if isinstance(figure.way, Sum) and figure.way.absolute:
        quantities = [quantity.absolute() for quantity in quantities]
    for exact in (False, True):
        values = [_in_first_unit(quantity, quantities[0], exact) for quantity in quantities]
        found = _value(figure.way, values)
        if found is not None and half_up(found, figure.quantity.digits) == figure.quantity.shown:
            return _work(figure.way, quantities, exact)
    return Work()


def _value(way: Way | Sum, values: list[Decimal]) -> Decimal | None:
    if isinstance(way, Way):
        return value_of(way.expression, values)
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total if len(values) > 1 else None


def _work(way: Way | Sum, inputs: list[Quantity], exact: bool) -> Work:
    texts = [_text(quantity, exact) for quantity in inputs]
    alike = all(_is_alike(quantity.unit, inputs[0].unit) for quantity in inputs)
    if isinstance(way, Way):
        line, expression = way.line.format(*texts), way.expression
        return Work(line, expression if alike else "", exact, way.tells_result)
    more = [f"…（共{len(texts)}项）"] if len(texts) > _MOST else []
    places = (f"ABS({{{place}}})" if way.absolute else f"{{{place}}}" for place in range(len(texts)))
    return Work(" + ".join(texts[:_MOST] + more), "+".join(places) if alike else "", exact)


def _in_first_unit(quantity: Quantity, first: Quantity, exact: bool) -> Decimal:
    value = quantity.exact if exact else quantity.shown
    converted = convert(value, quantity.unit, first.unit)
    return value if converted is None else converted


def _is_alike(unit: str, first: str) -> bool:
    """Whether a unit needs no conversion: it is the first one, or of another kind (分 beside %)."""
    return unit == first or convert(Decimal(1), unit, first) is None


def _text(quantity: Quantity, exact: bool) -> str:
    if exact and quantity.exact != quantity.shown:
        return f"{plain(half_up(quantity.exact, 6))}…{quantity.unit}"
    text = f"{quantity.number_text}{quantity.unit}"
    return f"（{text}）" if quantity.shown < 0 else text
