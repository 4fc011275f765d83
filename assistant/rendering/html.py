"""The report as one plain HTML file: no script, no network, every number with its id, formula and place."""

from __future__ import annotations

from html import escape

from assistant.domain.figure import Fact, Figure
from assistant.domain.ledger import Ledger
from assistant.domain.report import Block, Cell, Heading, Report, Runs, Table

_STYLE = """
:root{color-scheme:light dark}
body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.9 "FangSong","STFangsong","Noto Serif CJK SC",serif}
h1,h2,h3,h4,h5{font-family:"SimHei","Noto Sans CJK SC",sans-serif;line-height:1.5}
h1{text-align:center;font-size:1.6em}h2{font-size:1.25em}h3{font-size:1.1em}h4,h5{font-size:1em}
p{text-indent:2em;margin:.4em 0}.cover p,.note,caption{text-indent:0}.subtitle{text-align:center;text-indent:0}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85em;line-height:1.5}
th,td{border:1px solid;padding:.3em .4em;text-align:center}td:last-child{text-align:left}th{font-weight:600}
caption{font-weight:600;padding:.5em}data{border-bottom:1px dotted;white-space:nowrap}.note{margin-top:3em;font-size:.85em}
@media print{body{max-width:none;margin:0}data{border:0}}
"""


def render_html(report: Report, ledger: Ledger) -> str:
    """The page; all supplied text is escaped, and a strict policy forbids scripts and requests."""
    parts = [
        "<!doctype html>", '<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>{escape(report.title)}</h1><p class="subtitle">{escape(report.subtitle)}</p><div class="cover">',
        *(f"<p>{escape(name)}：{escape(value)}</p>" for name, value in report.cover), "</div>",
    ]  # fmt: skip
    parts += [_block(block, ledger) for block in (*report.body, *report.annex)]
    parts += [f'<p class="note">{escape(note)}</p>' for note in report.notes]
    parts.append("</main></body></html>")
    return "\n".join(parts) + "\n"


def _block(block: Block, ledger: Ledger) -> str:
    if isinstance(block, Heading):
        level = min(block.level + 1, 6)
        return f"<h{level}>{escape(block.text)}</h{level}>"
    if isinstance(block, Table):
        return _table(block, ledger)
    return f"<p>{_runs(block.runs, ledger)}</p>"


def _table(table: Table, ledger: Ledger) -> str:
    rows = ["<tr>" + "".join(_cell(cell, ledger, number < table.heads) for cell in row) + "</tr>"
            for number, row in enumerate(table.rows)]  # fmt: skip
    return (
        f'<div class="table"><table><caption>{escape(table.caption)}</caption>\n'
        f"<thead>{''.join(rows[: table.heads])}</thead>\n"
        + "<tbody>\n" + "\n".join(rows[table.heads :]) + "\n</tbody></table></div>"
    )  # fmt: skip


def _cell(cell: Cell, ledger: Ledger, on_top: bool) -> str:
    spans = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    inner = _runs(cell.runs, ledger)
    if not cell.head:
        return f"<td{spans}>{inner}</td>"
    scope = (
        ("col" if cell.columns == 1 else "colgroup") if on_top else ("row" if cell.rows == 1 else "rowgroup")
    )
    return f'<th scope="{scope}"{spans}>{inner}</th>'


def _runs(runs: Runs, ledger: Ledger) -> str:
    return "".join(
        _number(run.text, run.entry_id, ledger) if run.entry_id else escape(run.text) for run in runs
    )


def _number(text: str, entry_id: str, ledger: Ledger) -> str:
    entry = ledger[entry_id]
    origin = (
        f"公式：{entry.formula}"
        if isinstance(entry, Figure)
        else f"出处：{entry.source}"
        if isinstance(entry, Fact)
        else ""
    )
    title = escape(f"{entry.label}；{origin}", quote=True)
    return f'<data value="{escape(entry_id, quote=True)}" title="{title}">{escape(text)}</data>'
