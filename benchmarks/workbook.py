"""Reading a workbook form of 2,000 indicators beside pandas.read_excel, and what hostile files cost.

    python -m pip install pandas && python -m benchmarks.workbook

pandas is no dependency of this project: it is installed by hand for this comparison. Both read the same file in the
same run, each in a process of its own, in turn; time is the median of the pairs' ratios and peak memory is the
process's VmHWM (imports included). pandas reads every sheet into frames and checks nothing; this
program reads every cell twice (value and formula), with its place, into a checked submission.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from assistant.domain.facts import Submission
from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_submission
from assistant.rendering.workbook import filled_workbook
from tests.support.hostile_workbooks import HOSTILE
from tests.support.places import EXAMPLE

_OURS = """
import assistant.loading.submission as s, assistant.errors as e, openpyxl
from pathlib import Path
def work(path):
    try: return len(s.load_submission(Path(path)).indicators)
    except e.SubmissionError as error: return str(error.faults[0]).partition('：')[2]
"""
_PANDAS = """
import pandas
def work(path): return sum(len(frame) for frame in pandas.read_excel(path, sheet_name=None).values())
"""
_MEASURE = """
import sys, time, json
def peak_kb():  # of this program alone; ru_maxrss begins with that of the process that started it
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
before, started = peak_kb(), time.perf_counter()
said = work(sys.argv[1])
taken = time.perf_counter() - started
peak = peak_kb()
print(json.dumps([taken, peak / 1024, (peak - before) / 1024, said], ensure_ascii=False))
"""


def measured(work: str, path: Path) -> tuple[float, float, float, str]:
    """Seconds, peak MB, MB more than before reading, and what came of it."""
    command = [sys.executable, "-c", work + _MEASURE, str(path)]
    seconds, peak, more, said = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return seconds, peak, more, str(said)


def big(rows: int) -> bytes:
    """A form with many indicators."""
    base = load_submission(EXAMPLE)
    row = base.indicators[5]
    indicators = tuple(row.model_copy(update={"name": f"{row.name}{number}"}) for number in range(rows))
    record: Submission = base.model_copy(update={"indicators": indicators})
    return filled_workbook(record, standard_titles())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        path.write_bytes(big(2_000))
        pairs = [(measured(_OURS, path), measured(_PANDAS, path)) for _ in range(5)]
        for place, name in ((0, "seconds"), (1, "peak MB"), (2, "MB added")):
            ours, theirs = (statistics.median(float(pair[side][place]) for pair in pairs) for side in (0, 1))
            ratio = statistics.median(float(pair[0][place]) / float(pair[1][place]) for pair in pairs)
            print(
                f"2,000 indicators, {name}: ziping {ours:.2f}, pandas {theirs:.2f}, ratio {ratio:.2f} (median of 5 pairs)"
            )
        for name, (make, _) in HOSTILE.items():
            path = Path(folder) / f"{name}.xlsx"
            path.write_bytes(make())
            seconds, peak, more, said = measured(_OURS, path)
            print(
                f"{name:26} {path.stat().st_size / 1e6:6.2f} MB file {seconds * 1e3:7.0f} ms {peak:5.0f} MB peak (+{more:.0f})  {said[:40]}"
            )


if __name__ == "__main__":
    main()
