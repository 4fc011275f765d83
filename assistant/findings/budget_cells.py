"""Which cell of the budget a finding about the whole points at: that of the part by which the whole is as it is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.domain.money import BudgetStage
from assistant.domain.source import Source


def telling_part(stage: BudgetStage, other: BudgetStage, weight: Callable[[Decimal], Decimal]) -> Source:
    """The cell of the part of a stage whose difference from the same part of the other weighs most.

    Where only a total was supplied, its cell.
    """
    differences = {
        part: weight(amount - (getattr(other, part) or Decimal(0)))
        for part in ("project", "fiscal", "carryover", "other")
        if (amount := getattr(stage, part)) is not None
    }
    if stage.basic is not None and other.basic is not None:
        differences["basic"] = weight(stage.basic.amount - other.basic.amount)
    if not differences:
        return stage.at("total")
    part = max(differences, key=lambda part: differences[part])
    if part != "basic" or stage.basic is None:
        return stage.at(part)
    return stage.basic.at("total" if stage.basic.total is not None else "personnel")
