"""Published forms as rows of text, and the same rows as a workbook or as a document.

`<` is merged with the cell on its left, `^` with the one above. Numbers are written as numbers in the workbook.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    """Rows of a form drawn with bars; short rows are filled up."""
    rows = [
        [cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    wide = max(map(len, rows))
    return [[*row, *[""] * (wide - len(row))] for row in rows]


def _areas(rows: Rows) -> list[tuple[int, int, int, int]]:
    found = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text in ("<", "^"):
                continue
            last_row, last = row, column
            while last + 1 < len(line) and line[last + 1] == "<":
                last += 1
            while last_row + 1 < len(rows) and rows[last_row + 1][column] == "^":
                last_row += 1
            if (last_row, last) != (row, column):
                found.append((row, column, last_row, last))
    return found


def write_form(path: Path, rows: Rows, title: tuple[str, ...] = ()) -> Path:
    """The form as .xlsx (title lines above it) or .docx (title paragraphs)."""
    return _document(path, rows, title) if path.suffix == ".docx" else _workbook(path, rows, title)


def _workbook(path: Path, rows: Rows, title: tuple[str, ...]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    above = [[line, *["<"] * (len(rows[0]) - 1)] for line in title]
    lines = [*above, *rows]
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            if text in ("<", "^", ""):
                continue
            cell = sheet.cell(row, column)
            if re.fullmatch(r"\d+\.\d+%", text):
                cell.value, cell.number_format = float(text[:-1]) / 100, "0.00%"
            elif re.fullmatch(r"\d+(\.\d+)?", text):
                cell.value = float(text) if "." in text else int(text)
            else:
                cell.value = text
    for row, column, last_row, last in _areas(lines):
        sheet.merge_cells(
            start_row=row + 1, start_column=column + 1, end_row=last_row + 1, end_column=last + 1
        )
    book.save(path)
    return path


def _document(path: Path, rows: Rows, title: tuple[str, ...]) -> Path:
    import docx

    document = docx.Document()
    for line in title:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, column, last_row, last in _areas(rows):
        table.cell(row, column).merge(table.cell(last_row, last))
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text not in ("<", "^", ""):
                table.cell(row, column).text = text
    document.save(str(path))
    return path


TITLE = ("项目支出绩效自评表", "（2023年度）")
GIVEN = {"prepared_on": "2024-04-15", "standard": "mof-2020"}  # what the form does not say
NATIONAL = """
项目名称 | < | 社区工作经费项目 | < | < | < | < | < | < | <
主管部门 | < | 长春市某区民政局 | < | < | 实施单位 | < | 某街道办事处 | < | <
项目资金\\n（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
^ | ^ | 年度资金总额 | 500 | 518.29 | 301.46 | 10 | 58.16% | 5.82 | <
^ | ^ | 其中：当年财政拨款 | 500 | 500.29 | 283.46 | — | | — | <
^ | ^ | 上年结转资金 | 0 | 18 | 18 | — | | — | <
^ | ^ | 其他资金 | | | | — | | — | <
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
^ | 保障社区运转 | < | < | < | 已保障 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | <
^ | 产出指标（50分） | 数量指标 | 消防演练场次 | ≥20场 | 22 | 20 | 20 | | <
^ | ^ | 质量指标 | 验收合格率 | ≥95% | 90.50% | 20 | 19.05 | 年底两个社区未验收，已安排复验 | <
^ | ^ | 时效指标 | 完成时间 | 12月底前 | 12月 | 10 | 10 | 无 | <
^ | 效益指标 | 社会效益指标 | 治理水平 | 定性：有效提升 | 有效提升 | 30 | 28 | | <
^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | 不低于90% | 93.20% | 10 | 10 | | <
总分 | < | < | < | < | < | 100 | 92.87 | | <
"""

YUNNAN = """
项目名称 | < | 学生资助项目 | < | < | < | < | < | < | <
主管部门 | < | 某县教育体育局 | < | < | 实施单位 | < | 某县第一中学 | < | <
项目资金（元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
^ | ^ | 年度资金总额 | 1,200,000.00 | 1200000 | 1199999.5 | 10 | 99.99% | 10 | <
^ | ^ | 其中：当年财政拨款 | 1,200,000.00 | 1200000 | 1199999.5 | — | | — | <
绩效指标 | < | < | 绩效指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^
产出指标 | 数量指标 | 资助人数 | = | 850 | 人 | 850 | 40 | 40 | 无
^ | 质量指标 | 资助标准达标率 | >= | 100 | % | 100 | 20 | 20 | 无
效益指标 | 社会效益指标 | 政策知晓度 | = | 显著提升 | | 显著提升 | 20 | 18 | 无
满意度指标 | 服务对象满意度 | 学生满意度 | 大于等于 | 90 | % | 95 | 10 | 10 | 无
其他需要说明事项 | < | < | 无 | < | < | < | < | < | <
总分 | < | < | < | < | < | 分值 | 得分 | 自评等级 | <
^ | ^ | ^ | ^ | ^ | ^ | 100 | 98 | 优 | <
"""

HUBEI = """
单位名称 | 武汉市某区城管局 | < | 填报日期 | 2024年3月15日 | <
项目名称 | 环卫作业经费 | < | < | < | <
主管部门 | 某区城管局 | < | 项目实施单位 | 某区环卫所 | <
预算执行情况（万元）（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | 1000 | 950 | 95% | 19
年度绩效目标1（80分） | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
产出指标（40分） | 数量指标 | 清扫面积 | ≥1.2万平方米 | 1.3 | 40
效益指标（40分） | 满意度指标 | 市民满意度 | 80%以上 | 76% | 30
总分 | < | < | < | < | 89
偏差大或目标未完成原因分析 | < | 部分路段保洁不及时 | < | < | <
改进措施及结果应用方案 | < | 加强巡查\\n结果与下年预算挂钩 | < | < | <
"""

SICHUAN = """
项目名称 | < | < | 文化惠民项目 | < | < | < | < | < | <
主管部门 | < | < | 四川省文化和旅游厅 | < | < | 实施单位 | < | 四川省图书馆 | <
预算执行情况（10分） | | | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
^ | 总额 | < | 320.50 | 300.50 | 300.50 | 100.00% | 10 | 10 |
^ | 其中：财政资金 | < | 300 | 280 | 280 | | | |
^ | 财政专户管理资金 | < | 12 | 12 | 12 | | | |
^ | 单位资金 | < | 8.50 | 8.50 | 8.50 | | | |
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
产出指标 | 数量指标 | 讲座场次 | ≥ | 12 | 场 | 14 | 50 | 50 |
^ | 成本指标 | 讲座单价 | ≤ | 3 | 万元 | 25000元 | 20 | 20 |
效益指标 | 社会效益指标 | 读者素养 | 定性 | 提升 | | 提升 | 20 | 20 |
合计 | < | < | < | < | < | < | 100 | 100 |
评价结论 | < | < | 良好 | < | < | < | < | < | <
存在问题 | < | < | 无 | < | < | < | < | < | <
"""

DEPARTMENT = """
部门（单位）名称 | < | 长春市某区财政局 | < | < | < | < | <
预算资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 1000 | 1100 | 1045 | 10 | 95% | 9.5
^ | 基本支出 | 600 | 600 | 590 | | |
^ | 项目支出 | 400 | 500 | 455 | | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 培训人次 | 500人次 | 520 | 60 | 60 |
效益指标 | 社会效益 | 服务能力 | 进一步提升 | 进一步提升 | 30 | 30 |
总分 | < | < | < | < | 100 | 99.5 |
"""
