"""Planters of misprints: the right number with a wrong digit, decimal point, rounding, unit or form."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import cn2an

from assistant.domain.quantity import half_up
from assistant.domain.role import Role
from benchmarks.gate.spots import Planted, PlantingPlace

_NUMBER = re.compile(r"\d[\d.]*")


def _digits(spot: PlantingPlace) -> str:
    found = _NUMBER.search(spot.text)
    assert found is not None
    return found.group()


def _with_digits(spot: PlantingPlace, digits: str) -> str:
    return _NUMBER.sub(digits, spot.text, count=1)


def digit(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """One digit changed."""
    digits = _digits(spot)
    places = [place for place, char in enumerate(digits) if char.isdigit()]
    place = rng.choice(places)
    others = "0123456789" if place else "123456789"
    new = rng.choice([char for char in others if char != digits[place]])
    yield spot.put(_with_digits(spot, digits[:place] + new + digits[place + 1 :]))


def swapped(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """Two neighbouring digits swapped."""
    digits = _digits(spot)
    pairs = [
        place
        for place, (first, second) in enumerate(pairwise(digits))
        if first.isdigit() and second.isdigit() and first != second and not (place == 0 and second == "0")
    ]
    if pairs:
        place = rng.choice(pairs)
        neighbours = digits[place + 1] + digits[place]
        yield spot.put(_with_digits(spot, digits[:place] + neighbours + digits[place + 2 :]))


def shifted(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The decimal point one place off."""
    digits = _digits(spot)
    value = Decimal(digits) * (10 if rng.random() < 0.5 else Decimal("0.1"))
    if value != Decimal(digits):
        yield spot.put(_with_digits(spot, format(value.normalize(), "f")))


_UNITS = {
    "万元": ("元", "亿元"),
    "元": ("万元",),
    "亿元": ("万元",),
    "人": ("人次", "户"),
    "人次": ("人",),
    "户": ("人",),
    "件": ("次",),
    "次": ("件", "人"),
    "所": ("人",),
    "公里": ("米",),
    "份": ("次",),
    "分": ("个百分点",),
    "亩": ("公顷",),
    "期": ("人",),
    "场": ("人次",),
}


def unit(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """Another unit of measure."""
    for known in sorted(_UNITS, key=len, reverse=True):
        if spot.text.endswith(known) and spot.entry.quantity is not None and spot.entry.quantity.exact != 0:
            yield spot.put(spot.text.removesuffix(known) + rng.choice(_UNITS[known]))
            return


def percent_point(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """% for 个百分点 and back."""
    if spot.text.endswith("个百分点"):
        yield spot.put(spot.text.removesuffix("个百分点") + "%")
    elif spot.text.endswith("%") and spot.entry.role is not Role.LIMIT:
        yield spot.put(spot.text.removesuffix("%") + "个百分点")


def rounding(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The last printed digit one off (cut instead of rounded, or rounded the wrong way)."""
    digits = _digits(spot)
    decimals = len(digits.partition(".")[2])
    quantity = spot.entry.quantity
    assert quantity is not None
    if decimals == 0 or quantity.exact == quantity.shown:
        return
    step = Decimal(1).scaleb(-decimals)
    printed = Decimal(digits)
    wrong = printed - step if half_up(abs(quantity.exact), decimals + 4) < printed else printed + step
    yield spot.put(_with_digits(spot, format(wrong, "f")))


def chinese_numeral(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """A count written in Chinese numerals, one off."""
    quantity = spot.entry.quantity
    assert quantity is not None
    if quantity.exact < 11 or quantity.exact != quantity.exact.to_integral_value():
        return
    if quantity.unit in ("万元", "元", "分", "%", "亿元", "个百分点"):
        return
    if quantity.approx or quantity.bound or spot.text != quantity.text:
        return
    wrong = int(quantity.exact) + rng.choice((1, 10))
    word = cn2an.an2cn(str(wrong), "low")
    yield spot.put((word.removeprefix("一") if 10 <= wrong < 20 else word) + quantity.unit)


def range_end(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """One end of a range changed."""
    around = spot.clean.text[max(0, spot.mark.start - 2) : spot.mark.end + 2]
    if re.search(r"[至到~—]", around[:2]) or re.search(r"^[至到~—]", around[2 + len(spot.text) :]):
        yield from digit(spot, rng)
