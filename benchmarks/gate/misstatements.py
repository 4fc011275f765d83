"""Planters of misstatements: a number said of what has another value, or in words it does not bear out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assistant.domain.quantity import half_up
from assistant.domain.role import SIGNED, Role
from benchmarks.gate.spots import Planted, PlantingPlace, spots


def _own_values(spot: PlantingPlace) -> set[str]:
    """Printed values of the same unit that the words around may also mean: those of the same subject."""
    ledger = spot.clean.case.ledger
    return {entry.text for entry in ledger.entries.values() if entry.subject == spot.entry.subject}


def another_figure(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The true value of another subject that the text does not speak of, in the same role."""
    if spot.entry.role is Role.LIMIT:
        return
    ledger, own = spot.clean.case.ledger, _own_values(spot)
    spoken = {ledger[mark.entry_id].subject for mark in spot.clean.marks}
    names = {name for key in spoken if key in ledger.subjects for name in ledger.subjects[key].names}
    others = []
    for entry in ledger.entries.values():
        alike = entry.unit == spot.entry.unit and entry.role is spot.entry.role
        if not alike or entry.subject in spoken or entry.text in own:
            continue
        if entry.quantity is None or entry.quantity.exact == 0:
            continue
        if entry.subject in ledger.subjects and names & set(ledger.subjects[entry.subject].names):
            continue
        others.append(entry)
    if others:
        other = rng.choice(others)
        yield spot.put(other.text.lstrip("-") if other.role in SIGNED else other.text, other.id)


_PERIODS = {
    Role.INITIAL: ("年初", (Role.ADJUSTED, Role.EXECUTED)),
    Role.ADJUSTED: ("全年|调整后", (Role.INITIAL,)),
    Role.EXECUTED: ("执行|支出|支付", (Role.ADJUSTED, Role.INITIAL)),
    Role.MIDYEAR: ("年中|监控", (Role.ACTUAL, Role.TARGET)),
    Role.ACTUAL: ("实际|完成", (Role.MIDYEAR,)),
    Role.PREVIOUS: ("上年|去年|20", (Role.ADJUSTED, Role.EXECUTED)),
    Role.PREVIOUS_RATE: ("上年|去年|20", (Role.EXECUTION_RATE,)),
}


def another_period(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The same subject's value of another stage or year, where the words right before say which is meant."""
    known = _PERIODS.get(spot.entry.role)
    if known is None:
        return
    words, roles = known
    before = spot.clean.text[max(0, spot.mark.start - 8) : spot.mark.start]
    if not re.search(words, re.split("[，。；：、]", before)[-1]):
        return
    spoken = {mark.entry_id for mark in spot.clean.marks}
    others = [
        entry
        for entry in spot.clean.case.ledger.entries.values()
        if (entry.subject, entry.unit) == (spot.entry.subject, spot.entry.unit)
        and entry.role in roles
        and entry.text != spot.entry.text
        and entry.id not in spoken
    ]
    if others:
        other = rng.choice(others)
        yield spot.put(other.text, other.id)


_YEAR = re.compile(r"20\d\d(?=年)")


def wrong_year(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The year of the sentence one or two off."""
    text, year = spot.clean.text, spot.clean.case.ledger.year
    for found in _YEAR.finditer(text[: spot.mark.start]):
        if int(found.group()) != year or re.search("[。；]", text[found.end() : spot.mark.start]):
            continue
        if not _YEAR.search(text[found.end() :]):  # else two years are compared
            yield spot.replace(found.start(), found.end(), str(year - rng.choice((1, 2))))
        return


def _turns(*lines: str) -> dict[str, str]:
    """“A→B C→D …” as a mapping."""
    turns = (turn.partition("→") for line in lines for turn in line.split())
    return {old: new for old, _, new in turns}


_OPPOSITE = _turns(
    "净调减→净调增 净调增→净调减 调减→调增 调增→调减 增加→减少 减少→增加 增长→下降 下降→增长",
    "高于→低于 低于→高于 超出→低于 高出→低于 追加→压减 压减→追加 降幅→增幅 增幅→降幅 提高→下降",
    "回落→提高 净减少→净增加 净增加→净减少 增至→减至 降至→升至",
)
_DIRECTION = re.compile("|".join(sorted(_OPPOSITE, key=len, reverse=True)))


def direction(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """The direction word before a change, a gap or an adjustment turned round."""
    if spot.entry.role not in SIGNED or spot.entry.quantity is None or spot.entry.quantity.shown == 0:
        return
    start = max(0, spot.mark.start - 8)
    clause = re.split("[，。；：、（]", spot.clean.text[start : spot.mark.start])[-1]
    found = [*_DIRECTION.finditer(clause)]
    if found and not re.search("[到至为]$", clause):
        at = spot.mark.start - len(clause) + found[-1].start()
        yield spot.replace(at, at + len(found[-1].group()), _OPPOSITE[found[-1].group()])


_STATUS = _turns(
    "未达到→达到 未完成→完成 没有达到→达到 均达到→均未达到 超过→未达到 达到或超过→未达到 超额完成→未完成",
    "未超过→超过 高于→低于 低于→高于 不足→超过 少于→多于 多于→少于",
)
_STATES = re.compile("(?<![未没不])(?:" + "|".join(sorted(_STATUS, key=len, reverse=True)) + ")")


def comparison(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """A comparison with a target, a limit or another number turned round."""
    if spot.entry.role not in (Role.TARGET, Role.LIMIT):
        return
    clause = re.split("[，。；：]", spot.clean.text[max(0, spot.mark.start - 10) : spot.mark.start])[-1]
    found = [*_STATES.finditer(clause)]
    if found and not re.search("力争|确保|争取", spot.clean.text[: spot.mark.start]):
        at = spot.mark.start - len(clause) + found[-1].start()
        yield spot.replace(at, at + len(found[-1].group()), _STATUS[found[-1].group()])


def hedge(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """A hedge that is not true, or a supplied 余 left out."""
    quantity = spot.entry.quantity
    assert quantity is not None
    if "余" in spot.text and quantity.approx:
        yield spot.put(spot.text.replace("余", "", 1))
        return
    before = spot.clean.text[max(0, spot.mark.start - 4) : spot.mark.start]
    if quantity.shown == 0 or spot.entry.role in (Role.TARGET, Role.LIMIT):
        return
    if re.search("超过|不足|近|约|逾|不到|至|[~—]|[≥≤]|低于|高于", before + spot.text):
        return
    word = rng.choice(("近", "不足") if abs(quantity.exact) >= abs(quantity.shown) else ("超过", "逾"))
    yield spot.put(word + spot.text)


def derived(spot: PlantingPlace, rng: random.Random) -> Iterator[Planted]:
    """A sum or difference of two numbers of the text that nobody computed."""
    if spot.entry.unit != "万元" or spot.text != spot.entry.text:
        return
    same = [
        other for other in spots(spot.clean) if other.entry.unit == "万元" and other.entry.id != spot.entry.id
    ]
    if not same:
        return
    first, second = spot.entry.quantity, rng.choice(same).entry.quantity
    assert first is not None and second is not None
    value = rng.choice((first.shown + second.shown, abs(first.shown - second.shown)))
    text = f"{half_up(value, 2)}万元"
    taken = {entry.text.lstrip("-") for entry in spot.clean.case.ledger.entries.values()}
    if text in taken or value == 0:
        return
    words = rng.choice((f"，两项合计{text}", f"，二者相差{text}", f"，比前者多{text}"))
    yield spot.replace(spot.mark.end, spot.mark.end, words)
