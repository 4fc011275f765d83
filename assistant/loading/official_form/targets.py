"""指标值 and 实际完成值 of a published form: what is written, as the program writes it, or a fault at the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.number import half_width
from assistant.domain.official_form import SIGNS
from assistant.domain.target import Target, parse_actual, parse_target
from assistant.loading.cells import Cell
from assistant.loading.reader import Reader
from assistant.loading.written import is_absent, value_text

_SIGN = re.compile("|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)))
_BEHIND = re.compile(r"(?P<value>[\d,.]+[^\d,.]*?)(?:及)?(?P<sign>以上|以下|以内)\Z")
_BEHIND_SIGNS = {"以上": "≥", "以下": "≤", "以内": "≤"}  # 民法典第一千二百五十九条: both include the number
_QUALITATIVE = ("定性", "定性指标")
_FORMS = "请写成 ≥95%、=20场、≤3万元 这样的数，或“定性：……”，或“9月底前”"


@dataclass(frozen=True)
class Written:
    """The cells of one target. `divided`: the form has a column 指标性质 of its own."""

    sign: Cell | None
    value: Cell
    unit: Cell | None
    divided: bool


def read_target(cells: Written, reader: Reader) -> str | None:
    """The target as ≥5%, 定性：… or 9月底前; None where it is a fault."""
    text = re.sub(r"\s*\n\s*", "", cells.value.text).strip()
    if cells.value.kind in ("error", "uncalculated"):
        reader.fault(cells.value.source, f"“指标值”是{cells.value.text or '没有结果的公式'}", "请直接填数")
        return None
    sign, known = _sign(cells, reader)
    if not known:
        return None
    if sign in _QUALITATIVE or (cells.unit and cells.unit.text.strip() in _QUALITATIVE):
        return _quality(text)
    written, own = _with_sign(text)
    if sign and own and sign != own:
        reader.fault(cells.value.source, f"“指标性质”是“{sign}”，指标值又写作“{text}”", "请只写一处")
        return None
    return _joined(cells, text, written, sign or own, bool(own), reader)


def _joined(cells: Written, text: str, written: str, sign: str, in_value: bool, reader: Reader) -> str | None:
    place = cells.value.source
    unit = "" if cells.unit is None or is_absent(cells.unit.text) else re.sub(r"\s", "", cells.unit.text)
    bare = not re.match(r"[-+]?[\d０-９]", written)
    moment = re.match(r"(?:20\d\d年)?\d{1,2}月", written) is not None
    if bare or moment:
        return _words(text, sign, cells, reader)
    if not sign and cells.divided:
        reader.fault(
            cells.sign.source if cells.sign else place,
            f"指标值“{text}”没有填指标性质，不知道是不少于、不多于还是等于",
            "请在“指标性质”填 ≥、≤、=、>、< 或 定性",
        )
        return None
    number = value_text(written)
    if unit and not number.endswith(unit):
        number += unit
    found = _checked(f"{sign}{number}", cells.value, reader)
    if found and not sign:
        reader.notice(place, f"指标值“{text}”没有写 ≥ 或 ≤，按“={number}”读取")
    elif found and in_value and not text.startswith(sign):
        reader.notice(place, f"指标值“{text}”按“{found}”读取")
    return found


def _words(text: str, sign: str, cells: Written, reader: Reader) -> str | None:
    """A target that does not begin with a number: a quality, a deadline, or something that is neither."""
    try:
        target = parse_target(text)
    except ValueError:
        target = None
    if isinstance(target, Target) and target.kind != "number":
        if target.kind == "deadline" and sign in ("≥", ">"):
            reader.fault(cells.value.source, f"“{text}”是时限，指标性质却是“{sign}”", "时限的指标性质留空")
            return None
        return text
    if re.search(r"[\d０-９]", text) or sign not in ("", "="):
        return _refused(text if not sign else f"{sign}{text.removeprefix(sign)}", cells.value, reader)
    reader.notice(cells.value.source, f"指标值“{text[:20]}”没有数字，按定性指标读取")
    return _quality(text)


def _refused(text: str, cell: Cell, reader: Reader) -> str | None:
    reader.fault(cell.source, f"“{text[:30]}”不是指标值", _FORMS)
    return None


def _quality(text: str) -> str:
    return text if text.startswith("定性") else f"定性：{text}"


def _checked(text: str, cell: Cell, reader: Reader) -> str | None:
    try:
        parse_target(text)
    except ValueError:
        return _refused(text, cell, reader)
    return text


def _sign(cells: Written, reader: Reader) -> tuple[str, bool]:
    """What the column 指标性质 says, and whether that is known."""
    if cells.sign is None or is_absent(cells.sign.text):
        return "", True
    text = re.sub(r"\s", "", cells.sign.text)
    if text in _QUALITATIVE:
        return text, True
    if text in SIGNS:
        return SIGNS[text], True
    reader.fault(cells.sign.source, f"指标性质“{text}”不可用", "只能填 ≥、≤、=、>、< 或 定性")
    return "", False


def _with_sign(text: str) -> tuple[str, str]:
    """A value without its sign, and the sign: ≥95%, 不低于95%, 95%以上."""
    before = _SIGN.match(text)
    if before:
        return text[before.end() :].strip(), SIGNS[before.group()]
    behind = _BEHIND.match(half_width(text))
    if behind:
        return behind["value"], _BEHIND_SIGNS[behind["sign"]]
    return text, ""


def read_actual(cell: Cell, written: str | None, reader: Reader) -> str | None:
    """The actual value against its target; None where it is a fault."""
    text = re.sub(r"\s*\n\s*", "", cell.text).strip()
    if cell.kind in ("error", "uncalculated"):
        reader.fault(cell.source, f"“实际完成值”是{cell.text or '没有结果的公式'}", "请直接填数")
        return None
    target = parse_target(written) if written else None
    if not isinstance(target, Target) or target.kind != "number":
        return text
    if cell.formula:
        reader.notice(
            cell.source, f"“实际完成值”由公式 {cell.formula[:40]} 得出，读取的是上次保存的值 {cell.text}"
        )
    if _SIGN.match(text):
        reader.fault(cell.source, f"“{text}”不是实际完成值，是一个范围", "请填实际完成的数，不带 ≥、≤ 等符号")
        return None
    text = value_text(text)
    try:
        number = parse_actual(text, target)[1]
    except ValueError as error:
        reader.fault(cell.source, str(error), f"指标值是“{written}”，请填实际完成的数")
        return None
    if target.unit == "%" and "%" not in text and target.value > 1 and number and 0 < number <= 1:
        reader.fault(cell.source, f"实际完成值“{text}”看不出是小数还是百分数", "请写成百分数，如 95%")
        return None
    return text


def read_midyear(cell: Cell, written: str | None) -> str:
    """The midyear value in the unit of its target, without the unit; as it is written where it is no such number."""
    target = parse_target(written) if written else None
    text = re.sub(r"\s", "", cell.text)
    if not isinstance(target, Target) or target.kind != "number" or cell.kind != "text":
        return cell.text
    try:
        number = parse_actual(value_text(text), target)[1]
    except ValueError:
        return cell.text
    return cell.text if number is None else format(number, "f")
