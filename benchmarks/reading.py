"""How much of a report comes back from .docx, .html and .pdf, beside pypdf and pdfplumber.

    python -m pip install pypdf pdfplumber && python -m benchmarks.reading

The reports of the real unit and of units with 5 and 50 indicators are written, printed by LibreOffice (from the .docx)
and by Chromium (from the .html), and read again. `bound alike`: numbers that the gate reads and binds to the same ledger
entries, in the same order, as in report.md; `new`: diagnostics that report.md does not have; `whole`: paragraphs and
headings that are one block again, character by character. Neither peer is a dependency; they give lines, not paragraphs,
so a paragraph counts as theirs where its characters follow each other in their text without any blanks and page numbers.
`numbers`: those written with digits, found among theirs. Seconds are medians of five runs, in turn.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assistant.loading.documents.parts import ReadParagraph
from assistant.loading.documents.reader import load_parts
from assistant.rendering.docx.report import render_docx
from assistant.rendering.html import render_html
from assistant.rendering.markdown import render_markdown
from assistant.workflow.opening import Case, open_case
from assistant.workflow.verification import verify
from tests.support.many_indicators import case_with
from tests.support.offline import composed_offline
from tests.support.places import EXAMPLE

_NUMBER = re.compile(r"\d[\d.,]*")
_RUNS = 5


def written(case: Case, folder: Path) -> dict[str, Path]:
    """The files of a report by how they were made."""
    report = composed_offline(case)
    paths = {kind: folder / f"report.{kind}" for kind in ("md", "html", "docx")}
    paths["md"].write_text(render_markdown(report), "utf-8")
    paths["html"].write_text(render_html(report, case.ledger), "utf-8")
    paths["docx"].write_bytes(render_docx(report, case.submission.prepared_on))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(paths["docx"])], check=True, capture_output=True)
    paths["LibreOffice"] = folder / "libreoffice.pdf"
    (folder / "report.pdf").rename(paths["LibreOffice"])
    paths["Chromium"] = folder / "chromium.pdf"
    browser = shutil.which("chromium") or "chromium-browser"
    print_to = ["--no-sandbox", "--headless", "--no-pdf-header-footer", f"--print-to-pdf={paths['Chromium']}"]
    subprocess.run([browser, *print_to, paths["html"].as_uri()], check=True, capture_output=True)
    return paths


def bindings(case: Case, path: Path) -> tuple[list[tuple[str, tuple[str, ...]]], Counter[tuple[str, str]]]:
    """The numbers with what they were bound to, and the diagnostics."""
    examined = verify(case, path)
    reading, found = examined.reading, examined.diagnostics
    read = [(re.sub(r"\s", "", item.mention.text), item.entries) for item in reading.bindings]
    return read, Counter((item.code, item.text) for item in found)


def paragraphs(path: Path) -> Counter[str]:
    """The paragraphs and headings of a file."""
    parts = load_parts(path)[0]
    return Counter(_bare(part.text) for part in parts if isinstance(part, ReadParagraph) and _bare(part.text))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def pypdf_text(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdfplumber_text(path: Path) -> str:
    import logging

    import pdfplumber

    logging.disable()  # it complains of every font of Chromium
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def our_text(path: Path) -> str:
    from assistant.loading.documents.reader import load_document

    return load_document(path).text


def seconds(read: Callable[[Path], Any], path: Path) -> float:
    """The time of one reading."""
    started = time.perf_counter()
    read(path)
    return time.perf_counter() - started


def compare(case: Case, path: Path, expected: Counter[str], digits: Counter[str]) -> None:
    """One line for each reader of a PDF."""
    readers = {"ziping": our_text, "pypdf": pypdf_text, "pdfplumber": pdfplumber_text}
    times = [{name: seconds(read, path) for name, read in readers.items()} for _ in range(_RUNS)]
    for name, read in readers.items():
        text = read(path)
        if name == "ziping":
            whole = (paragraphs(path) & expected).total()
        else:
            lines = (line for line in text.split("\n") if not re.fullmatch(r"\s*—?\s*\d+\s*—?\s*", line))
            bare = _bare("".join(lines))
            whole = sum(count for part, count in expected.items() if part in bare)
        found = (Counter(_NUMBER.findall(text)) & digits).total()
        ratio = statistics.median(run["ziping"] / run[name] for run in times)
        print(
            f"      {name:10} whole {whole}/{expected.total()}  numbers {found}/{digits.total()}"
            f"  {statistics.median(run[name] for run in times):.2f} s (ziping takes {ratio:.2f} of it)"
        )


def main() -> None:
    for name, case in (
        ("example", open_case(EXAMPLE)),
        *((f"{n} indicators", case_with(n)) for n in (5, 50)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            paths = written(case, Path(folder))
            own, known = bindings(case, paths["md"])
            expected = paragraphs(paths["html"])
            digits = Counter(_NUMBER.findall(our_text(paths["html"])))
            print(f"{name}: report.md has {len(own)} numbers, {known.total()} diagnostics")
            for kind in ("html", "docx", "LibreOffice", "Chromium"):
                read, found = bindings(case, paths[kind])
                blocks = SequenceMatcher(None, own, read, autojunk=False).get_matching_blocks()
                alike = sum(block.size for block in blocks)
                print(f"   {kind:11} bound alike {alike}/{len(own)}  new {(found - known).total()}")
                if kind in ("LibreOffice", "Chromium"):
                    compare(case, paths[kind], expected, digits)


if __name__ == "__main__":
    main()
