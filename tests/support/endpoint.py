"""A small OpenAI-compatible endpoint on loopback that serves prepared replies, in order.

It is what recordings were made against where no public endpoint can be reached. `Script` is a list of
responses; a response is a reply text, or a dict with

    text, finish_reason, usage     the reply; finish_reason None and usage False are left out
    message                        further fields of the message or delta (reasoning_content, tool_calls)
    status, headers, body          an error or a body of another kind
    raw, content_type, drip         bytes as they are sent; so many at a time, drip_pause seconds apart
    error                          streamed: an error object after the text
    hang_up                        before: no answer; within: the connection ends inside the body
    pause                          seconds before the answer

A request with "stream": true is answered in pieces, any other in one.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = list[str | dict[str, Any]]
OVER = {"status": 500, "body": {"error": {"message": "script is over"}}}
_HEAD = {"id": "chatcmpl-loopback", "created": 1700000000, "model": "loopback"}
USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def completion(text: str | None, finish_reason: str | None = "stop", **step: Any) -> dict[str, Any]:
    """The body of a chat completion; the same text gives the same body."""
    message = {"role": "assistant", "content": text, **step.get("message", {})}
    choice: dict[str, Any] = {"index": 0, "message": message}
    if finish_reason:
        choice = {"index": 0, "finish_reason": finish_reason, "message": message}
    body = {**_HEAD, "object": "chat.completion", "choices": [choice]}
    return body if step.get("usage") is False else body | {"usage": step.get("usage") or USAGE}


def pieces(text: str | None, finish_reason: str | None = "stop", **step: Any) -> bytes:
    """The same as server-sent events, a few characters an event."""
    head = {**_HEAD, "object": "chat.completion.chunk"}
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": None, **step.get("message", {})}]
    deltas += [{"content": (text or "")[start : start + 8]} for start in range(0, len(text or ""), 8)]
    events: list[Any] = [{**head, "choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    if step.get("error"):
        events.append({"error": step["error"]})
    elif finish_reason:
        events.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}]})
        if step.get("usage") is not False:
            events.append({**head, "choices": [], "usage": step.get("usage") or USAGE})
    lines = [f"data: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events]
    return "".join([*lines, "data: [DONE]\n\n" if finish_reason and not step.get("error") else ""]).encode()


def _answer(step: dict[str, Any], stream: bool) -> tuple[bytes, str]:
    if "raw" in step:
        return step["raw"], step.get("content_type", "application/json")
    if "body" in step:
        return json.dumps(step["body"], ensure_ascii=False).encode(), "application/json"
    made = {"finish_reason": "stop", **step}
    text = made.pop("text", "")
    if stream:
        return pieces(text, **made), "text/event-stream"
    return json.dumps(completion(text, **made), ensure_ascii=False).encode(), "application/json"


class _Speaker(BaseHTTPRequestHandler):
    """Answers each request with the next step of a script; says what was seen, and how much was sent."""

    remaining: Script
    seen: list[dict[str, Any]] | None
    sent: list[int] | None

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        if self.seen is not None:
            self.seen.append(body)
        step = self.remaining.pop(0) if self.remaining else OVER
        step = {"text": step} if isinstance(step, str) else step
        time.sleep(step.get("pause", 0))
        if step.get("hang_up") == "before":
            return self.close()
        data, kind = _answer(step, bool(body.get("stream")))
        self.send_response(step.get("status", 200))
        for name, value in {"content-type": kind, **step.get("headers", {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.send(step, data[: len(data) // 2] if step.get("hang_up") == "within" else data)

    def send(self, step: dict[str, Any], data: bytes) -> None:
        start, size = 0, step.get("drip", len(data) or 1)
        try:
            for start in range(0, len(data), size):
                self.wfile.write(data[start : start + size])
                self.wfile.flush()
                time.sleep(step.get("drip_pause", 0))
            start = len(data)
        except OSError:
            return
        finally:
            if self.sent is not None:
                self.sent.append(start)
        if step.get("hang_up") == "within":
            self.close()

    def close(self) -> None:
        self.close_connection = True

    def log_message(self, *_arguments: Any) -> None:
        return


@contextmanager
def serving(
    script: Script,
    seen: list[dict[str, Any]] | None = None,
    tls: ssl.SSLContext | None = None,
    sent: list[int] | None = None,
) -> Iterator[str]:
    """Serve the script; yields the base URL. `seen` takes the body of every request, `sent` the bytes of every answer."""
    speaker = type("Speaker", (_Speaker,), {"remaining": list(script), "seen": seen, "sent": sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), speaker)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
