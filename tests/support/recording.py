"""Recordings of model calls in `cassettes/`, as reviewed source.

Matched on method, path and body: a changed prompt does not find its recording and fails. Request headers
other than content-type are dropped, so that no key is ever stored. RECORD=once records.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr
import yaml

from tests.support.places import ROOT

MODE = os.environ.get("RECORD", "none")
_KEPT_OF_REQUEST = {"content-type"}
_KEPT_OF_RESPONSE = {"content-type", "retry-after", "retry-after-ms"}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, so that a prompt reads as it was sent."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


class ReadableYaml:
    """Recordings as UTF-8 YAML with the JSON of requests and responses unfolded, headed by who wrote the replies."""

    def __init__(self, origin: str):
        self.origin = origin

    def serialize(self, recording: dict[str, Any]) -> str:
        for interaction in recording["interactions"]:
            interaction["request"] |= {"uri": "http://endpoint/v1/chat/completions"}
            interaction["request"]["body"] = _unfolded(interaction["request"]["body"])
            body = interaction["response"]["body"]
            body["string"] = _unfolded(body["string"])
        return f"# {self.origin}\n" + yaml.dump(
            recording, Dumper=_Dumper, allow_unicode=True, width=10**6, sort_keys=False
        )

    def deserialize(self, text: str) -> dict[str, Any]:
        recording = yaml.safe_load(text)
        for interaction in recording["interactions"]:
            interaction["request"]["body"] = json.dumps(interaction["request"]["body"], ensure_ascii=False)
            body = interaction["response"]["body"]
            if not isinstance(body["string"], str):
                body["string"] = json.dumps(body["string"], ensure_ascii=False)
        return dict(recording)


def _unfolded(body: Any) -> Any:
    """JSON as the tree it is; anything else, such as a stream of events, as text."""
    text = body.decode("utf-8") if isinstance(body, bytes) else body
    try:
        tree = json.loads(text)
    except ValueError:
        return text
    return tree if isinstance(tree, dict | list) else text


def _anonymous(request: Any) -> Any:
    """A request without key and without the name of the model, so that any model's recording replays."""
    request = _keep(_KEPT_OF_REQUEST)(request)
    body = json.loads(request.body)
    request.body = json.dumps(body | {"model": "loopback"}, ensure_ascii=False).encode()
    return request


def _keep(names: set[str]) -> Callable[[Any], Any]:
    def only(message: Any) -> Any:
        headers = message["headers"] if isinstance(message, dict) else message.headers
        kept = {name: value for name, value in dict(headers).items() if name.lower() in names}
        if isinstance(message, dict):
            message["headers"] = kept
        else:
            message.headers = kept
        return message

    return only


@contextmanager
def recording(
    name: str, mode: str = MODE, folder: Path = ROOT / "cassettes", origin: str = "authored"
) -> Iterator[Any]:
    """Replay (or record) one cassette; in replay every recorded call must be played."""
    recorder = vcr.VCR(
        cassette_library_dir=str(folder),
        record_mode=mode,
        match_on=("method", "path", "body"),
        before_record_request=_anonymous,
        before_record_response=_keep(_KEPT_OF_RESPONSE),
        decode_compressed_response=True,
    )
    recorder.register_serializer("readable", ReadableYaml(origin))
    with recorder.use_cassette(f"{name}.yaml", serializer="readable") as cassette:
        yield cassette
    if mode == "none":
        assert cassette.play_count > 0, f"nothing of {name} was played"
        assert cassette.all_played, f"{name} holds a recording that was not played"
