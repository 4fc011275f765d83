"""Writing the report of 5, 50 and 500 indicators as .md, .html and .docx, beside python-docx.

    python -m benchmarks.report

The peer is python-docx writing the same text, paragraph by paragraph and cell by cell, without any form: no style of its
own, no merged cell, no bookmark. Each measurement is a process of its own that composes the same report first; seconds
are of the writing alone, MB of the whole process at its peak (VmHWM) and how much the writing added. The pairs are run in
turn, five times; ratios are medians of the pairs' ratios.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

_COUNTS, _RUNS = (5, 50, 500), 5
_SETUP = """
import sys, time, json, io
from tests.support.many_indicators import composed
from assistant.rendering.docx.report import render_docx
from assistant.rendering.html import render_html
from assistant.rendering.markdown import render_markdown
from assistant.domain.report import Table, runs_text, Heading, unmerged
import docx
def peak_kb():
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
def plain(report):
    document = docx.Document()
    for block in (*report.body, *report.annex):
        if isinstance(block, Table):
            document.add_paragraph(block.caption)
            rows = unmerged(block)
            grid = document.add_table(rows=len(rows), cols=len(block.widths))
            for line, row in zip(grid.rows, rows):
                for place, cell in zip(line.cells, row):
                    place.text = runs_text(cell.runs)
        else:
            document.add_paragraph(block.text if isinstance(block, Heading) else runs_text(block.runs))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
count, kind = int(sys.argv[1]), sys.argv[2]
report, ledger, filed = composed(count)
write = {"md": lambda: render_markdown(report).encode(), "html": lambda: render_html(report, ledger).encode(),
         "docx": lambda: render_docx(report, filed), "peer": lambda: plain(report)}[kind]
before, started = peak_kb(), time.perf_counter()
data = write()
print(json.dumps([time.perf_counter() - started, len(data) / 1024, peak_kb() / 1024, (peak_kb() - before) / 1024]))
"""


def measured(count: int, kind: str) -> list[float]:
    """Seconds, KB of the file, MB at the peak, MB added by the writing."""
    command = [sys.executable, "-c", _SETUP, str(count), kind]
    found: list[float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


def main() -> None:
    for count in _COUNTS:
        runs = [
            {kind: measured(count, kind) for kind in ("md", "html", "docx", "peer")} for _ in range(_RUNS)
        ]
        for kind in ("md", "html", "docx", "peer"):
            seconds, size, peak, more = (
                statistics.median(run[kind][place] for run in runs) for place in range(4)
            )
            print(
                f"{count:4} indicators {kind:5} {seconds:7.3f} s {size:8.0f} KB  peak {peak:4.0f} MB (+{more:.0f})"
            )
        for place, name in enumerate(("seconds", "KB", "peak MB")):
            ratio = statistics.median(run["docx"][place] / run["peer"][place] for run in runs)
            print(f"{count:4} indicators docx : python-docx alone, {name}: {ratio:.2f}")


if __name__ == "__main__":
    main()
