"""What is written into the form is read again as it was: random submissions, and a save by LibreOffice between."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.facts import Submission
from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_submission
from assistant.rendering.workbook import filled_workbook
from tests.support.libreoffice import convert, edit_cells
from tests.support.places import EXAMPLE
from tests.support.workbooks import filled, saved

AMOUNTS = st.one_of(
    st.tuples(st.integers(0, 10**9), st.integers(0, 6)),
    st.tuples(st.integers(0, 10**18 - 1), st.integers(0, 6)),
).map(
    lambda pair: (
        f"{pair[0] // 10 ** pair[1]}.{pair[0] % 10 ** pair[1]:0{pair[1]}}" if pair[1] else str(pair[0])
    )
)
NAMES = st.text("甲乙丙丁项目经费，、。“”（）《》\"',=+-@%0123ABab &<>_", min_size=1, max_size=14).map(
    lambda text: f"{text.strip()}款"
)
TEXTS = st.lists(NAMES, max_size=3).map("\n".join)


@st.composite
def stages(draw: st.DrawFn) -> dict[str, Any]:
    form = draw(st.sampled_from(("basic", "parts", "sources", "total")))
    if form == "basic":
        return {"basic": draw(AMOUNTS), "project": draw(AMOUNTS)}
    if form == "parts":
        return {"basic": {"personnel": draw(AMOUNTS), "public": draw(AMOUNTS)}, "project": draw(AMOUNTS)}
    if form == "sources":
        return {"fiscal": draw(AMOUNTS), "carryover": draw(AMOUNTS), "other": draw(AMOUNTS)}
    return {"total": draw(AMOUNTS)}


@st.composite
def indicators(draw: st.DrawFn, depth: int = 1) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": draw(NAMES),
        "level1": draw(st.sampled_from(("", "产出"))),
        "cause": draw(TEXTS),
    }
    if depth < 3 and draw(st.integers(0, 3)) == 0:
        return row | {"rows": draw(st.lists(indicators(depth + 1), min_size=1, max_size=2))}
    kind = draw(st.sampled_from(("number", "quality", "deadline")))
    if kind == "number":
        unit = draw(st.sampled_from(("%", "", "件", "万元")))
        row |= {
            "target": draw(st.sampled_from("≥≤=")) + draw(AMOUNTS) + unit,
            "actual": draw(AMOUNTS) + draw(st.sampled_from(("", unit))),
        }
    else:
        row |= {"target": "9月底前" if kind == "deadline" else f"定性：{draw(NAMES)}", "actual": draw(NAMES)}
    if draw(st.booleans()):
        row |= {
            "points": draw(AMOUNTS),
            "score": {"value": draw(AMOUNTS), "reason": draw(TEXTS)},
            "midyear": draw(AMOUNTS),
        }
    return row


def drawn_project(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "name": draw(NAMES),
        "aliases": [draw(NAMES)],
        "key": draw(st.sampled_from(("true", "false"))),
        "budget": draw(AMOUNTS),
        "executed": draw(AMOUNTS),
        "cause": draw(TEXTS),
    }


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    budget = {name: draw(stages()) for name in ("initial", "adjusted", "executed")} | {
        "unit": draw(st.sampled_from(("元", "万元")))
    }
    projects = [drawn_project(draw) for _ in range(draw(st.integers(0, 2)))]
    return Submission.model_validate(
        {
            "format": "1",
            "kind": "department",
            "unit": {"name": draw(NAMES)},
            "year": "2023",
            "prepared_on": "2024-04-15",
            "standard": "mof-2020",
            "budget": budget,
            "projects": projects,
            "indicators": draw(st.lists(indicators(), min_size=1, max_size=4)),
            "facts": [
                {
                    "label": draw(NAMES),
                    "value": draw(AMOUNTS),
                    "unit": "次",
                    "approx": draw(st.sampled_from(("", "余"))),
                }
            ],
            "profile": {"functions": draw(TEXTS), "systems": draw(st.lists(NAMES, max_size=2))},
            "claimed": {"execution_rate": draw(AMOUNTS), "grade": "良"},
            "notes": {
                "problems": draw(st.lists(NAMES, max_size=2)),
                "measures": draw(st.lists(NAMES, max_size=2)),
            },
        }
    )


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(submissions())
def test_what_is_written_is_read_again(submission: Submission) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), filled_workbook(submission, standard_titles()))
        assert load_submission(path).model_dump() == submission.model_dump()


def test_a_person_s_edit_in_libreoffice_is_read(tmp_path: Path) -> None:
    """A number and a text are changed through LibreOffice's own interface, saved, and read with their cells."""
    edited = tmp_path / "改.xlsx"
    edit_cells(
        EXAMPLE.with_suffix(".xlsx"), edited, {"项目!G5": 13.384, "项目!I5": "活动推迟到下年"}, tmp_path
    )
    expected = load_submission(EXAMPLE).model_dump()
    expected["projects"][0]["executed"] = Decimal("13.384")
    expected["projects"][0]["cause"] = "活动推迟到下年"
    read = load_submission(edited)
    assert read.model_dump() == expected
    assert str(read.projects[0].at("executed")).endswith("改.xlsx 项目!G5")


def test_a_save_by_libreoffice_changes_nothing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path, filled()))
    book["项目"]["G5"] = 13.384
    book.save(tmp_path / "改.xlsx")
    again = convert(tmp_path / "改.xlsx", "xlsx", tmp_path / "out")
    expected = load_submission(EXAMPLE).model_dump()
    expected["projects"][0]["executed"] = Decimal("13.384")
    assert load_submission(again).model_dump() == expected
