"""A formula (公式): its words, the law it comes from, the function, and how a figure is worked out by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.quantity import Quantity

# Where a formula comes from, as the reference table and a trace say it.
SELF_EVALUATION = "财预〔2020〕10号"
COMMON_INDICATORS = "财预〔2013〕53号"
STANDARD = "评分标准"
ARITHMETIC = "算术，无文件依据"


@dataclass(frozen=True)
class Way:
    """How a figure is worked out in one case of its formula; `{0}` is the first input.

    `line` is what a reader follows with a pocket calculator (printed inputs, units), `expression` the same for a
    spreadsheet and for the check that it yields the figure. `tells_result`: the line is a sentence that says the result.
    """

    line: str
    expression: str
    tells_result: bool = False


@dataclass(frozen=True)
class Sum:
    """The sum of all inputs, of their absolute values where `absolute`."""

    absolute: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a formula with cases gives: the value, the way of the case that applied, and the words where they depend
    on the standard's numbers."""

    value: Quantity | str
    way: Way | Sum | None = None
    words: str = ""


Result = Quantity | str | Outcome | None


@dataclass(frozen=True)
class Formula:
    """A formula as the reader sees it (`words`), its `law`, the `function` of its inputs, and the `way` it is worked
    out (none: it is no arithmetic, or the function says which case applied).

    A function takes the quantities of the inputs, and by name what else it depends on (the standard, a target). It
    yields nothing where the figure does not exist, as a rate over zero. `counts`: it takes no quantities, for it
    counts or names the inputs, which may be texts.
    """

    words: str
    law: str
    function: Callable[..., Result]
    way: Way | Sum | None = None
    counts: bool = False
