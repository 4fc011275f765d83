"""`ziping draft` against a real serving engine with a model of random weights: its gibberish must be refused politely.

    make real-engine          # python -m venv .real-engine, torch and transformers[serving] from PyPI, then this

Builds a two-layer Llama of random weights and a byte-level tokenizer on the spot, serves it with `transformers serve`, and drafts
one section through the real protocol, streamed and not. Says what the user saw, the exit code and the calls.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.loopback import free_port, without_proxies

ROOT = Path(__file__).parent.parent
BUILD = """
import sys, torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
folder = sys.argv[1]
own = Tokenizer(models.BPE())
own.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
own.decoder = decoders.ByteLevel()
own.train_from_iterator(["预算执行率 绩效自评 加强培训"] * 50, trainers.BpeTrainer(
    vocab_size=400, special_tokens=["<s>", "</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
tokenizer = PreTrainedTokenizerFast(tokenizer_object=own, bos_token="<s>", eos_token="</s>", pad_token="</s>")
tokenizer.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\\n{% endfor %}assistant: "
tokenizer.save_pretrained(folder)
torch.manual_seed(2026)
model = LlamaForCausalLM(LlamaConfig(
    vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=4, max_position_embeddings=16384, bos_token_id=0, eos_token_id=1, pad_token_id=1))
model.save_pretrained(folder)
"""


def _ready(port: int, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(240):
        if server.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return True
        except OSError:
            time.sleep(0.5)
    return False


def _draft(folder: Path, url: str, model: str, stream: bool) -> None:
    work = folder / ("streamed" if stream else "whole")
    work.mkdir()
    (work / "ziping.toml").write_text(
        f'[endpoints.real]\nbase_url = "{url}"\nmodel = "{model}"\nmax_tokens = 120\nstream = {str(stream).lower()}\n'
        "timeout = 120\n",
        "utf-8",
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from assistant.cli.app import main; main()",
            "draft",
            ROOT / "examples" / "changchun-2023.yaml",
            "--section",
            "suggestions",
            "--out",
            "out",
        ],
        cwd=work,
        env=without_proxies() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    calls = [json.loads(line) for line in (work / "out" / "calls.jsonl").read_text("utf-8").splitlines()]
    print(f"## {'streamed' if stream else 'not streamed'}: exit {done.returncode}, {len(calls)} calls")
    print("\n".join(line[:160] for line in done.stderr.splitlines()[:12]))
    assert (
        done.returncode == 1 and "Traceback" not in done.stderr and not list((work / "out").glob("report.*"))
    )


def main() -> None:
    engine = Path(sys.argv[1] if len(sys.argv) > 1 else ".real-engine").absolute() / "bin"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([engine / "python", "-c", BUILD, folder / "model"], check=True)
        port = free_port()
        command = [
            engine / "transformers",
            "serve",
            str(folder / "model"),
            "--port",
            str(port),
            "--device",
            "cpu",
        ]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                command, stdout=log, stderr=log, env=os.environ | {"HF_HUB_OFFLINE": "1"}
            )
        try:
            if not _ready(port, server):
                sys.exit((folder / "server.log").read_text("utf-8", "replace")[-2000:])
            for stream in (False, True):
                _draft(folder, f"http://127.0.0.1:{port}/v1", str(folder / "model"), stream)
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
