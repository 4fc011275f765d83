"""指标值 and 实际完成值 of a published form: what is written, as the program writes it; what cannot be read is asked at its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.fields import is_absent
from assistant.domain.number import compact
from assistant.domain.target import SIGNS
from assistant.loading.cells import SheetCell
from assistant.loading.reader import Reader
from assistant.loading.written import read_target, target_text, value_text

_QUALITATIVE = ("定性", "定性指标")


@dataclass(frozen=True)
class TargetCells:
    """The cells of one target. `divided`: the form has a column 指标性质 of its own."""

    sign: SheetCell | None
    value: SheetCell
    unit: SheetCell | None
    divided: bool


def target_of(cells: TargetCells, reader: Reader) -> str | None:
    """The target as ≥5%, 定性：… or 9月底前; None where it is a fault."""
    place, text = cells.value.source, re.sub(r"\s*\n\s*", "", cells.value.text).strip()
    if cells.value.kind in ("error", "uncalculated"):
        reader.fault(place, f"“指标值”是{cells.value.text or '没有结果的公式'}", "请直接填数")
        return None
    sign, known = _sign(cells, reader)
    if not known:
        return None
    unit = "" if cells.unit is None or is_absent(cells.unit.text) else re.sub(r"\s", "", cells.unit.text)
    if sign in _QUALITATIVE or unit in _QUALITATIVE:
        return target_text("定性", text, "")
    try:
        written = target_text(sign, text, unit)
    except ValueError as fault:
        reader.fault(place, str(fault), "请只写一处")
        return None
    return _told(cells, text, sign, written, reader)


def _told(cells: TargetCells, text: str, sign: str, written: str, reader: Reader) -> str | None:
    """What was made of a target where it is not written so; a missing 指标性质 is asked for."""
    target = read_target(written)
    if target is None:
        return None
    signed = bool(re.match("[≥≤=><]", written))
    if target.kind == "quality" and not text.startswith("定性"):
        reader.notice(cells.value.source, f"指标值“{text[:20]}”没有数字，按定性指标读取")
        return target_text("定性", text, "")
    if target.kind != "number":
        return written
    if not signed and cells.divided:
        reader.fault(
            cells.sign.source if cells.sign else cells.value.source,
            f"指标值“{text}”没有填指标性质，不知道是不少于、不多于还是等于",
            "请在“指标性质”填 ≥、≤、=、>、< 或 定性",
        )
        return None
    if not signed:
        reader.notice(cells.value.source, f"指标值“{text}”没有写 ≥ 或 ≤，按“={target.text}”读取")
    elif not sign and not compact(text).startswith(target.operator):
        reader.notice(cells.value.source, f"指标值“{text}”按“{target.text}”读取")
    return written


def _sign(cells: TargetCells, reader: Reader) -> tuple[str, bool]:
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


def actual_of(cell: SheetCell, reader: Reader) -> str | None:
    """The actual value as written; None where it is a fault."""
    if cell.kind in ("error", "uncalculated"):
        reader.fault(cell.source, f"“实际完成值”是{cell.text or '没有结果的公式'}", "请直接填数")
        return None
    if cell.formula:
        reader.notice(
            cell.source, f"“实际完成值”由公式 {cell.formula[:40]} 得出，读取的是上次保存的值 {cell.text}"
        )
    return value_text(re.sub(r"\s*\n\s*", "", cell.text).strip())
