"""Coverage-guided fuzzing of the reader of numbers and of the gate, with atheris.

    pip install atheris
    python -m benchmarks.gate.fuzz [--runs N] [--seconds S] [--alarm A]

Bytes become text in two ways, by their first: as UTF-8, or as indexes into a table of pieces that offices
write (digits, numerals, units, words of the field). Every text is given to `validators.mentions.extract` and to
`validators.gate.check` with the ledger of the example. A fault is an exception, a wrong span, or a text that is
not read within A seconds. Each fault is printed once, with the text, and the run goes on.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

EXAMPLE = Path(__file__).parents[2] / "examples" / "changchun-2023.yaml"

PIECES = (
    *"0123456789０５９.．,，。、；：:（）()〔〕“”%％‰-−+~—≥≤ \n\t\u3000一二两三九十百千万亿廿零〇点余多近约元人个分年月日第",
    *"万元 亿元 千元 个百分点 百分之 千分之 万分之 九成 八成五 三分之二 翻一番 人次 平方米 两项 三个 2023年 二〇二三年 2024-04-15 〔2020〕10号".split(),
    *"分别为 其中 合计 该指标 该项目 前者 后者 上年 同比 较上年 增加 减少 调减 高于 低于 达到 不足 超过 左右 以上 大于等于 占 比".split(),
    *"预算 执行 年初预算 全年预算 执行率 完成率 分值 得分 指标值 90.65% 3081.24万元 社区工作经费 12345热线 “三公”经费 统一 一是".split(),
    *"⟦budget.execution.rate⟧ {{ ** <br> # 1. （1） 优 良 以下三个问题 【请".split(),
)


def text_of(data: bytes) -> str:
    """The text that the fuzzer's bytes stand for."""
    if not data or data[0] % 4 == 0:
        return data[1:].decode("utf-8", errors="ignore")
    return "".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def examiner() -> Callable[[str], None]:
    """What raises where a text is read with an exception or a wrong place, instrumented for the fuzzer."""
    import atheris

    with atheris.instrument_imports(include=["validators"]):
        from assistant.domain.document import section_document
        from assistant.workflow.opening import open_case
        from validators import gate
        from validators.lexicon import Lexicon
        from validators.mentions import extract

    ledger = open_case(EXAMPLE).ledger
    lexicon = Lexicon(ledger)

    def examine(text: str) -> None:
        end = 0
        for mention in extract(text):
            assert end <= mention.start < mention.end <= len(text), mention
            assert mention.text == text[mention.start : mention.end], mention
            end = mention.end
        for found in gate.check(section_document(text, None), ledger, lexicon):
            assert 0 <= found.start <= found.end <= len(text), found
            assert found.text in ("", text[found.start : found.end]), found

    return examine


def place(error: BaseException) -> tuple[str, str]:
    """The kind of an error and the innermost line of this program that it came from."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "/validators/" in frame.filename or "/assistant/" in frame.filename
    ]
    if not frames:
        return type(error).__name__, "harness"
    last = frames[-1]
    where = f"{Path(last.filename).name}:{last.name}"
    return type(error).__name__, where if isinstance(error, TimeoutError) else f"{where}:{last.lineno}"


def main() -> None:
    import atheris

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=-1, help="texts to try (default: until stopped)")
    parser.add_argument("--seconds", type=int, default=0, help="seconds to run (default: no limit)")
    parser.add_argument("--alarm", type=int, default=2, help="seconds within which a text has to be read")
    chosen = parser.parse_args()
    examine = examiner()
    known: set[tuple[str, str]] = set()

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not read within {chosen.alarm} s")

    def one(data: bytes) -> None:
        text = text_of(data)
        signal.signal(signal.SIGALRM, stop)  # libFuzzer sets its own
        signal.alarm(chosen.alarm)
        try:
            examine(text)
        except Exception as error:  # noqa: BLE001 every fault is what it looks for
            fault = place(error)
            if fault not in known:
                known.add(fault)
                print(f"FAULT {len(known)}: {': '.join(fault)}: {error!s:.80}: {text!r}", flush=True)
        finally:
            signal.alarm(0)

    options = [
        f"-runs={chosen.runs}",
        f"-max_total_time={chosen.seconds}",
        "-max_len=240",
        "-timeout=0",
        "-len_control=0",
    ]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
