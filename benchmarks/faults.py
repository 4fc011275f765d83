"""Every fault of an endpoint, injected over loopback into `ziping draft`: what the user sees, what is kept.

    python -m benchmarks.faults [--write README.md]

Each fault is one run of the command in a process and a folder of its own against an endpoint that behaves so.
With --write the table replaces the one between the two marks in the file.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.domain.records import RecordKind
from assistant.history.folder import Folder
from benchmarks.loopback import without_proxies
from tests.support.endpoint import Script, completion, pieces, serving
from tests.support.replies import GOOD

ROOT = Path(__file__).parent.parent
WRONG = "1.培训覆盖率达到9{}.3%。\n<<END>>"
Step = str | dict[str, Any]


def refusal(status: int, message: str = "", code: str = "", **headers: str) -> Step:
    """An error of the server."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"status": status, "headers": named, "body": {"error": {"message": message, "code": code}}}


def events(*records: str) -> Step:
    """An event stream of these records, byte for byte."""
    return {
        "raw": "".join(f"{record}\n\n" for record in records).encode(),
        "content_type": "text/event-stream",
    }


COMES = tuple(
    f'data: {{"choices": [{{"index": 0, "delta": {{"content": {text}}}}}]}}'
    for text in ('""', *(json.dumps(part, ensure_ascii=False) for part in (GOOD[:9], GOOD[9:])))
)
STOPS = 'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]'
LENGTH: Step = {"text": "1.加强绩效业务学习，主要是", "finish_reason": "length"}
FAULTS: list[tuple[str, list[Step], str]] = [
    ("429 with Retry-After: 1, then a reply", [refusal(429, "rate limit", retry_after="1"), GOOD], ""),
    (
        "429 with retry-after-ms: 300, then a reply",
        [refusal(429, "rate limit", retry_after_ms="300"), GOOD],
        "",
    ),
    ("429 with a date an hour from now", [refusal(429, "rate limit", retry_after="HOUR"), GOOD], ""),
    ("429 insufficient_quota", [refusal(429, "exceeded your current quota", "insufficient_quota")], ""),
    ("402 balance", [refusal(402, "Insufficient Balance")], ""),
    ("401 key refused", [refusal(401, "bad key", "invalid_api_key")], ""),
    ("404 unknown model", [refusal(404, "no such model", "model_not_found")], ""),
    ("400 unknown parameter", [refusal(400, "Unsupported parameter: 'max_tokens'")], ""),
    ("400 prompt over the context length", [refusal(400, "maximum context length is 4096 tokens")], ""),
    ("400 data_inspection_failed", [refusal(400, "inappropriate content", "data_inspection_failed")], ""),
    (
        "400 on response_format, then a reply",
        [refusal(400, "response_format type is unavailable"), GOOD],
        'structured = "json_object"',
    ),
    ("408, then a reply", [refusal(408, "timeout"), GOOD], ""),
    ("409, then a reply", [refusal(409, "conflict"), GOOD], ""),
    ("500, then a reply", [refusal(500, "oops"), GOOD], ""),
    ("503 four times", [refusal(503, "overloaded")] * 4, ""),
    ("no answer within the timeout, four times", [{"text": GOOD, "pause": 1.5}] * 4, "timeout = 0.5"),
    ("connection closed without an answer, then a reply", [{"hang_up": "before"}, GOOD], ""),
    ("connection closed within the reply, then a reply", [{"text": GOOD, "hang_up": "within"}, GOOD], ""),
    (
        "error object in the middle of the stream, then a reply",
        [{"text": "1.加强", "error": {"message": "internal"}}, GOOD],
        "",
    ),
    ("stream ends without an end, then a reply", [{"text": "1.加强", "finish_reason": None}, GOOD], ""),
    (
        "events that drip for ever",
        [{"raw": b": wait\n\n" * 9999, "content_type": "text/event-stream", "drip": 8, "drip_pause": 0.02}],
        "time_budget = 2",
    ),
    ("a gateway's HTML page with 200", [{"raw": b"<html>login</html>", "content_type": "text/html"}], ""),
    (
        "torn JSON in the stream, then a reply",
        [
            {
                "raw": 'data: {"choices":[{"index":0,"delta":{"content":"1.加"}}]}\n\ndata: {"cho\n\n'.encode(),
                "content_type": "text/event-stream",
            },
            GOOD,
        ],
        "",
    ),
    ("empty reply, then a reply", ["", GOOD], ""),
    ("empty reply twice", ["", ""], ""),
    ("cut at the length limit, then a reply", [LENGTH, GOOD], ""),
    ("cut at the length limit twice", [LENGTH, LENGTH], ""),
    ("content_filter as finish_reason", [{"text": "1.加强", "finish_reason": "content_filter"}], ""),
    ("only an unclosed `<think>`, twice", ["<think>先看", "<think>先看"], ""),
    ("wrong numbers to the end", [WRONG.format(1), WRONG.format(2), WRONG.format(3)], ""),
    (
        "records without data: retry:, bare data:, event: ping",
        [events("retry: 3000", "data:", *COMES, "event: ping\ndata: {}", STOPS)],
        "",
    ),
    ("finish reason STOP", [{"text": GOOD, "finish_reason": "STOP"}], ""),
    (
        "finish reason MAX_TOKENS, then a reply",
        [{"text": "1.加强绩效", "finish_reason": "MAX_TOKENS"}, GOOD],
        "",
    ),
    ("reasoning with only a closing `</think>`", [f"先看数据，再写。\n</think>\n\n{GOOD}"], ""),
    ("the mark of the turn's end (im_end) after the reply", [f"{GOOD}<|im_end|>"], ""),
    (
        "content as a list of parts, streamed",
        [events(COMES[0].replace('""', json.dumps([{"type": "text", "text": GOOD}])), STOPS)],
        "",
    ),
    (
        "content as a list of parts, not streamed",
        [{"text": None, "message": {"content": [{"type": "text", "text": GOOD}]}}],
        "stream = false",
    ),
    ("a stream in answer to a request for none", [events(*COMES, STOPS)], "stream = false"),
    ("a whole reply in answer to a request for a stream", [{"body": completion(GOOD)}], ""),
    (
        "200 with an error object in place of a stream, then a reply",
        [refusal(200, "上游繁忙，请稍后再试", "busy"), GOOD],
        "",
    ),
    ("200 with an error that names the key", [refusal(200, "expired", "invalid_api_key")], "stream = false"),
    (
        "event: error, then a reply",
        [events(COMES[0], 'event: error\ndata: {"message": "worker lost"}'), GOOD],
        "",
    ),
    ("403 quota", [refusal(403, "用户额度不足，剩余 0.00", "insufficient_user_quota")], ""),
    ("403 of another kind", [refusal(403, "this key may not use the model")], ""),
    (
        "400 with FastAPI's detail as text",
        [{"status": 400, "body": {"detail": "unknown model loopback"}}],
        "",
    ),
    (
        "422 with FastAPI's detail as a list",
        [{"status": 422, "body": {"detail": [{"loc": ["body", "temperature"], "msg": "not allowed"}]}}],
        "",
    ),
    (
        "400 prompt and max_tokens over the context length",
        [refusal(400, "maximum context length is 4096 tokens, 1200 in the prompt, 4000 for the reply")],
        "",
    ),
    ("400 max_tokens over the model's", [refusal(400, "Range of max_tokens should be [1, 2048]")], ""),
    ("503 no channel, four times", [refusal(503, "没有可用于模型 loopback 的渠道")] * 4, ""),
    (
        "502 with a page of HTML, then a reply",
        [{"status": 502, "raw": b"<html><h1>502 Bad Gateway</h1>", "content_type": "text/html"}, GOOD],
        "",
    ),
    (
        "a reply of 3 MB, streamed",
        [{"raw": pieces("加强学习。" * 200_000), "content_type": "text/event-stream"}],
        "",
    ),
    ("a reply of 3 MB, not streamed", ["加强学习。" * 200_000], "stream = false"),
    ("ALL_PROXY=socks5://… with no_proxy for the address", [GOOD], "SOCKS"),
    ("certificate of an unknown authority", [], "TLS"),
    ("nothing listens at the address", [], "NOBODY"),
    ("Ctrl-C while the reply comes", [{"text": GOOD * 30, "drip": 60, "drip_pause": 0.05}], "INT"),
    (
        "kill -9 after a reply, while the next comes",
        [WRONG.format(1), {"text": GOOD * 30, "drip": 60, "drip_pause": 0.05}],
        "KILL",
    ),
]


def run(fault: tuple[str, list[Step], str]) -> str:
    """One row of the table."""
    name, steps, setting = fault
    seen: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with serving(_dated(steps), seen, _own_certificate(place) if setting == "TLS" else None) as url:
            url = "http://127.0.0.1:9/v1" if setting == "NOBODY" else url
            _settings(place, url, "" if setting.isupper() else setting)
            code, said = _drafted(place, seen, setting, len(steps))
        log = place / "r" / "calls.jsonl"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        texts = sum(1 for line in lines if json.loads(line)["reply"])
        records = Folder(place / "r").history.records()
        attempts = sum(record.kind == RecordKind.ATTEMPT for record in records)
    shown = said.replace(folder, "").replace(url, "URL").replace("|", "｜").strip()
    lines_shown = [line.strip() for line in shown.splitlines() if _telling(line)]
    return f"| {name} | {'<br>'.join(lines_shown)} | {code} | {len(seen) or len(lines)} | {len(lines)} calls, {texts} with text; {attempts} drafts |"


def _telling(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("正在请模型", "共调用", "  "))


def _dated(steps: list[Step]) -> Script:
    later = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3600))
    return [
        {**step, "headers": {"retry-after": later}}
        if isinstance(step, dict) and step.get("headers", {}).get("retry-after") == "HOUR"
        else step
        for step in steps
    ]


def _settings(place: Path, url: str, more: str) -> None:
    text = f'[endpoints.a]\nbase_url = "{url}"\nmodel = "loopback"\n{more}\n'
    (place / "ziping.toml").write_text(text, "utf-8")


def _own_certificate(place: Path) -> Any:
    import ssl

    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
    ]
    command += ["-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place / "cert.pem", place / "key.pem")
    return context


def _drafted(place: Path, seen: list[dict[str, Any]], setting: str, steps: int) -> tuple[int, str]:
    command = [sys.executable, "-c", "from assistant.cli.app import main; main()", "draft"]
    command += [str(ROOT / "examples" / "changchun-2023.yaml"), "--out", "r", "--section", "suggestions"]
    environment = without_proxies() | {"PYTHONPATH": str(ROOT)}
    if setting == "SOCKS":
        environment |= {"ALL_PROXY": "socks5://127.0.0.1:9", "no_proxy": "127.0.0.0/8"}
    process = subprocess.Popen(
        command, cwd=place, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if setting in ("INT", "KILL"):
        while len(seen) < steps and process.poll() is None:
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT if setting == "INT" else signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def main() -> None:
    """Run every fault and print (or write) the table."""
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(run, FAULTS))
    head = "| fault | what the user sees | exit | calls | kept |\n| --- | --- | --- | --- | --- |\n"
    table = head + "\n".join(rows)
    if "--write" not in sys.argv:
        print(table)
        return
    path = Path(sys.argv[sys.argv.index("--write") + 1])
    text = re.sub(r"\d+ faults</summary>", f"{len(FAULTS)} faults</summary>", path.read_text("utf-8"))
    before, rest = text.split("<!-- faults -->\n", 1)
    after = rest.split("<!-- /faults -->", 1)[1]
    path.write_text(f"{before}<!-- faults -->\n{table}\n<!-- /faults -->{after}", "utf-8")


if __name__ == "__main__":
    main()
