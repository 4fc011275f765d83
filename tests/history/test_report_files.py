"""The files of a report are one set: a kill or a fault at any point leaves the old set whole, or the new one, recorded."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.document import SectionName
from assistant.domain.draft import Section
from assistant.domain.layout import Layout
from assistant.domain.records import RecordKind, broken_at, digest
from assistant.errors import InputError
from assistant.history.folder import Folder
from assistant.workflow.attempts import draft_offline
from assistant.workflow.opening import Case, inputs_of
from assistant.workflow.publication import PDF, REPORT_SET, compose_files
from tests.support.stops import killed_at, stopping

SHOWS = {PDF: "report.docx"}
NUMBERS = dict.fromkeys(map(str, SectionName), 1)
Act = Callable[[Folder], object]
Set = dict[str, bytes]


def files_of(case: Case) -> Set:
    sections = {name: Section(name, (draft_offline(case, name),)) for name in SectionName}
    return dict(compose_files(case, sections, []).files)


@pytest.fixture(scope="module")
def old(case: Case) -> Set:
    return files_of(case) | {PDF: b"%PDF old"}


@pytest.fixture(scope="module")
def new(case: Case, old: Set) -> Set:
    """Another layout: the .docx and the record of it differ, the rest stays as it is; without a PDF."""
    made = files_of(replace(case, layout=Layout(contents=True)))
    return made | {"report.md": made["report.md"] + "又一行\n".encode()}


@pytest.fixture
def folder(case: Case, old: Set, tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "report", who="李某")
    made.publish(old, SHOWS, NUMBERS, inputs_of(case))
    return made


@pytest.fixture
def acts(case: Case, old: Set, new: Set) -> dict[str, Act]:
    """What can be done to a set, by name."""
    inputs = inputs_of(case)
    return {
        "replace": lambda folder: folder.publish(new, SHOWS, NUMBERS, inputs),
        "new pdf": lambda folder: folder.publish(old | {PDF: b"%PDF new"}, SHOWS, NUMBERS, inputs),
        "withdraw": lambda folder: folder.withdraw(REPORT_SET),
    }


def standing(path: Path) -> Set:
    return {name: (path / name).read_bytes() for name in REPORT_SET if (path / name).exists()}


def left(path: Path) -> list[str]:
    return [item.name for item in path.iterdir() if item.name.startswith(".")]


def is_whole(path: Path, before: Set, after: Set) -> bool:
    """The set that stands is one of two, whole; the history says so; nothing is lost. True where it is the later."""
    history = Folder(path, create=False).history
    records, found = history.records(), standing(path)
    assert found in (before, after), sorted(found)
    assert broken_at(records, history.inputs(records)) == ""
    recorded = (
        [item for item in records if item.kind == RecordKind.REPORT][-1].data["files"] if records else {}
    )
    if found:
        assert recorded == {name: digest(data) for name, data in found.items() if name != PDF}
    kept = [item.read_bytes() for item in path.glob("previous/*")]
    gone = [data for name, data in before.items() if found.get(name) != data]
    assert sorted(kept) == sorted(gone) and left(path) == []
    return found == after and before != after


@pytest.mark.parametrize("act", ["replace", "new pdf", "withdraw"])
def test_a_kill_at_any_step_leaves_one_set_whole(
    folder: Folder, acts: dict[str, Act], tmp_path: Path, act: str
) -> None:
    done = Folder(shutil.copytree(folder.path, tmp_path / "done"))
    acts[act](done)
    before, after = standing(folder.path), standing(done.path)
    started, point, later = time.perf_counter(), 0, 0
    while True:
        point += 1
        path = shutil.copytree(folder.path, tmp_path / f"killed-{point}")
        if not killed_at(point, lambda where=path: acts[act](Folder(where))):  # type: ignore[misc]
            break
        later += is_whole(path, before, after)
        shutil.rmtree(path)
        assert time.perf_counter() - started < 120
    assert is_whole(path, before, after) and point > 15 and 0 < later < point / 2


def test_a_kill_while_a_set_is_taken_back(folder: Folder, acts: dict[str, Act], tmp_path: Path) -> None:
    """Half the files are renamed; whoever takes them back is killed as well, at any step."""
    torn = tmp_path / "torn"
    for point in range(1, 1000):
        shutil.copytree(folder.path, torn)
        killed_at(point, lambda: acts["replace"](Folder(torn)))
        if len(list(torn.glob("previous/*"))) == 2:
            break
        shutil.rmtree(torn)
    before = standing(folder.path)
    assert standing(torn) != before
    for point in range(1, 1000):
        path = shutil.copytree(torn, tmp_path / f"again-{point}")
        if not killed_at(point, lambda where=path: Folder(where).history):  # type: ignore[misc]
            break
        is_whole(path, before, before)
        shutil.rmtree(path)
    assert standing(path) == before and point > 5


def failing(patch: pytest.MonkeyPatch, point: int, code: int, lasting: bool) -> Callable[[], int]:
    """The step of this number fails, and every later one where the fault lasts."""

    def stop(step: int) -> None:
        if step == point or (lasting and step > point):
            raise OSError(code, os.strerror(code))

    return stopping(patch, stop)


def points(folder: Folder, act: Act, tmp_path: Path, lasting: bool) -> Iterator[tuple[Path, str]]:
    """A copy of the folder after a fault at each point, with what was said."""
    point = 0
    while True:
        point += 1
        path = shutil.copytree(folder.path, tmp_path / f"failed-{point}")
        with pytest.MonkeyPatch.context() as patch:
            calls = failing(patch, point, errno.ENOSPC, lasting)
            said = ""
            try:
                act(Folder(path))
            except InputError as error:
                said = str(error)
            reached = calls() >= point
        if not reached:
            assert said == ""
            return
        yield path, said


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("act", ["replace", "new pdf", "withdraw"])
def test_a_fault_at_any_write_leaves_one_set_whole(
    folder: Folder, acts: dict[str, Act], tmp_path: Path, act: str, lasting: bool
) -> None:
    done = Folder(shutil.copytree(folder.path, tmp_path / "done"))
    acts[act](done)
    before, after = standing(folder.path), standing(done.path)
    refused = 0
    for path, said in points(folder, acts[act], tmp_path, lasting):
        if said:
            refused += 1
            assert said.count("\n") == 0 and "不能写入" in said, said
        if said and "没有改动" in said:
            assert standing(path) == before  # at once, not only after the next run
        assert is_whole(path, before, after) == (not said)
    assert refused > 8


def test_a_first_report_that_fails_leaves_nothing(case: Case, old: Set, tmp_path: Path) -> None:
    """No half of a first report either."""
    empty = Folder(tmp_path / "empty", who="李某")
    empty.history.supply(inputs_of(case))
    for path, said in points(
        empty, lambda folder: folder.publish(old, SHOWS, NUMBERS, inputs_of(case)), tmp_path, True
    ):
        Folder(path, create=False).history.records()
        assert standing(path) == ({} if said else old) and left(path) == []


def test_a_folder_that_cannot_be_written(folder: Folder, acts: dict[str, Act], old: Set) -> None:
    """The history can be, the folder cannot: nothing is published, nothing is recorded."""
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, 1, errno.EACCES, True)
        with pytest.raises(InputError, match=r"不能写入文件夹 .*；原来的报告文件没有改动"):
            acts["replace"](folder)
    assert standing(folder.path) == old and is_whole(folder.path, old, old) is False


def test_a_file_too_large_for_the_disk(case: Case, folder: Folder, old: Set) -> None:
    """A real limit of the system (RLIMIT_FSIZE), met in the middle of a file."""
    new = old | {"report.docx": b"0" * 3_000_000}
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
            Folder(folder.path).publish(new, SHOWS, NUMBERS, inputs_of(case))
        except InputError as error:
            os._exit(0 if "原来的报告文件没有改动" in str(error) else 2)
        finally:
            os._exit(1)
    assert os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 0
    assert standing(folder.path) == old and not is_whole(folder.path, old, old)


def test_previous_is_never_followed(folder: Folder, acts: dict[str, Act], old: Set, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder.path / "previous").symlink_to(tmp_path / "elsewhere")
    for act in acts.values():
        with pytest.raises(InputError, match="previous 是符号链接或不是文件夹"):
            act(folder)
    assert list((tmp_path / "elsewhere").iterdir()) == [] and standing(folder.path) == old
    (folder.path / "previous").unlink()
    assert not is_whole(folder.path, old, old)


@pytest.mark.parametrize(
    "journal",
    [
        '{"record": "", "moves": [["../../victim", "", true]]}',
        '{"record": "", "moves": [["report.md", "../../victim", false]]}',
        '{"record": "", "moves": 5}',
        "[]",
        "[" * 50_000,
    ],
)
def test_a_journal_of_somebody_else_moves_nothing(
    folder: Folder, tmp_path: Path, journal: str, old: Set
) -> None:
    (tmp_path / "victim").write_text("x")
    (folder.path / ".replacing-0").mkdir()
    (folder.path / ".replacing-0" / "journal.json").write_text(journal)
    with pytest.raises(InputError, match=r"journal\.json 不是 ziping 写成的"):
        _ = Folder(folder.path).history
    assert (tmp_path / "victim").read_text() == "x" and standing(folder.path) == old


def test_a_folder_that_is_only_read_is_left_as_it_is(
    folder: Folder, acts: dict[str, Act], tmp_path: Path
) -> None:
    """A reader without the right to write sees the history; what was interrupted waits for somebody who may."""
    for point in range(1, 1000):
        torn = shutil.copytree(folder.path, tmp_path / f"torn-{point}")
        killed_at(point, lambda where=torn: acts["replace"](Folder(where)))  # type: ignore[misc]
        if list(torn.glob("previous/*")):
            break
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert Folder(torn, create=False).history.records()
    assert left(torn) and not is_whole(torn, standing(folder.path), standing(folder.path))
