"""What our layer adds to a call: `Model.ask` against a bare `ChatOpenAI.invoke`, same endpoint, same run.

    python -m benchmarks.overhead

A loopback endpoint answers at once, so that nearly nothing is waiting. Both ways take turns; medians of 200 calls,
with the retries, pacing, time limit, clean-up and redaction of ours. `kept` also writes each call to calls.jsonl
with fsync, as `ziping draft` does; `streamed` compares with a bare `ChatOpenAI.stream`.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.domain.document import SectionName
from assistant.domain.endpoint import Endpoint
from assistant.drafting.model import Model
from assistant.history.calls import CallLog
from assistant.workflow.attempts import messages_for
from assistant.workflow.opening import open_case
from tests.support.endpoint import Script, serving
from tests.support.replies import reply_of

TURNS = 200
WARM = 20


def medians(ways: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median seconds of each way, all ways taking turns."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(TURNS + WARM):
        for name, call in ways.items():
            began = time.perf_counter()
            call()
            if turn >= WARM:
                took[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in took.items()}


def main() -> None:
    """Print the medians and ratios."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    messages = messages_for(open_case(Path("examples/changchun-2023.yaml")), SectionName.PROBLEMS)
    sent = [(item.role, item.content) for item in messages]
    script: Script = [reply_of("problems")] * (TURNS + WARM) * 5
    with serving(script) as url, tempfile.TemporaryDirectory() as folder:
        bare = ChatOpenAI(model="m", base_url=url, api_key=SecretStr("k"), max_retries=0, temperature=0.3)
        ours, streamed = Model(Endpoint(url, "m", "k")), Model(Endpoint(url, "m", "k", stream=True))
        kept = Model(Endpoint(url, "m", "k"), keep=CallLog(Path(folder)).keep)
        found = medians(
            {
                "bare invoke": lambda: bare.invoke(sent),
                "ours": lambda: ours.ask(messages),
                "ours, kept": lambda: kept.ask(messages),
                "bare stream": lambda: list(bare.stream(sent, stream_usage=True)),
                "ours, streamed": lambda: streamed.ask(messages),
            }
        )
    for name, seconds in found.items():
        against = found["bare stream" if "stream" in name else "bare invoke"]
        print(
            f"{name:15} {seconds * 1000:6.2f} ms   {seconds / against:4.2f} times   {(seconds - against) * 1000:+.2f} ms"
        )


if __name__ == "__main__":
    main()
