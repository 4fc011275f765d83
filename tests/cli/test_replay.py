"""export and replay: the same numbers, prompt and recorded reply give the same bytes; a forged export is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.domain.records import GENESIS, Record
from assistant.workflow import publication
from tests.support.command_line import Run
from tests.support.replies import NOTE


def test_replay_gives_the_same_bytes_without_anything_else(at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    at("regenerate", "report", "suggestions", "--note", NOTE, "--reply", "good.txt")
    at("accept", "report", "suggestions")
    at("render", "report")
    assert at("export", "report", "x.json")[0] == 0
    assert "已存在，没有改动" in at("export", "report", "x.json")[2]
    Path("elsewhere").mkdir()
    shutil.move("x.json", "elsewhere")
    Path("submission.yaml").unlink()
    monkeypatch.chdir("elsewhere")
    code, _, err = at("replay", "x.json", "--out", "again")
    assert code == 0 and "逐字节相同" in err
    for name in publication.REPORT_FILES:
        assert Path("again", name).read_bytes() == Path("../report", name).read_bytes()


def forged(change: Callable[[dict], None]) -> bytes:  # type: ignore[type-arg]
    data = json.loads(Path("x.json").read_text("utf-8"))
    change(data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data["records"][2].update(verdict="refused"), "校验链断了：第3条"),
        (
            lambda data: data["inputs"].update({name: "AA==" for name in data["inputs"]}),
            "第1条（submission）所用的填报数据被改动过",
        ),
        (lambda data: data["inputs"].clear(), "填报数据缺失"),
        (lambda data: data["records"].pop(), "没有生成过报告"),
        (lambda data: data["records"][0].pop("who"), "这不是 ziping export 写出的文件"),
        (lambda data: data["records"][0].update(position="1"), "这不是 ziping export 写出的文件"),
        (lambda data: data.update(format="?"), "这不是 ziping export 写出的文件"),
        (lambda data: data.update(inputs=[]), "这不是 ziping export 写出的文件"),
    ],
)
def test_a_forged_export_is_refused(at: Run, change: Callable[[dict], None], says: str) -> None:  # type: ignore[type-arg]
    assert at("export", "report", "x.json")[0] == 0
    Path("forged.json").write_bytes(forged(change))
    code, _, err = at("replay", "forged.json", "--out", "again")
    assert code == 2 and says in err and not Path("again/report.md").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[]", "第2条的内容读不出来"),
        ("{}", "缺少“messages”"),
        ('{"messages": [1]}', "提示词读不出来"),
        ('{"messages": [], "reply": 5}', "缺少“reply”"),
    ],
)
def test_an_export_forged_with_its_hashes_is_refused(at: Run, content: str, says: str) -> None:
    assert at("export", "report", "x.json")[0] == 0
    data = json.loads(Path("x.json").read_text("utf-8"))
    records = [Record(**row) for row in data["records"]]
    records[1] = replace(records[1], content=content)
    previous = GENESIS
    for place, record in enumerate(records):
        records[place] = replace(record, previous=previous).sealed()
        previous = records[place].hash
    Path("forged.json").write_text(
        json.dumps(data | {"records": [asdict(item) for item in records]}), "utf-8"
    )
    code, _, err = at("replay", "forged.json", "--out", "again")
    assert code == 2 and says in err and "Traceback" not in err
