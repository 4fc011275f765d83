"""Bars where people would rather look than read: 预算与执行, 得分与分值, 上年与本年. Lengths in per cent of the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.ledger import Ledger
from assistant.domain.money import USES

_MOST = 12  # bars of a chart
_NAME = 15  # characters of a name beside a bar
_SPREAD = 5  # from which the longest bar would leave nothing to see of the shortest
_PARTS = ("basic", "project", "fiscal", "carryover", "other")


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `whole` and `part` in per cent of the longest; `note` stands at its end."""

    name: str
    values: tuple[str, ...]
    whole: str
    part: str
    note: str
    lost: bool = False

    @property
    def short(self) -> str:
        return self.name if len(self.name) <= _NAME else f"{self.name[: _NAME - 1]}…"

    @property
    def rest(self) -> str:
        """From the end of the part to the end of the whole."""
        return _percent(max(Decimal(self.whole) - Decimal(self.part), Decimal(0)))


@dataclass(frozen=True)
class Chart:
    """A chart with the heads of its data table; `left_out` says what is not drawn."""

    id: str
    title: str
    heads: tuple[str, ...]
    bars: tuple[Bar, ...]
    whole: str
    part: str
    left_out: str = ""
    paired: bool = False

    @property
    def words(self) -> str:
        """The chart in words."""
        lines = (
            f"{bar.name}："
            + "，".join(
                f"{head}{value}" for head, value in zip(self.heads[1:], bar.values, strict=True) if value
            )
            for bar in self.bars
        )
        return "；".join(lines) + (f"。{self.left_out}" if self.left_out else "")


@dataclass(frozen=True)
class _Line:
    """What a bar is drawn from: name, ids of the whole, the part and what stands at the end."""

    name: str
    whole: str
    part: str
    note: str


def charts(ledger: Ledger) -> list[Chart]:
    """The charts for which there are numbers."""
    found = [_parts(ledger), _projects(ledger), _scores(ledger), _years(ledger)]
    return [chart for chart in found if chart.bars]


def _parts(ledger: Ledger) -> Chart:
    lines = [_Line("全年合计", "budget.adjusted.total", "budget.executed.total", "budget.execution.rate")]
    for part in _PARTS:
        whole, done = (ledger.part(stage, part) for stage in ("adjusted", "executed"))
        rate = f"budget.{part}.execution.rate" if part in USES else ""
        lines.append(_Line(_name(ledger, part), whole, done, rate))
    heads = ("资金", "全年预算数", "全年执行数", "预算执行率")
    return Chart(
        "parts", "预算与执行（按支出和资金来源）", heads, _bars(ledger, lines), "全年预算数", "全年执行数"
    )


def _projects(ledger: Ledger) -> Chart:
    """All projects, or those with the most money left."""
    heads = _numbered(ledger, "project", "budget")
    if len(heads) > _MOST:
        left = {head: _exact(ledger, f"{head}.unexecuted") for head in heads}
        kept = set(sorted(heads, key=lambda head: (-left[head], heads.index(head)))[:_MOST])
        said = f"按未执行数从大到小画出{_MOST}个，其余{len(heads) - _MOST}个项目未画出，见报告正文。"
        heads = [head for head in heads if head in kept]
    else:
        said = ""
    lines = [
        _Line(_name(ledger, head), f"{head}.budget", f"{head}.executed", f"{head}.execution.rate")
        for head in heads
    ]
    titles = ("项目", "全年预算数", "全年执行数", "预算执行率")
    return Chart(
        "projects", "预算与执行（按项目）", titles, _bars(ledger, lines), "全年预算数", "全年执行数", said
    )


def _scores(ledger: Ledger) -> Chart:
    """The execution rate and all indicators, or those with the most points lost."""
    heads = ["budget.execution", *_numbered(ledger, "indicator", "points")]
    heads = [head for head in heads if f"{head}.points" in ledger and f"{head}.score" in ledger]
    lost = {head: _exact(ledger, f"{head}.lost") for head in heads}
    said = ""
    if len(heads) > _MOST:
        kept = sorted(heads, key=lambda head: (-lost[head], heads.index(head)))[:_MOST]
        out = [head for head in heads if head not in kept]
        minus = sum(lost[head] > 0 for head in out)
        said = f"按扣分从大到小画出{_MOST}个，其余{len(out)}个未画出" + (
            f"（其中{minus}个有扣分）。" if minus else "，都未扣分。"
        )
        heads = kept
    else:
        heads.sort(key=lambda head: -lost[head])
    lines = [
        _Line(
            "预算执行率" if head == "budget.execution" else _name(ledger, head),
            f"{head}.points",
            f"{head}.score",
            f"{head}.lost",
        )
        for head in heads
    ]
    points = [_exact(ledger, line.whole) for line in lines]
    alone = bool(points) and max(points) > _SPREAD * min(points)
    if alone:
        said += "各条按自己的分值画满。"
    titles = ("指标", "分值", "自评得分", "扣分")
    return Chart(
        "scores",
        "指标得分与分值",
        titles,
        _bars(ledger, lines, lost=True, alone=alone),
        "分值",
        "自评得分",
        said,
    )


def _years(ledger: Ledger) -> Chart:
    lines = []
    for stage, title in (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数")):
        for part, name in (("total", ""), ("basic", "基本支出"), ("project", "项目支出")):
            now, rate = ledger.part(stage, part), f"yoy.{stage}.{part}.rate"
            lines.append(_Line(f"{name}{title}", f"previous.{stage}.{part}", now, rate))
    titles = ("项目", "上年", "本年", "增减")
    return Chart("years", "与上年比较", titles, _bars(ledger, lines), "上年", "本年", paired=True)


def _bars(ledger: Ledger, lines: Iterable[_Line], lost: bool = False, alone: bool = False) -> tuple[Bar, ...]:
    """The bars of the lines whose numbers are there, on one scale, or (`alone`) each on its own."""
    drawn = [line for line in lines if line.whole in ledger and line.part in ledger]
    longest = max(
        (_exact(ledger, key) for line in drawn for key in (line.whole, line.part)), default=Decimal(0)
    )
    return tuple(_bar(ledger, line, _exact(ledger, line.whole) if alone else longest, lost) for line in drawn)


def _bar(ledger: Ledger, line: _Line, longest: Decimal, lost: bool) -> Bar:
    note = ledger[line.note].text if line.note and line.note in ledger else ""
    minus = lost and _exact(ledger, line.note) > 0
    scale = Decimal(100) / longest if longest > 0 else Decimal(0)
    whole, part = (_percent(max(_exact(ledger, key), Decimal(0)) * scale) for key in (line.whole, line.part))
    values = (ledger[line.whole].text, ledger[line.part].text, note)
    if line.note.startswith("yoy.") and _exact(ledger, line.note) > 0:
        note = f"+{note}"
    if lost:
        note = f"{values[1].removesuffix('分')}/{values[0]}" + (f"　扣{note}" if minus else "")
    return Bar(line.name, values, whole, part, note, minus)


def _numbered(ledger: Ledger, kind: str, key: str) -> Sequence[str]:
    """indicator.1, indicator.2 … that have an entry of this key, in order."""
    ids = (entry_id.split(".") for entry_id in ledger.entries)
    return [f"{kind}.{names[1]}" for names in ids if len(names) == 3 and names[0] == kind and names[2] == key]


def _name(ledger: Ledger, subject: str) -> str:
    return ledger.subjects[subject].name if subject in ledger.subjects else subject


def _exact(ledger: Ledger, entry_id: str) -> Decimal:
    entry = ledger.get(entry_id)
    return entry.quantity.exact if entry and entry.quantity else Decimal(0)


def _percent(value: Decimal) -> str:
    return f"{value:.2f}"
