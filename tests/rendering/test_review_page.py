"""The review page in a real browser: hover, click, keyboard, filters, versions, print, phone, dark, hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.domain.waiver import Waiver
from assistant.history.folder import Folder
from assistant.workflow import attempts
from assistant.workflow.drafting import Means, draft
from assistant.workflow.opening import Case, open_case
from tests.support.browser import chromium, opened, page_with, report_with_versions
from tests.support.places import EXAMPLE

RATE = '#report data[value="budget.execution.rate"]'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def file(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_with_versions(case, tmp_path_factory.mktemp("review"))


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with opened(browser, file) as shown:
        yield shown


def violations(page: Page) -> list[str]:
    return [
        f"{item['id']}: {node['html'][:120]}"
        for item in Axe().run(page).response["violations"]
        for node in item["nodes"]
    ]


def flat(page: Page) -> bool:
    """Whether nothing makes the page itself scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_hovering_shows_where_a_number_comes_from(page: Page) -> None:
    page.locator(RATE).first.hover()
    card = page.locator("#card")
    expect(card).to_be_visible()
    for words in (
        "预算执行率",
        "90.648990992773…%",
        "全年执行数 ÷ 全年预算数 × 100%",
        "2657.91万元 ÷ 2932.09万元 × 100%",
        "报告中印出3处",
    ):
        expect(card).to_contain_text(words)
    assert page.locator("#report data.same").count() == 3
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    assert page.locator("#report data.same").count() == 0


def test_a_number_is_followed_down_to_the_line_it_was_supplied_in(page: Page) -> None:
    page.locator(RATE).first.click()
    card = page.locator("#card")
    for step in ("全年执行数", "项目支出全年执行数"):
        expect(card).not_to_contain_text("填报数据，出自")
        card.locator(".step", has_text=step).first.click()
    expect(card.locator(".value")).to_have_text("413.05万元")
    expect(card).to_contain_text("填报数据，出自")
    expect(card).to_contain_text("changchun-2023.yaml 第")
    while card.locator("button", has_text="返回").count():
        card.locator("button", has_text="返回").click()
    expect(card.locator(".value")).to_have_text("90.65%")
    card.locator(".step", has_text="三、部门单位整体支出绩效分析").click()
    assert "三、" in page.evaluate("document.querySelector('data.open').closest('section').innerText")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("#report data").first
    expect(first).to_be_focused()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("ArrowRight")
    second = page.locator("#report data").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#card")).to_contain_text(second.inner_text())
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(second).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#report data").last).to_be_focused()
    assert page.locator('#report data[tabindex="0"]').count() == 1


def test_findings_and_numbers_lead_to_each_other(page: Page) -> None:
    item = page.locator(".item", has_text="社区工作经费项目预算执行率58.16%")
    item.locator("a.show").click()
    hits = page.locator("#report data.hit")
    assert set(hits.all_inner_texts()) == {"58.16%", "216.83万元"}
    assert hits.first.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight }"
    )
    page.locator("#report data", has_text="58.16%").first.click()
    page.locator("#card .step", has_text="社区工作经费项目预算执行率58.16%").click()
    expect(item).to_be_focused()
    page.keyboard.press("Escape")
    assert hits.count() == 0


def test_the_list_is_filtered_by_severity_kind_chapter_and_words(page: Page) -> None:
    shown, count = page.locator(".item:visible"), page.locator("#count")
    everything = shown.count()
    assert everything == 13
    expect(count).to_have_text("显示13条")
    page.get_by_role("checkbox", name="警告").uncheck()
    assert shown.count() == 7
    expect(count).to_have_text("显示7条，共13条")
    page.get_by_role("checkbox", name="警告").check()
    page.get_by_label("种类").select_option("diagnostic")
    assert shown.count() == 0
    page.get_by_label("种类").select_option("")
    page.get_by_label("章节").select_option(label="四、评价结论")
    assert shown.count() == 0
    page.get_by_label("章节").select_option(label="一、基本概况")
    assert 0 < shown.count() < everything
    page.get_by_label("章节").select_option("")
    page.get_by_role("searchbox").fill("app014")
    assert shown.count() == 1
    page.get_by_role("searchbox").fill("没有这样的话")
    assert shown.count() == 0
    page.locator('#report data[value="project.2.execution.rate"]').first.click()
    page.locator("#card .step", has_text="低于90%").click()
    expect(count).to_have_text("显示13条")


def test_versions_stand_beside_each_other(page: Page) -> None:
    section = page.locator("#v-suggestions")
    expect(section.locator(".chosen").first).to_contain_text("第4稿")
    expect(section).to_contain_text("审核意见：第二条写得更具体")
    refused = section.locator("details", has_text="第2稿").first
    refused.locator("summary").click()
    expect(refused).to_contain_text("未通过校验")
    expect(refused.locator(".said")).to_contain_text("97.3%")
    assert "培训覆盖率达到97.3%" in "".join(refused.locator("del").all_inner_texts())
    assert "按季度通报执行进度" in "".join(refused.locator("ins").all_inner_texts())
    boxes = [cell.bounding_box() for cell in refused.locator("tbody tr").first.locator("td").all()]
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
    assert page.locator("#v-problems .alone").inner_text() == "只有这一稿。"


def test_charts_say_in_words_what_they_draw(page: Page) -> None:
    assert page.locator("figure.chart svg").count() == 3
    words = page.locator("#chart-scores desc").text_content()
    assert words and "公务用车经费下降率：分值8分，自评得分0分，扣分8分" in words
    page.locator("#chart-projects summary").click()
    row = page.locator("#chart-projects tbody tr", has_text="社区工作经费项目")
    assert row.inner_text().split() == ["社区工作经费项目", "518.29万元", "301.46万元", "58.16%"]
    widths = page.evaluate(
        "['whole', 'part'].map(kind => document.querySelectorAll('#chart-projects rect.' + kind)[1].getBoundingClientRect().width)"
    )
    assert round(widths[1] / widths[0], 3) == 0.582


def printed(page: Page, target: Path) -> list[str]:
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def test_only_the_report_is_printed_with_the_list_on_request(page: Page, tmp_path: Path) -> None:
    pages = printed(page, tmp_path / "report.pdf")
    text = "".join(pages).replace("\r\n", "")
    assert "预算执行率90.65%" in text and "绩效指标完成情况" in text
    for words in ("核对清单", "稿次对照", "看数据", "概览", "APP003"):
        assert words not in text
    assert "填报日期" in pages[0] and "基本概况" not in pages[0]
    assert sum("自评得分" in one and "完成率" in one and "年度指标值" in one for one in pages[-3:]) == 2
    page.get_by_label("附核对清单").check()
    text = "".join(printed(page, tmp_path / "list.pdf"))
    assert "核对清单" in text and "APP003" in text and "搜索" not in text and "概览" not in text


def test_nothing_is_cut_off_on_small_screens(browser: Browser, file: Path) -> None:
    with opened(browser, file, has_touch=True) as page:
        for width in (1024, 768, 390, 360):
            page.set_viewport_size({"width": width, "height": 780})
            assert flat(page)
            page.locator(RATE).first.click()
            box = page.locator("#card").bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
            if width < 820:
                assert box["x"] == 0 and box["y"] + box["height"] == 780
            table = page.locator("#report .annex .table").last
            assert table.evaluate("one => one.scrollWidth > one.clientWidth") or width >= 768
            assert flat(page)
            page.keyboard.press("Escape")


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 780}}],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_nothing(browser: Browser, file: Path, options: dict[str, object]) -> None:
    with opened(browser, file, **options) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.locator(".item a.show").first.click()
        page.locator(RATE).nth(1).click()
        assert violations(page) == []


def test_dark_is_dark(browser: Browser, file: Path) -> None:
    with opened(browser, file, color_scheme="dark") as page:
        colours = page.evaluate(
            "['backgroundColor', 'color'].map(name => getComputedStyle(document.querySelector('#report'))[name])"
        )
    paper, ink = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
    assert paper < 150 < 600 < ink


def test_it_reads_without_scripts(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("#report")).to_contain_text("预算执行率90.65%")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#card")).to_be_hidden()
    link = page.locator(".item a.show").first.get_attribute("href")
    assert link and page.locator(link).count() == 1
    context.close()


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>]]>&amp;<!--\u202e倒\u2066写\u0007"
    "{{ 7*7 }}{% raw %}javascript:alert(3)\"'><svg onload=alert(4)></style></title>",
    "长" * 10_000,
)


@pytest.mark.parametrize("planted", HOSTILE, ids=["markup", "long"])
def test_what_the_unit_wrote_does_nothing(browser: Browser, case: Case, tmp_path: Path, planted: str) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(page_with(case, planted).encode())
    with opened(browser, file) as page:
        assert page.evaluate("document.scripts.length") == 2
        assert page.locator(".item a[href^=javascript]").count() == 0
        assert page.locator("img, #report svg, iframe").count() == 0
        seen = planted.replace("\u202e", "\ufffd").replace("\u2066", "\ufffd").replace("\u0007", "\ufffd")
        assert page.locator("#report .title").text_content() == f"疫情{seen}项目"
        page.locator('#report data[value="project.4.budget"]').first.click()
        expect(page.locator("#card .name")).to_contain_text(seen[:50])
        assert flat(page)
        page.set_viewport_size({"width": 360, "height": 780})
        assert flat(page)


def test_a_waived_diagnostic_is_shown_at_its_place(browser: Browser, tmp_path: Path) -> None:
    waiver = Waiver(code="NUM002", text="90.56%", reason="财政局已核", by="李某")
    case = replace(open_case(EXAMPLE), waivers=(waiver,))
    reply = {
        attempts.SectionName.SUGGESTIONS: "1.我单位预算执行率90.56%，建议加强绩效业务学习及培训。\n<<END>>\n"
    }
    drafted = draft(case, Folder(tmp_path), Means(replies=reply), lambda _: None, lambda _: None)
    assert drafted.files
    with opened(browser, tmp_path / "report.html") as page:
        assert page.locator("#report mark").all_inner_texts() == ["90.56%"]
        page.get_by_label("种类").select_option("diagnostic")
        item = page.locator("#d0")
        assert page.locator(".item:visible").count() == 1
        expect(item).to_contain_text("应为：预算执行率90.65%；")
        expect(item).to_contain_text("已豁免（理由：财政局已核；豁免人：李某）")
        item.locator("a.show").click()
        expect(page.locator("mark.hit")).to_have_text("90.56%")
        page.get_by_role("searchbox").fill("没有这样的话")
        page.locator("#report .ref").click()
        expect(item).to_be_focused()
        expect(item).to_be_in_viewport()
        expect(page.locator("mark.hit")).to_be_in_viewport()
