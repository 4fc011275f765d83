"""Ordinary submissions drawn at random: names, units and values such as offices really write them.

What makes them hard is ordinary: names that hold numbers, months, years, roles and classes of the form, units with
numbers, forms without points, budgets of nothing, deadlines, causes that begin with “由于”. All names are made up.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

Tree = dict[str, Any]

_PLACES = "青年路 甲县水务局 滨河 三里屯 十里铺 百家湖 第二 108国道 万寿 五一 2号".split()
_THINGS = (
    "接种 儿童健康管理 护坡 库房改造 信访案件办理 预算执行 培训 巡查 课程 绿化 补助发放 设备购置 管网 热线办结 数量 质量 时效 "
    "成本 支出 项目 指标 资金 经费 结转 人员 执行 完成 得分 年度 全年 上年 12345热线 “三公”经费 5G基站 十四五规划"
).split()
_TAILS = "率 数 量 情况 次数 人数 面积 人次 及时率 执行率 完成率 增长率 下降率 覆盖率 金额 得分 指标 项目 经费 支出 时间 合格率".split()
_AGES = (
    "0-36月龄",
    "13月龄",
    "65岁以上",
    "3-6岁",
    "2023年度",
    "2022年",
    "上年度",
    "第二批",
    "1.5度",
    "12月",
    "本年",
    "1号",
    "100元以下",
)
# Names that are at the same time words of the form.
_FORM_WORDS = (
    "预算执行率 数量指标 质量指标 产出指标 效益指标 满意度指标 社会效益 完成率 总分 得分 项目支出 基本支出 人员经费 三公经费 全年预算数 指标值 "
    "各项目 绩效指标 资金执行率 项目资金 年度资金总额 政府采购 结转资金 重点项目 我单位 财政拨款 其他资金 年初预算 分值 自评得分 预算完成率 支付进度率 "
    "指标完成数 未完成指标数 单位 部门 时效 成本 评价等级 10万人 1个 三个问题 两项 100% 2023年 合计 执行数 未执行数"
).split()
_UNITS = "% 人 个 件 次 万元 元 人次 平方米 公里 套 天 起/10万人 元/人 件/百人 万人次 户次 亿元 ‰ 起 分 月 年 倍 期 个工作日".split()
_CLASSES = (
    ("产出", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出", "时效"),
    ("成本", "经济成本"),
    ("效益", "社会效益"),
    ("满意度", "服务对象满意度"),
)
_CAUSES = (
    "原因是家长外出务工", "由于汛期停工，工期顺延。", "一是招标流标；二是雨季较长", "1.人员不足；2.设备老化。", "因上级资金12月15日下达，2023年未及支付", "应办尽办",
    "主要原因：价格上涨10%", "受疫情影响，第三季度只开展了2次", "审批流程较长", "原因为：历史遗留问题，涉及3个村", "年中追加50万元", "因为指标值定得偏低",
    "<b>待核</b>", "执行率低于90%", "无", "设备于2023年11月30日到货；", "a*b_c", "实际支出比预算少5.5万元，故节约",
)  # fmt: skip
_MEASURES = (
    "1.提前安排；2.加强调度。", "一是早部署；二是勤督促。", "2024年起每季度通报一次", "针对问题逐项整改", "上门随访", "下一步，完善制度", "措施：加强预算管理", "改进措施是按月调度。",
    "在2024年3月底前完成验收", "无", "严格执行《预算法》第5条", "加强培训，每年不少于2期",
)  # fmt: skip
_NOTES = (
    "绩效指标的可衡量性还需进一步提升", "3.预算编制不够精细", "2024年起加强管理", "部分项目12月才下达", "个别指标完成率偏低；", "一是宣传不够。二是人手不足。", "建议加大投入10%以上",
    "存在三个方面问题", "资金使用效益有待提高", "完善绩效指标体系，加强绩效业务培训",
)  # fmt: skip
_QUALITIES = ("定性：建立健全制度", "定性：优", "定性：2023年底前建成", "定性：达到预期目标", "定性")
_DEADLINES = ("9月底前", "12月31日前", "2023年6月30日前", "6月之前", "11月底前")
_MOMENTS = ("11月", "8月", "2023年5月30日", "12月31日", "6月底", "已完成", "2024年1月15日")
_FUNCTIONS = (
    "成立于2023年11月30日",
    "负责全县3个镇、25个村的防汛工作。",
    "贯彻落实国家政策",
    "下设5个科室，编制20人",
    "1.拟订规划；2.组织实施",
    "承担0-6岁儿童保健",
    "",
)


class Drawing:
    """One submission from one source of chance."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.year = rng.choice((2022, 2023, 2024))
        self.taken: set[str] = set()

    def submission(self) -> Tree:
        """A whole submission, as a file of YAML would hold it."""
        rng = self.rng
        project = rng.random() < 0.4
        tree: Tree = {
            "format": 1,
            "kind": "project" if project else "department",
            "unit": {
                "name": f"{rng.choice(_PLACES)}{rng.choice(('社区服务中心', '卫生院', '第三小学', '管理处', '街道办事处'))}"
            },
            "year": self.year,
            "prepared_on": f"{self.year + 1}-03-{rng.randint(1, 31):02d}",
            "budget": self._budget(),
            "standard": rng.choice(
                ("mof-2020", "mof-2020", "mof-2020", "hubei-2020", "sichuan", "xinjiang-2023", "ningxia-agri")
            ),
            "indicators": self._indicators(),
        }
        if rng.random() < 0.5:
            tree["unit"]["short_name"] = rng.choice(
                ("我中心", "管委会", "青年路", "本单位", "项目", "卫生院")
            )
        if project:
            tree["project"] = {
                "name": self._name(),
                "authority": rng.choice(("甲县水务局", "滨河市民政局", "")),
            }
        if rng.random() < 0.6:
            tree["projects"] = [self._project() for _ in range(rng.randint(1, 5))]
        for key, draw, share in (("facts", self._facts, 0.6), ("notes", self._notes, 0.6), ("profile", self._profile, 0.5),
                                 ("basics", self._basics, 0.3), ("previous", self._previous, 0.3)):  # fmt: skip
            if rng.random() < share:
                tree[key] = draw()
        return tree

    def _name(self) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.25:
            name = rng.choice(_FORM_WORDS)
        elif kind < 0.5:
            name = rng.choice(_AGES) + rng.choice(_THINGS) + rng.choice(_TAILS)
        elif kind < 0.53:
            name = rng.choice(_THINGS) + "训" * rng.randint(50, 500) + rng.choice(_TAILS)
        else:
            name = "".join(rng.choice(_THINGS) for _ in range(rng.randint(1, 2))) + rng.choice(_TAILS)
        if rng.random() < 0.06:
            name = rng.choice(("1.", "（1）", "指标1：", "*", "<", "3、", "#", "【", "《")) + name
        while name in self.taken and rng.random() < 0.97:
            name += rng.choice(_TAILS)
        self.taken.add(name)
        return name

    def _number(self, most: int = 1000) -> str:
        rng = self.rng
        if rng.random() < 0.08:
            return "0"
        if rng.random() < 0.3:
            return str(rng.choice((1, 2, 3, 5, 10, 12, 100, 200, 2023)))
        return str(Decimal(rng.randint(1, most * 100)) / (100 if rng.random() < 0.5 else 1))

    def _stage(self, form: str) -> Any:
        if form == "total":
            return self._number(500)
        if form == "use":
            split = {"personnel": self._number(), "public": self._number(100)}
            return {"basic": split if self.rng.random() < 0.5 else self._number(), "project": self._number()}
        return {
            name: self._number()
            for name in ("fiscal", "carryover", "other")
            if name == "fiscal" or self.rng.random() < 0.5
        }

    def _budget(self) -> Tree:
        rng, form = self.rng, self.rng.choice(("total", "use", "source"))
        budget: Tree = {"unit": rng.choice(("万元", "万元", "万元", "元", "亿元", "千元"))}
        for stage in ("initial", "adjusted", "executed"):
            if stage != "initial" or rng.random() < 0.75:
                budget[stage] = self._stage(form)
        if rng.random() < 0.1:
            budget["adjusted"] = budget["executed"] = "0"
            budget.pop("initial", None)
        if rng.random() < 0.3:
            budget["adjustment_cause"] = rng.choice(_CAUSES)
        return budget

    def _said(self, record: Tree) -> Tree:
        rng = self.rng
        for key, texts in (("cause", _CAUSES), ("measure", _MEASURES)):
            if rng.random() < 0.5:
                record[key] = rng.choice(texts)
        return record

    def _project(self) -> Tree:
        rng = self.rng
        project = {"name": self._name(), "budget": self._number(), "executed": self._number()}
        if rng.random() < 0.6:
            project["executed"] = str(
                (Decimal(project["budget"]) * rng.randint(0, 100) / 100).quantize(Decimal("0.01"))
            )
        if rng.random() < 0.3:
            project["aliases"] = [self._name()]
        if rng.random() < 0.3:
            project |= {"key": True, "funding": rng.choice(("本级财力", "2022年结转", "中央资金50%"))}
        if rng.random() < 0.4:
            project["benefit"] = rng.choice(("服务3个社区1200人。", "保障十个社区正常运转", "执行率100%"))
        return self._said(project)

    def _indicators(self) -> list[Tree]:
        rng = self.rng
        number, pointed = rng.randint(1, 8), rng.random() < 0.8
        rows = [self._indicator() for _ in range(number)]
        for place, row in enumerate(rows):
            if pointed:
                share = 90 // number
                row["points"] = str(90 - share * (number - 1) if place == 0 else share)
                self._claim(row)
            else:
                row.pop("score", None)
        if rng.random() < 0.1 and number > 2:
            rows[-1]["applicable"] = False
        return rows

    def _claim(self, row: Tree) -> None:
        if self.rng.random() < 0.3:
            value = str(Decimal(row["points"]) * self.rng.choice((5, 8, 9, 10, 11)) / 10)
            reason = self.rng.choice(("", "偏差较小", "2023年疫情影响，扣2分", "按90%计分"))
            row["score"] = {"value": value, "reason": reason} if reason else value

    def _indicator(self) -> Tree:
        rng = self.rng
        row: Tree = {"name": self._name()}
        if rng.random() < 0.6:
            row["level1"], row["level2"] = rng.choice(_CLASSES)
        kind = rng.random()
        if kind < 0.12:
            row |= {
                "target": rng.choice(_QUALITIES),
                "actual": rng.choice(("优", "良", "达成", "2023年12月建成", "基本达成")),
            }
        elif kind < 0.22:
            row |= {"target": rng.choice(_DEADLINES), "actual": rng.choice(_MOMENTS)}
        else:
            unit, target = (
                rng.choice([unit for unit in _UNITS if unit.isalpha() or unit in "%‰"]),
                self._number(),
            )
            row["target"] = f"{rng.choice(('≥', '=', '≤', '', '>', '<'))}{target}{unit}"
            row["actual"] = target if rng.random() < 0.4 else self._number()
            if rng.random() < 0.2:
                row["midyear"] = self._number()
            if unit == "%" and rng.random() < 0.1:
                row["completion_of"] = "budget.adjusted.total"
        if rng.random() < 0.2:
            row["aliases"] = [self._name()]
        if rng.random() < 0.2:
            row["sample"] = rng.randint(10, 500)
        return self._said(row)

    def _facts(self) -> list[Tree]:
        rng = self.rng
        return [
            {"group": rng.choice(("人员", "党建", "目标", "2023年重点", "")), "label": self._name(), "value": self._number(),
             "unit": rng.choice(_UNITS), "approx": rng.choice(("", "", "", "余", "多"))}
            for _ in range(rng.randint(1, 6))
        ]  # fmt: skip

    def _notes(self) -> Tree:
        rng = self.rng
        return {key: rng.sample(_NOTES, rng.randint(0, 3)) for key in ("problems", "measures", "suggestions")}

    def _profile(self) -> Tree:
        rng = self.rng
        return {"functions": rng.choice(_FUNCTIONS), "structure": rng.choice(_FUNCTIONS),
                "systems": rng.sample(("《2023年财务管理办法》", "内部控制制度（试行）", "三重一大决策制度"), rng.randint(0, 3))}  # fmt: skip

    def _basics(self) -> Tree:
        blocks: Tree = {
            "staff": {"quota": self._number(), "actual": self._number()},
            "three_public": {"last_year": self._number(), "budget": self._number(), "actual": self._number()},
            "carryover": {"opening": self._number(), "closing": self._number()},
            "procurement": {"planned": self._number(), "actual": self._number()},
            "payment": {"planned": self._number(), "actual": self._number()},
            "assets": {"in_use": self._number(), "total": self._number()},
            "tasks": {
                "planned": self._number(),
                "done": self._number(),
                "in_time": self._number(),
                "qualified": self._number(),
            },
        }
        return {key: block for key, block in blocks.items() if self.rng.random() < 0.5}

    def _previous(self) -> Tree:
        form = self.rng.choice(("total", "use"))
        return {
            "budget": {stage: self._stage(form) for stage in ("adjusted", "executed")},
            "carryover_closing": self._number(),
        }


def drawn(seed: int) -> Tree:
    """The submission of a seed: the same on every machine."""
    return Drawing(random.Random(seed)).submission()
