"""Why each number of a report was held against what it was held against, and with what outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.domain.ledger import Ledger
from assistant.domain.mention import MentionKind
from validators.reading import Binding, Reading, Verdict

MOST = 3  # entries that a line names; --format json has all

_CHINESE = {
    Verdict.TRUE: "相符",
    Verdict.HEDGE: "约数词不符",
    Verdict.ROUNDED_TWICE: "经两次舍入",
    Verdict.UNIT: "单位不符",
    Verdict.MISATTRIBUTED: "对象不符",
    Verdict.UNNAMED: "没有写明对象",
    Verdict.MISMATCH: "数值不符",
    Verdict.UNSOURCED: "没有出处",
}


def reasons(reading: Reading) -> Iterator[tuple[int, str]]:
    """One sentence for each number, in the order of the text, with the position of the number."""
    for binding in reading.bindings:
        words = " ".join(binding.mention.text.split())
        parts = [f"“{words}”{_outcome(binding, reading.ledger)}", *_because(binding, reading.ledger)]
        yield binding.mention.start, "；".join(parts)


def binding_json(binding: Binding) -> dict[str, object]:
    """The same for programs; `why` names what stands in for a fit."""
    mention = binding.mention
    marks = {
        "date": mention.kind is MentionKind.DATE,
        "quoted": binding.quoted,
        "enumeration": binding.enumeration,
        "other words": binding.soft,
    }
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "verdict": binding.verdict.value,
        "entries": list(binding.entries),
        "expected": list(binding.expected),
        "fits": [{"id": key, "fit": fit} for key, fit in binding.fits],
        "why": [mark for mark, applies in marks.items() if applies],
    }


def _outcome(binding: Binding, ledger: Ledger) -> str:
    if binding.mention.kind is MentionKind.DATE:
        return "是日期，不与台账比对，由日期规则检查"
    bound = f"，即{_named(binding.entries, ledger)}" if binding.entries else ""
    return f"{_CHINESE[binding.verdict]}{bound}"


def _because(binding: Binding, ledger: Ledger) -> Iterator[str]:
    """Why a number was held against what it was held against."""
    if binding.quoted:
        yield "在单位自己填报的文字里，原样引用"
    if binding.enumeration:
        yield "是文中所列事项的个数"
    if binding.soft:
        yield "对象是换了说法写的"
    if binding.expected and set(binding.expected) != set(binding.entries):
        lead = "字面所指" if binding.entries else "按上下文应为"
        yield f"{lead}{_named(binding.expected, ledger)}"
    same = binding.rounded_twice or binding.hedge_wrong or binding.same_digits or binding.elsewhere
    if same and not binding.entries:
        yield f"与这个数相同或相近的有{_named(same, ledger)}"
    if binding.fits:
        fits = "、".join(f"{ledger[key].label}（{fit}）" for key, fit in binding.fits)
        yield f"上下文最贴合的（贴合度）：{fits}"


def _named(ids: Iterable[str], ledger: Ledger) -> str:
    """预算执行率90.65%、…"""
    keys = list(ids)
    names = "、".join(f"{ledger[key].label}{ledger[key].text}" for key in keys[:MOST])
    return f"{names}等{len(keys)}项" if len(keys) > MOST else names
