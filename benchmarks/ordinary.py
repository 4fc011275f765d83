"""How many ordinary submissions become a report by the offline writer.

    python -m benchmarks.ordinary [--number 2000] [--seed 0] [--show 10]

Each submission (tests/support/drawn_submissions.py) is written as YAML, loaded, drafted by the offline writer, composed, and its
Markdown read again as a stranger's; every --files-th is also written as .docx and .html and read again. Counted is what
came of it: a report; an input error that names its file and line; anything else, with its reason.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.support.drawn_submissions import drawn
from tests.support.ordinary_reports import INPUT, REPORT, outcome


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--number", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--files", type=int, default=20, help="also .docx and .html of every so many")
    arguments.add_argument("--show", type=int, default=10, help="how many of the others are printed")
    options = arguments.parse_args()
    counted: Counter[str] = Counter()
    others: list[tuple[int, str]] = []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="ziping-ordinary-") as name:
        for seed in range(options.seed, options.seed + options.number):
            try:
                came = outcome(drawn(seed), Path(name), files=seed % options.files == 0)
            except Exception as error:  # noqa: BLE001 - what this counts
                came = f"{type(error).__name__}：{error}"
            counted[came if came in (REPORT, INPUT) else "其他"] += 1
            if came not in (REPORT, INPUT):
                others.append((seed, came))
    for came, number in counted.most_common():
        print(f"{came}：{number}/{options.number}")
    for came, number in Counter(re.sub("[（“].*", "", reason)[:60] for _, reason in others).most_common(30):
        print(f"  {number}  {came}")
    for seed, reason in others[: options.show]:
        print(f"seed {seed}：{reason[:300]}")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
