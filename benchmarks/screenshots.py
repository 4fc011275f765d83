"""Pictures of the review page for docs/, taken by a headless Chromium from the example's report.

    python -m benchmarks.screenshots [DIR]

The example is drafted offline, then one section is written again three times (refused, asked with a note, edited), as
a reviewer would, so that the page has versions to compare. Needs chromium on the path and the extra `test`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from assistant.workflow.opening import open_case
from tests.support.browser import report_with_versions

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    out = (Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs").absolute()
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.chdir(ROOT)  # so that places name the file as it is named on the command line
        case = open_case(Path("examples/changchun-2023.yaml"))
        address = report_with_versions(case, Path(folder)).as_uri()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, scheme, width, height in (
            ("light", "light", 1440, 900),
            ("card", "light", 1440, 900),
            ("dark", "dark", 1440, 900),
            ("versions", "light", 1440, 900),
            ("phone", "light", 390, 844),
        ):
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )  # type: ignore[arg-type]
            page.goto(address)
            show = {"card": _card, "dark": _findings, "versions": _versions, "phone": _phone}.get(name)
            if show:
                show(page)
            page.wait_for_timeout(300)
            page.screenshot(path=out / f"review-{name}.png")
            page.close()
            _small(out / f"review-{name}.png")
        page = browser.new_page()
        page.goto(address)
        page.pdf(path=Path(folder) / "print.pdf", prefer_css_page_size=True, print_background=True)
        _printed(Path(folder) / "print.pdf", out / "review-print.png")
        browser.close()


def _card(page) -> None:  # type: ignore[no-untyped-def]
    number = page.locator('#report data[value="budget.execution.rate"]').nth(1)
    number.evaluate("one => { one.scrollIntoView(); scrollBy(0, -160) }")
    number.click()
    page.mouse.move(0, 0)


def _findings(page) -> None:  # type: ignore[no-untyped-def]
    page.locator(".item a.show").nth(1).click()


def _versions(page) -> None:  # type: ignore[no-untyped-def]
    page.locator("#v-suggestions").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('v-suggestions').scrollIntoView({block:'start'})")


def _phone(page) -> None:  # type: ignore[no-untyped-def]
    page.locator('#report data[value="budget.execution.rate"]').first.click()


def _printed(source: Path, target: Path) -> None:
    """The cover, a page of text and a page of the annex beside each other."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(source)
    pictures = [document[number].render(scale=0.8).to_pil() for number in (0, 2, len(document) - 2)]
    wide = sum(picture.width for picture in pictures) + 20 * (len(pictures) + 1)
    sheet = Image.new("RGB", (wide, max(picture.height for picture in pictures) + 40), "#d8d8d8")
    left = 20
    for picture in pictures:
        sheet.paste(picture, (left, 20))
        left += picture.width + 20
    sheet.save(target)
    _small(target)


def _small(target: Path) -> None:
    """The picture in few colours: a third of the size."""
    from PIL import Image

    Image.open(target).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
