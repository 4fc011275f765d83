"""Where the files stand that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "changchun-2023.yaml"
REAL_UNITS = ROOT / "tests" / "cases"
