"""Working out the expression of a way with exact decimals, as a spreadsheet would: + − × ÷, MIN, ROUND."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cache

from assistant.domain.quantity import EXACT, half_up

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: EXACT.add,
    ast.Sub: EXACT.subtract,
    ast.Mult: EXACT.multiply,
    ast.Div: EXACT.divide,
}


def value_of(expression: str, inputs: Sequence[Decimal]) -> Decimal | None:
    """What an expression over {0}, {1} … gives; None where it divides by zero. ValueError where it is no expression."""
    try:
        return _value(*_parsed(expression), inputs)
    except (DivisionByZero, InvalidOperation):
        return None


@cache
def _parsed(expression: str) -> tuple[ast.expr, str]:
    text = expression.replace("{", "input[").replace("}", "]")
    return ast.parse(text, mode="eval").body, text


def _value(node: ast.expr, text: str, inputs: Sequence[Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, text, inputs), _value(right, text, inputs))
        case ast.Subscript(value=ast.Name(id="input"), slice=ast.Constant(value=int(number))):
            return inputs[number]
        case ast.Constant(value=int() | float()):  # as it is written: 0.1 is never made a float of ours
            return Decimal(ast.get_source_segment(text, node) or "")
        case ast.Call(func=ast.Name(id="MIN"), args=parts):
            return min(_value(part, text, inputs) for part in parts)
        case ast.Call(func=ast.Name(id="ROUND"), args=[part, ast.Constant(value=int(digits))]):
            return half_up(_value(part, text, inputs), digits)
    raise ValueError(f"no expression of a way: {ast.unparse(node)}")
