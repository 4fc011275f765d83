"""Planted errors: one class of NUMBERS §4 at a time, at one place of a clean text, from a seeded generator.

Every planter takes a clean text and yields changed texts that are false by construction: the number that
stood there is known (its ledger entry), and the new one is not that entry's value, nor that of another entry
about the same subject where the words do not tell the two apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import cn2an

from assistant.domain.document import Mark
from assistant.domain.figure import Entry
from assistant.domain.quantity import half_up
from assistant.domain.role import SIGNED, Role
from benchmarks.gate.texts import Clean

Planted = tuple[str, int, int, str]  # the text, the place of the error, and for slots the entry it prints


@dataclass(frozen=True)
class Spot:
    """A printed number of a clean text."""

    clean: Clean
    mark: Mark
    entry: Entry

    @property
    def text(self) -> str:
        return self.clean.text[self.mark.start : self.mark.end]

    def put(self, text: str, entry_id: str = "") -> Planted:
        whole = self.clean.text
        return (
            whole[: self.mark.start] + text + whole[self.mark.end :],
            self.mark.start,
            self.mark.start + len(text),
            entry_id,
        )

    def replace(self, start: int, end: int, words: str) -> Planted:
        """Other words at a place of the text, outside the number."""
        whole = self.clean.text
        return whole[:start] + words + whole[end:], start, start + len(words), ""


def spots(clean: Clean) -> list[Spot]:
    """The printed numbers of a text (not dates, grades and names)."""
    found = []
    for mark in clean.marks:
        entry = clean.case.ledger[mark.entry_id]
        if entry.quantity is not None and re.search(r"\d", clean.text[mark.start : mark.end]):
            found.append(Spot(clean, mark, entry))
    return found


_NUMBER = re.compile(r"\d[\d.]*")


def _digits(spot: Spot) -> str:
    found = _NUMBER.search(spot.text)
    assert found is not None
    return found.group()


def _with_digits(spot: Spot, digits: str) -> str:
    return _NUMBER.sub(digits, spot.text, count=1)


def _others(spot: Spot) -> set[str]:
    """Printed values of the same unit that the words around may also mean: those of the same subject."""
    ledger = spot.clean.case.ledger
    return {entry.text for entry in ledger.entries.values() if entry.subject == spot.entry.subject}


def digit(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """One digit changed."""
    digits = _digits(spot)
    places = [place for place, char in enumerate(digits) if char.isdigit()]
    place = rng.choice(places)
    new = rng.choice(
        [char for char in "0123456789" if char != digits[place] and not (place == 0 and char == "0")]
    )
    yield spot.put(_with_digits(spot, digits[:place] + new + digits[place + 1 :]))


def swapped(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """Two neighbouring digits swapped."""
    digits = _digits(spot)
    pairs = [place for place in range(len(digits) - 1)
             if digits[place].isdigit() and digits[place + 1].isdigit() and digits[place] != digits[place + 1]
             and not (place == 0 and digits[1] == "0")]  # fmt: skip
    if pairs:
        place = rng.choice(pairs)
        yield spot.put(
            _with_digits(spot, digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
        )


def shifted(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """The decimal point one place off."""
    digits = _digits(spot)
    value = Decimal(digits) * (10 if rng.random() < 0.5 else Decimal("0.1"))
    if value != Decimal(digits):
        yield spot.put(_with_digits(spot, format(value.normalize(), "f")))


_UNITS = {"万元": ("元", "亿元"), "元": ("万元",), "亿元": ("万元",), "人": ("人次", "户"), "人次": ("人",), "户": ("人",), "件": ("次",),
          "次": ("件", "人"), "所": ("人",), "公里": ("米",), "份": ("次",), "分": ("个百分点",), "亩": ("公顷",), "期": ("人",), "场": ("人次",)}  # fmt: skip


def unit(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """Another unit of measure."""
    for known in sorted(_UNITS, key=len, reverse=True):
        if spot.text.endswith(known) and spot.entry.quantity is not None and spot.entry.quantity.exact != 0:
            yield spot.put(spot.text.removesuffix(known) + rng.choice(_UNITS[known]))
            return


def percent_point(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """% for 个百分点 and back."""
    if spot.text.endswith("个百分点"):
        yield spot.put(spot.text.removesuffix("个百分点") + "%")
    elif spot.text.endswith("%") and spot.entry.role is not Role.LIMIT:
        yield spot.put(spot.text.removesuffix("%") + "个百分点")


def another_figure(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """The true value of another subject that the text does not speak of, in the same role."""
    ledger, quantity = spot.clean.case.ledger, spot.entry.quantity
    assert quantity is not None
    own = _others(spot)
    spoken = {ledger[mark.entry_id].subject for mark in spot.clean.marks}
    names = {name for key in spoken if key in ledger.subjects for name in ledger.subjects[key].names}
    others = [
        entry for entry in ledger.entries.values()
        if entry.quantity is not None and entry.unit == quantity.unit and entry.role is spot.entry.role
        and entry.subject not in spoken and entry.text not in own and entry.quantity.exact != 0
        and not names & set(ledger.subjects[entry.subject].names if entry.subject in ledger.subjects else ())
        and spot.entry.role is not Role.LIMIT
    ]  # fmt: skip
    if others:
        other = rng.choice(others)
        yield spot.put(other.text.lstrip("-") if other.role in SIGNED else other.text, other.id)


_PERIODS = {Role.INITIAL: ("年初", (Role.ADJUSTED, Role.EXECUTED)), Role.ADJUSTED: ("全年|调整后", (Role.INITIAL,)),
            Role.EXECUTED: ("执行|支出|支付", (Role.ADJUSTED, Role.INITIAL)), Role.MIDYEAR: ("年中|监控", (Role.ACTUAL, Role.TARGET)),
            Role.ACTUAL: ("实际|完成", (Role.MIDYEAR,)), Role.PREVIOUS: ("上年|去年|20", (Role.ADJUSTED, Role.EXECUTED)),
            Role.PREVIOUS_RATE: ("上年|去年|20", (Role.EXECUTION_RATE,))}  # fmt: skip


def another_period(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """The same subject's value of another stage or year, where the words right before say which is meant."""
    known = _PERIODS.get(spot.entry.role)
    if known is None:
        return
    words, roles = known
    before = spot.clean.text[max(0, spot.mark.start - 8) : spot.mark.start]
    if not re.search(words, re.split("[，。；：、]", before)[-1]):
        return
    spoken = {mark.entry_id for mark in spot.clean.marks}
    others = [entry for entry in spot.clean.case.ledger.entries.values()
              if entry.subject == spot.entry.subject and entry.role in roles and entry.unit == spot.entry.unit
              and entry.text != spot.entry.text and entry.id not in spoken]  # fmt: skip
    if others:
        other = rng.choice(others)
        yield spot.put(other.text, other.id)


_YEAR = re.compile(r"20\d\d(?=年)")


def wrong_year(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """The year of the sentence one or two off."""
    for found in _YEAR.finditer(spot.clean.text[: spot.mark.start]):
        if int(found.group()) == spot.clean.case.ledger.year and not re.search(
            "[。；]", spot.clean.text[found.end() : spot.mark.start]
        ):
            if _YEAR.search(spot.clean.text[found.end() :]):
                return  # two years compared
            yield spot.replace(found.start(), found.end(), str(int(found.group()) - rng.choice((1, 2))))
            return


_OPPOSITE = {"净调减": "净调增", "净调增": "净调减", "调减": "调增", "调增": "调减", "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长",
             "高于": "低于", "低于": "高于", "超出": "低于", "高出": "低于", "追加": "压减", "压减": "追加", "降幅": "增幅", "增幅": "降幅", "提高": "下降",
             "回落": "提高", "净减少": "净增加", "净增加": "净减少", "增至": "减至", "降至": "升至"}  # fmt: skip
_DIRECTION = re.compile("|".join(sorted(_OPPOSITE, key=len, reverse=True)))


def direction(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """The direction word before a change, a gap or an adjustment turned round."""
    if spot.entry.role not in SIGNED or spot.entry.quantity is None or spot.entry.quantity.shown == 0:
        return
    start = max(0, spot.mark.start - 8)
    clause = re.split("[，。；：、（]", spot.clean.text[start : spot.mark.start])[-1]
    found = [*_DIRECTION.finditer(clause)]
    if found and not re.search("[到至为]$", clause):
        at = spot.mark.start - len(clause) + found[-1].start()
        yield spot.replace(at, at + len(found[-1].group()), _OPPOSITE[found[-1].group()])


_STATUS = {"未达到": "达到", "未完成": "完成", "没有达到": "达到", "均达到": "均未达到", "超过": "未达到", "达到或超过": "未达到", "超额完成": "未完成", "未超过": "超过",
           "高于": "低于", "低于": "高于", "不足": "超过", "少于": "多于", "多于": "少于"}  # fmt: skip
_STATES = re.compile("(?<![未没不])(?:" + "|".join(sorted(_STATUS, key=len, reverse=True)) + ")")


def comparison(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """A comparison with a target, a limit or another number turned round."""
    if spot.entry.role not in (Role.TARGET, Role.LIMIT):
        return
    clause = re.split("[，。；：]", spot.clean.text[max(0, spot.mark.start - 10) : spot.mark.start])[-1]
    found = [*_STATES.finditer(clause)]
    if found and not re.search("力争|确保|争取", spot.clean.text[: spot.mark.start]):
        at = spot.mark.start - len(clause) + found[-1].start()
        yield spot.replace(at, at + len(found[-1].group()), _STATUS[found[-1].group()])


def hedge(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """A hedge that is not true, or a supplied 余 left out."""
    quantity = spot.entry.quantity
    assert quantity is not None
    if "余" in spot.text and quantity.approx:
        yield spot.put(spot.text.replace("余", "", 1))
        return
    before = spot.clean.text[max(0, spot.mark.start - 4) : spot.mark.start]
    if (
        re.search("超过|不足|近|约|逾|不到|至|[~—]|[≥≤]|低于|高于", before + spot.text)
        or quantity.shown == 0
        or spot.entry.role in (Role.TARGET, Role.LIMIT)
    ):
        return
    word = rng.choice(("近", "不足") if abs(quantity.exact) >= abs(quantity.shown) else ("超过", "逾"))
    yield spot.put(word + spot.text)


def rounding(spot: Spot, rng: random.Random) -> Iterator[Planted]:
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


def chinese_numeral(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """A count written in Chinese numerals, one off."""
    quantity = spot.entry.quantity
    assert quantity is not None
    if (
        quantity.exact != quantity.exact.to_integral_value()
        or quantity.unit in ("万元", "元", "分", "%", "亿元", "个百分点")
        or quantity.exact < 11
    ):
        return
    if quantity.approx or quantity.bound or spot.text != quantity.text:
        return
    wrong = int(quantity.exact) + rng.choice((1, 10))
    word = cn2an.an2cn(str(wrong), "low")
    yield spot.put((word.removeprefix("一") if 10 <= wrong < 20 else word) + quantity.unit)


def range_end(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """One end of a range changed."""
    around = spot.clean.text[max(0, spot.mark.start - 2) : spot.mark.end + 2]
    if re.search(r"[至到~—]", around[:2]) or re.search(r"^[至到~—]", around[2 + len(spot.text) :]):
        yield from digit(spot, rng)


def derived(spot: Spot, rng: random.Random) -> Iterator[Planted]:
    """A sum or difference of two numbers of the text that nobody computed."""
    same = [
        other
        for other in spots(spot.clean)
        if other.entry.unit == spot.entry.unit == "万元" and other.entry.id != spot.entry.id
    ]
    if not same or spot.text != (spot.entry.text):
        return
    other = rng.choice(same)
    assert spot.entry.quantity is not None and other.entry.quantity is not None
    value = rng.choice(
        (
            spot.entry.quantity.shown + other.entry.quantity.shown,
            abs(spot.entry.quantity.shown - other.entry.quantity.shown),
        )
    )
    text = f"{half_up(value, 2)}万元"
    taken = {entry.text.lstrip("-") for entry in spot.clean.case.ledger.entries.values()}
    if text in taken or value == 0:
        return
    words = rng.choice((f"，两项合计{text}", f"，二者相差{text}", f"，比前者多{text}"))
    yield spot.replace(spot.mark.end, spot.mark.end, words)


CLASSES: dict[str, Callable[[Spot, random.Random], Iterator[Planted]]] = {
    "digit": digit, "digits swapped": swapped, "shifted decimal": shifted, "unit": unit, "% ↔ 个百分点": percent_point,
    "another figure's value": another_figure, "another period's value": another_period, "year": wrong_year,
    "direction word": direction, "comparison": comparison, "hedge": hedge, "rounding": rounding,
    "Chinese numeral": chinese_numeral, "range end": range_end, "derived": derived,
}  # fmt: skip


def plant_all(clean: Clean, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Every text with one planted error, after the name of its class, spot by spot."""
    for spot in spots(clean):
        for name, plant in CLASSES.items():
            for text, *_ in plant(spot, rng):
                if text != clean.text:
                    yield name, text
