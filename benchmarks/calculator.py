"""Units computed per second, its growth with the number of indicators, and a spreadsheet engine beside it.

    python -m pip install formulas openpyxl && python benchmarks/calculator.py

The same self-evaluation form, ≥ indicators with score = MIN(1, actual/target) × points and their sum, is
computed by this program (every figure and finding, from a parsed submission) and by the PyPI package
`formulas` (compiled model of the same cells as .xlsx). Both run in the same process, in turn; medians.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.calculator.compute import compute
from assistant.domain.facts import Submission
from assistant.findings.registry import find
from assistant.loading.schema import validate
from assistant.loading.standards import load_standard
from assistant.loading.yaml_tree import read_yaml

HEAD = """format: 1
kind: department
unit: {name: 某单位}
year: 2023
prepared_on: 2024-04-15
budget: {unit: 万元, initial: 100, adjusted: 110, executed: 99}
standard: xinjiang-2023
indicators:
"""


def submission(rows: int) -> Submission:
    lines = [
        f'  - {{name: 指标{n}, target: "≥{50 + n % 50}个", actual: {40 + n % 70}, points: 1}}'
        for n in range(rows)
    ]
    return validate(Submission, read_yaml(HEAD + "\n".join(lines), "bench.yaml"))


def workbook(rows: int, folder: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for n in range(rows):
        line = n + 1
        sheet[f"A{line}"], sheet[f"B{line}"], sheet[f"C{line}"] = 50 + n % 50, 40 + n % 70, 1
        sheet[f"D{line}"] = f"=ROUND(MIN(1,B{line}/A{line})*C{line},2)"
    sheet[f"D{rows + 1}"] = f"=SUM(D1:D{rows})"
    path = folder / f"form{rows}.xlsx"
    book.save(path)
    return path


def seconds(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    standard = load_standard("xinjiang-2023")

    def ours(record: Submission) -> object:
        return find(record, compute(record, standard))

    print("indicators   ours ms   per indicator µs")
    for rows in (10, 100, 1_000, 10_000):
        record = submission(rows)
        taken = seconds(lambda record=record: ours(record), 5 if rows < 10_000 else 3)  # type: ignore[misc]
        print(f"{rows:10}  {taken * 1e3:8.1f}   {taken / rows * 1e6:8.1f}")
    try:
        import formulas
    except ImportError:
        print("formulas is not installed; no comparison")
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in (10, 100):
            model = formulas.ExcelModel().loads(str(workbook(rows, Path(folder)))).finish()
            record = submission(rows)
            pairs = [(seconds(lambda: ours(record), 1), seconds(model.calculate, 1)) for _ in range(5)]  # noqa: B023
            ratio = statistics.median(theirs / mine for mine, theirs in pairs)
            mine = statistics.median(pair[0] for pair in pairs)
            print(
                f"{rows} indicators: {1 / mine:.0f} units/s; formulas takes {ratio:.1f} times as long (median of pairs)"
            )


if __name__ == "__main__":
    main()
