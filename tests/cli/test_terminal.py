"""Nothing that a file, its name or a record says acts on the terminal; data for programs stays exact."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.command_line import Run
from tests.support.hostile_workbooks import SHEET
from tests.support.places import EXAMPLE
from tests.support.pseudo_terminal import on_a_terminal
from tests.support.workbooks import edit_parts, filled

SIGNS = {
    "escape": "\x1b[31m",
    "bell": "\x07",
    "title": "\x1b]0;x\x07",
    "c1": "\x9b31m",
    "return": "\r",
    "line": "\n错误 FAKE 一切正常",
    "separator": "\u2028",
    "override": "\u202e",
    "isolate": "\u2066",
    "mark": "\u200f",
}
NAMED = {
    "submission": ["check", "{}.yaml"],
    "no such kind": ["check", "a.yaml{}"],
    "workbook": ["check", "{}.xlsx", "--annotate", "{}-out.xlsx"],
    "trace": ["trace", "{}.yaml", "total.score"],
    "form": ["convert", "{}.docx", "{}.yaml"],
    "folder of a form": ["init", "{}"],
    "template": ["template", "{}.docx"],
    "output folder": ["draft", "submission.yaml", "--out", "{}", "--offline"],
    "used template": ["draft", "submission.yaml", "--out", "new", "--offline", "--template", "{}.docx"],
    "reply": ["draft", "submission.yaml", "--out", "new", "--offline", "--reply", "problems={}.txt"],
    "waivers": ["verify", "report/report.md", "--submission", "submission.yaml", "--waive", "{}.yaml"],
    "report": ["verify", "{}.md", "--submission", "submission.yaml"],
    "json of a report": ["verify", "{}.md", "--submission", "submission.yaml", "--format", "json"],
    "record": ["verify", "report/report.md", "--record", "{}.json"],
    "new record": [
        "verify",
        "report/report.md",
        "--submission",
        "submission.yaml",
        "--write-record",
        "{}.json",
    ],
    "history": ["history", "{}"],
    "export": ["export", "report", "{}.json"],
    "replay": ["replay", "{}.json", "--out", "new"],
    "settings": ["--config", "{}.toml", "doctor"],
    "unknown option": ["check", "a.yaml", "--{}"],
    "unknown verb": ["{}"],
    "too many": ["explain", "NUM002", "{}"],
}
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("there", [True, False])
def test_names_of_files_do_not_act(at: Run, sign: str, there: bool) -> None:
    name = f"甲{SIGNS[sign]}乙"
    for place, verb in NAMED.items():
        arguments = [item.format(name) for item in verb]
        if there:
            for suffix in ("", ".yaml", ".xlsx", ".docx", ".md", ".txt", ".json", ".toml"):
                Path(f"{name}{suffix}").touch()
        code, out, err = at(*arguments)
        assert code == 2 and "Traceback" not in err, (place, err)
        assert not ACTING.search(out + err), (place, out, err)
        assert not any(line.startswith("错误 FAKE") for line in (out + err).splitlines()), (place, err)


def test_a_name_with_signs_that_do_nothing_is_an_ordinary_name(at: Run) -> None:
    """Zero-width spaces come with names that were copied out of a chat; they are read, and not shown."""
    name = "\u200b自评\ufeff.yaml"
    Path(name).write_bytes(EXAMPLE.read_bytes())
    code, out, err = at("check", name)
    assert code == 0 and "\u200b" not in out + err and "自评.yaml" in out


EVIL = "市\x1b[31m\x9b2J\u202e局"


def test_what_files_say_does_not_act(at: Run) -> None:
    tree = json.loads(json.dumps(at("compute", "submission.yaml", "--format", "json")[1]))
    assert tree
    text = EXAMPLE.read_text("utf-8")
    name = re.search(r"name: (\S+)", text)
    assert name is not None
    escaped = EVIL.encode("unicode_escape").decode().replace("\\u5e02", "市").replace("\\u5c40", "局")
    Path("evil.yaml").write_text(text.replace(name[0], f'name: "{escaped}"', 1), "utf-8")
    Path("evil.md").write_text(f"{EVIL}预算执行率90.56%。\n", "utf-8")
    for verb in (
        ["check", "evil.yaml"],
        ["compute", "evil.yaml"],
        ["compute", "evil.yaml", "--format", "json"],
        ["verify", "evil.md", "--submission", "submission.yaml"],
        ["verify", "evil.md", "--submission", "submission.yaml", "--format", "json", "--explain"],
        ["draft", "evil.yaml", "--out", "evil", "--offline"],
        ["convert", "evil.yaml", "evil.xlsx"],
    ):
        code, out, err = at(*verb)
        assert code in (0, 1, 2) and not ACTING.search(out + err), (verb, out, err)


def test_names_inside_files_do_not_act(at: Run) -> None:
    text = EXAMPLE.read_text("utf-8")
    own = text.replace("standard: mof-2020", r'standard: "甲\x1b[31m\n错误 FAKE"', 1)
    assert own != text
    Path("own.yaml").write_text(own, "utf-8")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for item in zipfile.ZipFile(BytesIO(filled())).infolist():
            package.writestr(item, zipfile.ZipFile(BytesIO(filled())).read(item))
        package.writestr("xl/\x1b[31m\n错误 FAKE.xml", "<!DOCTYPE a><a/>")
    Path("evil.xlsx").write_bytes(stream.getvalue())
    for verb in (["check", "own.yaml"], ["check", "evil.xlsx"]):
        code, out, err = at(*verb)
        assert code == 2 and not ACTING.search(out + err), err
        assert not any(line.startswith("错误 FAKE") for line in err.splitlines()), err
    Path("evil.xlsx").write_bytes(edit_parts(filled(), {SHEET: b"<!DOCTYPE a><a/>"}))
    assert at("check", "evil.xlsx")[0] == 2


def test_the_path_in_a_foreign_history_does_not_act(at: Run) -> None:
    """A history can come from elsewhere; its chain says that it was not changed, and not who wrote it."""
    from dataclasses import asdict, replace

    from sqlalchemy import insert

    from assistant.domain.records import canonical
    from assistant.history.folder import Folder
    from assistant.history.schema_tables import RECORDS

    folder = Folder(Path("report"), create=False)
    first, last = folder.history.records()[0], folder.history.records()[-1]
    evil = canonical(first.data | {"path": "/甲\x1b[31m\n错误 FAKE"})
    record = replace(first, position=last.position + 1, previous=last.hash, content=evil).sealed()
    with folder.history.database.writing() as connection:
        connection.execute(insert(RECORDS).values(**asdict(record)))
    code, out, err = at("render", "report")
    assert code == 0 and "已读不到" in err and not ACTING.search(out + err)
    assert not any(line.startswith("错误 FAKE") for line in err.splitlines())
    assert sqlite3.connect("report/history.sqlite").execute("SELECT count(*) FROM ziping_records").fetchone()


def test_data_for_programs_stays_exact(at: Run) -> None:
    text = "1.甲\u200b乙\u00ad丙\u202e丁，预算执行率90.56%。\n"
    Path("marks.md").write_text(text, "utf-8")
    assert at("verify", "marks.md", "--text")[1] == text
    out = at("verify", "marks.md", "--submission", "submission.yaml", "--format", "json")[1]
    (row,) = (item for item in json.loads(out)["diagnostics"] if item["text"] == "90.56%")
    assert text[row["start"] : row["end"]] == "90.56%" and not ACTING.search(out)


def test_on_a_terminal_only_our_own_colours_go_through(at: Run) -> None:
    Path("good.txt").write_text("1.加强绩效业务学习。\n<<END>>\n", "utf-8")
    at("regenerate", "report", "suggestions", "--reply", "good.txt")
    shown, code = on_a_terminal(["diff", "report", "suggestions"], Path(), "")
    assert code == 0 and "\x1b[32m" in shown and "\x1b[31m" in shown
    shown, code = on_a_terminal(["check", "--help"], Path(), "")
    assert code == 0 and "用法" in shown and "\x1b[" in shown
    Path("evil.md").write_text(f"{EVIL}\n", "utf-8")
    shown, code = on_a_terminal(["verify", "evil.md", "--text"], Path(), "")
    assert code == 0 and "市" in shown and not ACTING.search(shown.replace("\r\n", "\n"))
