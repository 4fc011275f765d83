"""The worked line of a figure: its formula with the numbers in it (2657.91万元 ÷ 2932.09万元 × 100%).

A line is only given where working it out yields the figure again, so that what a reader recomputes with a
pocket calculator is what the program computed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation

from assistant.domain.figure import Entry, Figure, Work
from assistant.domain.quantity import EXACT, HUNDRED, Quantity, half_up, plain
from assistant.domain.unit import convert

_MOST = 12  # terms of a sum that are written out

# By the shape of the formula: how the line reads, and what it gives. Amounts are in the unit of the first.
_SHAPES: tuple[tuple[str, str, Callable[..., Decimal], str], ...] = (
    ("（本年数 − 上年数）÷", "（{0} − {1}）÷ {1} × 100%", lambda a, b: (a - b) / b * HUNDRED, "({0}-{1})/{1}*100"),
    ("得分合计 ÷", "{0} ÷ {1} × 总分", lambda a, b: a / b * HUNDRED, "{0}/{1}*100"),
    (" ÷ ", "{0} ÷ {1} × 100%", lambda a, b: a / b * HUNDRED, "{0}/{1}*100"),
    ("− 100%", "{0} − 100%", lambda a: a - HUNDRED, "{0}-100"),
    (" − ", "{0} − {1}", lambda a, b: a - b, "{0}-{1}"),
    ("之差", "{0} − {1}", lambda a, b: a - b, "{0}-{1}"),
    ("× 分值", "{0} × {1}", lambda a, b: a * b / HUNDRED, "{0}*{1}/100"),
    ("× 分值", "执行率{0}超过100%，得分以分值{1}为限", lambda a, b: b, "MIN({0}*{1}/100,{1})"),
)  # fmt: skip
_SCORES: tuple[tuple[str, Callable[..., Decimal], str], ...] = (
    ("达到指标值，得满分{2}", lambda a, t, p: p, "{2}"),
    ("{0} ÷ {1} × {2}", lambda a, t, p: a / t * p, "{0}/{1}*{2}"),
    ("{1} ÷ {0} × {2}", lambda a, t, p: t / a * p, "{1}/{0}*{2}"),
    ("（1 −（{0} − {1}）÷ {1}）× {2}", lambda a, t, p: (1 - (a - t) / t) * p, "(1-({0}-{1})/{1})*{2}"),
    ("未达到指标值，按评分标准不得分", lambda a, t, p: Decimal(0), "0"),
)


def worked(figure: Figure, inputs: tuple[Entry, ...]) -> Work:
    """The work, or nothing where the formula is no arithmetic (a count, the highest of several, a grade)."""
    quantities = [entry.quantity for entry in inputs]
    if figure.quantity is None or any(quantity is None for quantity in quantities):
        return Work()
    known = [quantity for quantity in quantities if quantity is not None]
    if "之和" in figure.formula:
        return _sum(figure.quantity, known, "绝对值" in figure.formula)
    if len(known) == 3 and "指标值" in figure.formula:
        tried = (_line(figure.quantity, known, *shape) for shape in _SCORES)
        return next((work for work in tried if work.line), Work())
    for shape, how, give, expression in _SHAPES:
        if shape in figure.formula and (work := _line(figure.quantity, known, how, give, expression)).line:
            return work
    return Work()


def _sum(result: Quantity, parts: list[Quantity], absolute: bool) -> Work:
    shown = [part.absolute() if absolute else part for part in parts]
    total = Decimal(0)
    for part in shown:
        total = EXACT.add(total, convert(_used(part), part.unit, result.unit) or Decimal(0))
    if half_up(total, result.digits) != result.shown or len(parts) < 2:
        return Work()
    terms = [_text(part) for part in shown[:_MOST]] + (
        [f"…（共{len(parts)}项）"] if len(parts) > _MOST else []
    )
    alike = all(part.unit == result.unit for part in parts)
    places = [f"ABS({{{place}}})" if absolute else f"{{{place}}}" for place in range(len(parts))]
    return Work(" + ".join(terms), "+".join(places) if alike else "")


def _line(
    result: Quantity, inputs: list[Quantity], how: str, give: Callable[..., Decimal], expression: str
) -> Work:
    count = give.__code__.co_argcount
    if len(inputs) < count:
        return Work()
    for read in (_used, lambda quantity: quantity.exact):
        values = [_value(quantity, inputs[0].unit, read) for quantity in inputs]
        try:
            found = give(*values[:count])
        except (DivisionByZero, InvalidOperation):
            return Work()
        if half_up(found, result.digits) == result.shown:
            exact = read is not _used
            alike = all(_is_alike(quantity.unit, inputs[0].unit) for quantity in inputs[:count])
            line = how.format(*(_text(quantity, exact) for quantity in inputs))
            return Work(line, expression if alike else "", exact)
    return Work()


def _value(quantity: Quantity, unit: str, read: Callable[[Quantity], Decimal]) -> Decimal:
    value = read(quantity)
    converted = convert(value, quantity.unit, unit)
    return value if converted is None else converted


def _is_alike(unit: str, first: str) -> bool:
    """Whether a unit needs no conversion: it is the first one, or of another kind (分 beside %)."""
    return unit == first or convert(Decimal(1), unit, first) is None


def _used(quantity: Quantity) -> Decimal:
    return quantity.shown


def _text(quantity: Quantity, exact: bool = False) -> str:
    if exact and quantity.exact != quantity.shown:
        return f"{plain(half_up(quantity.exact, 6))}…{quantity.unit}"
    text = f"{quantity.number_text}{quantity.unit}"
    return f"（{text}）" if quantity.shown < 0 else text
