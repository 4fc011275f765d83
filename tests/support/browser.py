"""A headless Chromium for tests, and a review page to look at; skipped without it, failing under ZIPING_REQUIRE_TOOLS=1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from assistant.domain.document import SectionName
from assistant.domain.report import Heading
from assistant.drafting.outline.report import compose
from assistant.history.folder import Folder
from assistant.rendering.html import Review, Version, render_html
from assistant.workflow import attempts, review
from assistant.workflow.opening import Case
from tests.support.libreoffice import tool
from tests.support.offline import drafted_offline

REPLIES = (
    ("1.加强绩效业务学习及培训，培训覆盖率达到97.3%。\n2.指定专人负责预算执行监督管理。\n<<END>>\n", ""),
    (
        "1.加强绩效业务学习及培训。\n2.指定专人负责预算执行监督管理，按季度通报。\n<<END>>\n",
        "第二条写得更具体",
    ),
    (
        "1.加强绩效业务学习，分批组织业务培训。\n2.指定专人负责预算执行监督管理，按季度通报执行进度，对进度偏慢的项目逐项提醒。\n<<END>>\n",
        "第一条说明怎么做；第二条写明通报之后做什么",
    ),
)


def report_with_versions(case: Case, folder: Path) -> Path:
    """The page of a report whose last section has four versions: offline, refused, asked with a note, accepted."""
    kept = Folder(folder)
    drafted_offline(case, kept)
    for reply, note in REPLIES:
        review.regenerate(case, kept, SectionName.SUGGESTIONS, review.Wish(note, reply), None, lambda _: None)
    review.accept(case, kept, SectionName.SUGGESTIONS, None)
    review.render(case, kept)
    return folder / "report.html"


def page_with(case: Case, planted: str) -> str:
    """A page in which a text stands in title, cover, headings, notes, names, labels, findings and versions."""
    name = f"疫情{planted}项目"
    ledger = case.ledger
    subjects = {key: replace(item, names=(name, *item.names[1:])) for key, item in ledger.subjects.items()}
    entries = {key: replace(item, label=planted + item.label) for key, item in ledger.entries.items()}
    findings = [replace(item, message=item.message + planted, advice=planted) for item in ledger.findings]
    ledger = replace(
        ledger,
        short_name=name,
        subjects=subjects,
        entries=ledger.entries.replaced(entries),
        findings=tuple(findings),
    )
    sections = {item: attempts.draft_offline(case, item) for item in SectionName}
    report = compose(case.submission, case.ledger, sections)
    body = tuple(
        replace(block, text=block.text + name) if isinstance(block, Heading) else block
        for block in report.body
    )
    report = replace(report, title=name, cover=((name, name),), body=body, notes=(name,))
    version = Version(number=1, writer=planted, text=planted, passed=False, note=planted)
    versions = {SectionName.PROBLEMS: (version, replace(version, number=2, text=name, chosen=True))}
    return render_html(report, ledger, Review(versions=versions))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    path = tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))


@contextmanager
def opened(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    """A page shown from its file; it may fetch nothing else, log no error and break no policy."""
    settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
    page = browser.new_page(**settings)
    watch = Watch()
    watch.over(page)
    page.goto(file.as_uri())
    yield page
    assert watch.complaints == []
    assert watch.requests == [file.as_uri()]
    page.close()
