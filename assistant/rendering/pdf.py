"""The report as PDF: LibreOffice prints the .docx, with the nearest faces where the official ones are not installed.

The bytes differ from run to run (LibreOffice writes the time into them), so nothing compares them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from assistant.errors import reason
from assistant.rendering.docx.styles import BODY, FALLBACKS, HEI, KAI, SONG, TITLE

INSTALL = (
    "没有找到 LibreOffice（soffice）。请安装后再加 --pdf 运行：Debian、Ubuntu、麒麟、统信用 apt install libreoffice-writer，"
    "Windows 从 www.libreoffice.org 下载安装；也可以用 Word 或 WPS 打开 report.docx 另存为 PDF"
)
_SECONDS = 180
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# What a printer needs of the environment; keys are not among it.
_PASSED = (
    "PATH",
    "HOME",
    "LANG",
    "LC_",
    "TMP",
    "TEMP",
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "LD_LIBRARY_PATH",
)
# Free faces, nearest first, for each official one.
_FREE = {
    TITLE: ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
    BODY: ("FandolFang R", "FandolFang", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
    KAI: ("FandolKai", "AR PL UKai CN", "Noto Serif CJK SC", "Source Han Serif SC"),
    HEI: ("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    SONG: ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
}


@dataclass(frozen=True)
class PdfOutcome:
    """What came of printing: the PDF, or nothing and why; the official faces that this machine does not have."""

    data: bytes = b""
    failure: str = ""
    missing: tuple[str, ...] = ()


def print_pdf(docx: bytes, environment: Mapping[str, str], seconds: int = _SECONDS) -> PdfOutcome:
    """Print a .docx with a program of this environment; never raises for a printer that is missing or fails."""
    program = _program()
    if not program:
        return PdfOutcome(failure=INSTALL)
    missing = missing_faces()
    with tempfile.TemporaryDirectory(prefix="ziping-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(docx)
        (folder / "fonts.conf").write_text(_aliases(folder, environment), "utf-8")
        given = {name: value for name, value in environment.items() if name.upper().startswith(_PASSED)}
        given["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        profile = (folder / "profile").as_uri()  # two that share one disturb each other
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "report.docx"),
        ]
        try:
            _run(command, given, seconds)
        except subprocess.TimeoutExpired:
            return PdfOutcome(failure=f"LibreOffice 在{seconds}秒内没有完成转换", missing=missing)
        except OSError as error:
            return PdfOutcome(failure=f"LibreOffice（{program}）不能运行（{reason(error)}）", missing=missing)
        made = folder / "report.pdf"
        data = made.read_bytes() if made.is_file() else b""
    if not data.startswith(b"%PDF"):
        return PdfOutcome(
            failure="LibreOffice 没有生成 PDF；请用它打开 report.docx 看有什么提示", missing=missing
        )
    return PdfOutcome(data, missing=missing)


def _run(command: list[str], environment: Mapping[str, str], seconds: int) -> None:
    """Run a program; one that takes too long is ended with everything that it started."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except BaseException:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise


def _program() -> str:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def missing_faces() -> tuple[str, ...]:
    """The official faces for which this machine has neither the face nor one that Word would take instead.

    Nothing where the machine has no fontconfig to ask.
    """
    return tuple(face for face in FALLBACKS if not _installed((face, *FALLBACKS[face])))


def _installed(faces: tuple[str, ...]) -> bool:
    program = shutil.which("fc-match")
    if program is None:
        return True
    for face in faces:
        try:
            answer = subprocess.run(
                [program, "-f", "%{family}", face.replace("-", "\\-")],
                capture_output=True,
                timeout=20,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return True
        if face in answer.stdout.decode("utf-8", "replace").split(","):
            return True
    return False


def _aliases(folder: Path, environment: Mapping[str, str]) -> str:
    """A fontconfig file: the machine's own, and for each official face the nearest ones."""
    rules = "".join(
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(face)}</string></test>'
        '<edit name="family" mode="prepend_first" binding="strong">'
        f"{''.join(f'<string>{escape(near)}</string>' for near in (face, *FALLBACKS[face], *free))}</edit></match>"
        for face, free in _FREE.items()
    )
    system = environment.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf"
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{escape(system)}</include><cachedir>{escape(str(folder / "cache"))}</cachedir>'
        f"{rules}</fontconfig>"
    )
