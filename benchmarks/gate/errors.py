"""Planted errors: one class at a time, at one place of a clean text, from a seeded generator.

Every planter takes a clean text and yields changed texts that are false by construction: the number that
stood there is known (its ledger entry), and the new one is not that entry's value, nor that of another entry
about the same subject where the words do not tell the two apart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks.gate import misprints, misstatements
from benchmarks.gate.spots import Planted, PlantingPlace, spots
from benchmarks.gate.texts import Clean

CLASSES: dict[str, Callable[[PlantingPlace, random.Random], Iterator[Planted]]] = {
    "digit": misprints.digit,
    "digits swapped": misprints.swapped,
    "shifted decimal": misprints.shifted,
    "unit": misprints.unit,
    "% ↔ 个百分点": misprints.percent_point,
    "another figure's value": misstatements.another_figure,
    "another period's value": misstatements.another_period,
    "year": misstatements.wrong_year,
    "direction word": misstatements.direction,
    "comparison": misstatements.comparison,
    "hedge": misstatements.hedge,
    "rounding": misprints.rounding,
    "Chinese numeral": misprints.chinese_numeral,
    "range end": misprints.range_end,
    "derived": misstatements.derived,
}


def plant_all(clean: Clean, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Every text with one planted error, after the name of its class, spot by spot."""
    for spot in spots(clean):
        for name, plant in CLASSES.items():
            for text, *_ in plant(spot, rng):
                if text != clean.text:
                    yield name, text
