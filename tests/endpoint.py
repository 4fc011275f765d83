"""A small OpenAI-compatible endpoint on loopback that serves prepared replies, in order.

It is what recordings were made against where no public endpoint can be reached. `Script` is a list of
responses; a response is a reply text, or a dict with status, headers, body, finish_reason, content.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = list[str | dict[str, Any]]


def completion(text: str, finish_reason: str = "stop") -> dict[str, Any]:
    """The body of a chat completion; the same text gives the same body."""
    return {
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "loopback",
        "choices": [
            {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": text}}
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """Serve the script; yields the base URL."""
    remaining = list(script)

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            step = (
                remaining.pop(0)
                if remaining
                else {"status": 500, "body": {"error": {"message": "script is over"}}}
            )
            if isinstance(step, str):
                step = {"text": step}
            body = step.get("body") or completion(step.get("text", ""), step.get("finish_reason", "stop"))
            data = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(step.get("status", 200))
            for name, value in {"content-type": "application/json", **step.get("headers", {})}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
