"""How many changed digits pass the gate: every number of a report, its last digit replaced by each other digit.

    python -m benchmarks.changed_digits [SUBMISSION]

Writes the report with the offline writer, verifies that it is clean, changes one digit at a time, and counts
the changed reports that `verify` does not stop. The report is not the text on which a rule was fitted in
isolation: it is what this program writes, so this measures the gate on its own report, not on others'.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from assistant.domain.diagnostic import refusing
from assistant.loading.documents.text import read_text
from assistant.workflow.opening import open_case
from tests.support.offline import drafted_offline
from validators import gate
from validators.binding import read
from validators.lexicon import Lexicon

EXAMPLE = Path(__file__).parent.parent / "examples" / "changchun-2023.yaml"


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    case = open_case(path)
    with tempfile.TemporaryDirectory() as folder:
        drafted_offline(case, Path(folder))
        text = (Path(folder) / "report.md").read_text("utf-8")
    lexicon = Lexicon(case.ledger)
    reading = read(read_text(text, markdown=True), case.ledger, lexicon)
    clean = gate.check(read_text(text, markdown=True), case.ledger, lexicon)
    print(f"{path.name}: {len(reading.bindings)} numbers, {len(clean)} diagnostics in the clean report")
    changed, passed = Counter[str](), Counter[str]()
    started = time.perf_counter()
    for binding in reading.bindings:
        mention = binding.mention
        places = [index for index in range(mention.start, mention.end) if text[index].isdigit()]
        for digit in "0123456789" if places else "":
            if digit == text[places[-1]]:
                continue
            altered = text[: places[-1]] + digit + text[places[-1] + 1 :]
            changed[mention.kind.value] += 1
            if not refusing(gate.check(read_text(altered, markdown=True), case.ledger, lexicon)):
                passed[mention.kind.value] += 1
                around = text[max(0, mention.start - 20) : mention.end + 12].replace("\n", " ")
                print(f"passed: {mention.text} -> …{digit}: {around}")
    for kind, number in sorted(changed.items()):
        print(f"{kind:10} changed {number:5}  passed {passed[kind]}")
    total, seconds = sum(changed.values()), time.perf_counter() - started
    print(
        f"total      changed {total:5}  passed {sum(passed.values())}  ({seconds / total * 1000:.0f} ms a report)"
    )


if __name__ == "__main__":
    main()
