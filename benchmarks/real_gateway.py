"""`ziping draft` through a real gateway, LiteLLM's proxy, with prepared replies.

    make real-gateway         # python -m venv .real-gateway, litellm[proxy] from PyPI, then this

Behind the gateway is only an address of this machine where nobody listens. Most offices reach their models
through a gateway of this kind. Its streams, its usage, its errors and their statuses are its own; only the
words of the replies are prepared (its `mock_response`). Each row is one run of the command; it must end as
the row says, streamed and not, with the gateway's own words shown where it refuses, and never with a key.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks.loopback import free_port, without_proxies

ROOT = Path(__file__).parent.parent
KEY, BEHIND, WRONG = "sk-loopback-1234567890", "sk-behind-1234567890", "sk-mistaken-1234567890"
GOOD = "1.加强绩效业务学习及培训。\n2.指定专人负责预算执行监督管理。\n<<END>>"
ENDLESS = "".join(f"{number}.加强学习。\n" for number in range(1, 6000))


@dataclass(frozen=True)
class ModelCase:
    """A model of the gateway, and what must come of a draft: exit code, calls, words on the terminal."""

    model: str
    reply: str
    exit: int
    calls: int
    says: str
    key: str = KEY


ROWS = (
    ModelCase("good", GOOD, 0, 1, "第1稿（模型）通过校验"),
    ModelCase("thinking", f"先看数据，再写。\n</think>\n\n{GOOD}<|im_end|>", 0, 1, "第1稿（模型）通过校验"),
    ModelCase("endless", ENDLESS, 1, 1, "远远超过 max_tokens"),
    ModelCase("empty", "\n", 1, 2, "模型两次都回复为空"),
    ModelCase("busy", "litellm.RateLimitError", 3, 4, "this is a mock rate limit error"),
    ModelCase("long", "litellm.ContextWindowExceededError", 3, 1, "调小 max_tokens"),
    ModelCase("broken", "litellm.InternalServerError", 3, 4, "this is a mock internal server error"),
    ModelCase("nobody", "", 3, 4, "Connection error"),
    ModelCase("absent", "", 3, 1, "Invalid model name"),
    ModelCase("mistaken", "", 3, 1, "No connected db", WRONG),
)


def _configuration(nobody: int) -> str:
    """The gateway's own settings, as YAML (JSON is YAML)."""
    models = []
    for row in ROWS:
        parameters = {
            "model": f"openai/{row.model}",
            "api_key": BEHIND,
            "max_retries": 0,
            "api_base": f"http://127.0.0.1:{nobody}/v1",
        }
        if row.reply:
            parameters["mock_response"] = row.reply
        if row.model != "absent":
            models.append({"model_name": row.model, "litellm_params": parameters})
    settings = {
        "model_list": models,
        "general_settings": {"master_key": KEY},
        "litellm_settings": {"num_retries": 0, "telemetry": False},
        "router_settings": {"num_retries": 0, "disable_cooldowns": True},
    }
    return json.dumps(settings)


def _ready(url: str, gateway: subprocess.Popen[bytes]) -> bool:
    for _ in range(240):
        if gateway.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"{url}/health/liveliness", timeout=2):
                return True
        except OSError:
            time.sleep(0.5)
    return False


_DRAFT = ("draft", ROOT / "examples" / "changchun-2023.yaml", "--section", "suggestions", "--out", "out")
_SETTINGS = """\
[endpoints.gateway]
base_url = "{url}/v1"
model = "{model}"
key_env = "GATEWAY_KEY"
stream = {stream}
"""


def _run(work: Path, url: str, row: ModelCase, stream: bool) -> subprocess.CompletedProcess[str]:
    """The command in a folder of its own, with the settings of the row's model."""
    work.mkdir()
    settings = _SETTINGS.format(url=url, model=row.model, stream=str(stream).lower())
    (work / "ziping.toml").write_text(settings, "utf-8")
    command = [sys.executable, "-c", "from assistant.cli.app import main; main()", *_DRAFT]
    environment = without_proxies() | {
        "PYTHONPATH": str(ROOT),
        "GATEWAY_KEY": row.key,
        "ZIPING_CONFIG": "ziping.toml",
    }
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, timeout=300)


def _draft(folder: Path, url: str, row: ModelCase, stream: bool) -> str:
    """One run of the command, held to what the row says; a row of the table."""
    work = folder / f"{row.model}-{stream}"
    done = _run(work, url, row, stream)
    calls = len((work / "out" / "calls.jsonl").read_text("utf-8").splitlines())
    kept = b"".join(path.read_bytes() for path in work.rglob("*") if path.is_file())
    shown = done.stdout + done.stderr
    came = (row.model, done.returncode, calls, shown)
    assert row.says in shown and (done.returncode, calls) == (row.exit, row.calls), came
    assert "Traceback" not in shown and "Warning:" not in shown, shown
    for key in (KEY, BEHIND, WRONG):
        assert key not in shown and key.encode() not in kept, "a key was shown or kept"
    last = next(line for line in reversed(shown.splitlines()) if row.says in line)
    words = last.strip().replace(url, "URL")[:220]
    return f"| {row.model} | {'streamed' if stream else 'whole'} | {done.returncode} | {calls} | {words} |"


def main() -> None:
    """Start the gateway, draft by every row, streamed and not, and print what came."""
    programs = Path(sys.argv[1] if len(sys.argv) > 1 else ".real-gateway").absolute() / "bin"
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        url = f"http://127.0.0.1:{port}"
        (folder / "gateway.yaml").write_text(_configuration(free_port()), "utf-8")
        where = ("--config", folder / "gateway.yaml", "--host", "127.0.0.1", "--port", str(port))
        quiet = {
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_TELEMETRY": "False",
            "PATH": f"{programs}:{os.environ['PATH']}",
        }
        with (folder / "gateway.log").open("wb") as log:
            gateway = subprocess.Popen(
                [programs / "litellm", *where],
                cwd=folder,
                stdout=log,
                stderr=log,
                env=without_proxies() | quiet,
            )
        try:
            if not _ready(url, gateway):
                sys.exit((folder / "gateway.log").read_text("utf-8", "replace")[-2000:])
            print("| model | reply | exit | calls | what the user sees |\n| --- | --- | --- | --- | --- |")
            for row in ROWS:
                for stream in (True, False):
                    print(_draft(folder, url, row, stream), flush=True)
        finally:
            gateway.terminate()
            gateway.wait(30)


if __name__ == "__main__":
    main()
