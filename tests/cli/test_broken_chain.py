"""A history that somebody changed decides nothing: every verb that publishes or decides names where its chain is broken."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from tests.support.command_line import Run

DECIDING = [
    ["render", "report"],
    ["accept", "report", "problems", "1"],
    ["regenerate", "report", "suggestions", "--reply", "good.txt"],
    ["edit", "report", "problems"],
    ["lock", "report", "problems"],
    ["unlock", "report", "measures"],
    ["draft", "submission.yaml", "--out", "report", "--offline"],
    ["draft", "submission.yaml", "--out", "report", "--offline", "--section", "problems"],
    ["draft", "submission.yaml", "--out", "report", "--offline", "--anew"],
]
CHANGES = {
    "a text": "UPDATE ziping_records SET content = replace(content, '预算', '决算') WHERE position = 2",
    "a verdict": "UPDATE ziping_records SET verdict = 'refused' WHERE position = 2",
    "a record gone": "DELETE FROM ziping_records WHERE position = 2",
    "the inputs": "UPDATE ziping_inputs SET data = x'00' WHERE length(data) > 5000",
}


def change(statement: str) -> None:
    """What somebody does who gets at the file: the triggers go first."""
    with sqlite3.connect("report/history.sqlite") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement).rowcount >= 1


def state() -> dict[str, bytes]:
    """Every file of the folder."""
    return {str(item): item.read_bytes() for item in Path("report").rglob("*") if item.is_file()}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("verb", DECIDING, ids=lambda verb: " ".join(verb[:1] + verb[5:6]))
def test_verbs_that_decide_refuse_a_broken_chain(
    at: Run, monkeypatch: pytest.MonkeyPatch, verb: list[str], kind: str
) -> None:
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" -c "raise SystemExit(0)"')
    assert at("lock", "report", "measures")[0] == 0
    change(CHANGES[kind])
    before = state()
    code, _, err = at(*verb)
    place = "第1条（submission）" if kind == "the inputs" else "第2条"
    assert code == 2 and f"历史的校验链断了：{place}" in err and err.count("\n") == 1, err
    assert state() == before


def test_a_broken_history_can_still_be_looked_at(at: Run) -> None:
    change(CHANGES["a text"])
    assert at("history", "report")[0] == 0 and at("diff", "report", "problems")[0] == 0
    code, out, _ = at("history", "report", "--check")
    assert code == 1 and "第2条" in out
