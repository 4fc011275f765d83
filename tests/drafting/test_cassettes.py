"""The recordings themselves: no key, no stray file, readable, and the recorder really records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.domain.draft import Message
from assistant.domain.endpoint import Endpoint
from assistant.drafting.model import Model
from tests.support.endpoint import serving
from tests.support.places import ROOT
from tests.support.recording import recording

CASSETTES = sorted((ROOT / "cassettes").rglob("*"))
FILES = [path for path in CASSETTES if path.is_file()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cassette_holds_no_key_and_says_who_wrote_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.suffix == ".yaml" and path.parent.name.startswith("test_")
    assert text.startswith(("# a language model's reply", "# authored", "# recorded from "))
    assert not re.search(r"sk-[A-Za-z0-9]|Bearer|authorization|not-a-key", text, re.IGNORECASE)
    assert "\\u" not in text
    for interaction in yaml.safe_load(text)["interactions"]:
        assert set(interaction["request"]["headers"]) <= {"Content-Type", "content-type"}
        assert interaction["request"]["body"]["messages"]


def test_every_cassette_belongs_to_a_test() -> None:
    for path in FILES:
        [module] = (ROOT / "tests").rglob(f"{path.parent.name}.py")
        assert f"def test_{path.stem}(" in module.read_text("utf-8")


@pytest.mark.loopback
def test_the_recorder_still_sees_the_client(tmp_path: Path) -> None:
    """An older vcrpy records nothing of this client, silently; this turns that into a failure."""
    with serving(["正常"]) as base_url, recording("probe", mode="once", folder=tmp_path) as cassette:
        reply = Model(Endpoint(base_url, "loopback", "not-a-key")).ask((Message("user", "你好"),))
        assert reply.text == "正常"
        assert len(cassette) == 1
    written = (tmp_path / "probe.yaml").read_text("utf-8")
    assert "not-a-key" not in written and "你好" in written
