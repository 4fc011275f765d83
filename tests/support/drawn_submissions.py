"""Ordinary submissions drawn at random: names, units and values such as offices really write them.

What makes them hard is ordinary: names that hold numbers, months, years, roles and classes of the form, units
with numbers, forms without points, budgets of nothing, deadlines, causes that begin with “由于”. All names are
made up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

Tree = dict[str, Any]

# Vocabulary by kind: places, things, units, causes …
WORDS: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


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
            "unit": {"name": self._word("places") + self._word("houses")},
            "year": self.year,
            "prepared_on": f"{self.year + 1}-03-{rng.randint(1, 31):02d}",
            "budget": self._budget(),
            "standard": self._word("standards"),
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
        for key, draw, share in self._more():
            if rng.random() < share:
                tree[key] = draw()
        return tree

    def _more(self) -> Iterable[tuple[str, Callable[[], Any], float]]:
        """Parts of a submission that may be left out, and how often they are there."""
        yield "facts", self._facts, 0.6
        yield "notes", self._notes, 0.6
        yield "profile", self._profile, 0.5
        yield "basics", self._basics, 0.3
        yield "previous", self._previous, 0.3

    def _word(self, kind: str) -> Any:
        return self.rng.choice(WORDS[kind])

    def _name(self) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.25:
            name = self._word("form_words")
        elif kind < 0.5:
            name = "".join(self._word(part) for part in ("ages", "things", "tails"))
        elif kind < 0.53:
            name = self._word("things") + "训" * rng.randint(50, 500) + self._word("tails")
        else:
            name = "".join(self._word("things") for _ in range(rng.randint(1, 2))) + self._word("tails")
        if rng.random() < 0.06:
            name = rng.choice(("1.", "（1）", "指标1：", "*", "<", "3、", "#", "【", "《")) + name
        while name in self.taken and rng.random() < 0.97:
            name += self._word("tails")
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
            budget["adjustment_cause"] = self._word("causes")
        return budget

    def _said(self, record: Tree) -> Tree:
        for key, kind in (("cause", "causes"), ("measure", "measures")):
            if self.rng.random() < 0.5:
                record[key] = self._word(kind)
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
            row["level1"], row["level2"] = self._word("classes")
        kind = rng.random()
        if kind < 0.12:
            row |= {"target": self._word("qualities"), "actual": self._word("degrees")}
        elif kind < 0.22:
            row |= {"target": self._word("deadlines"), "actual": self._word("moments")}
        else:
            unit = rng.choice([unit for unit in WORDS["units"] if unit.isalpha() or unit in "%‰"])
            target = self._number()
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
        return [self._fact() for _ in range(self.rng.randint(1, 6))]

    def _fact(self) -> Tree:
        rng = self.rng
        return {
            "group": rng.choice(("人员", "党建", "目标", "2023年重点", "")),
            "label": self._name(),
            "value": self._number(),
            "unit": self._word("units"),
            "approx": rng.choice(("", "", "", "余", "多")),
        }

    def _notes(self) -> Tree:
        kinds = ("problems", "measures", "suggestions")
        return {kind: self.rng.sample(WORDS["notes"], self.rng.randint(0, 3)) for kind in kinds}

    def _profile(self) -> Tree:
        return {
            "functions": self._word("functions"),
            "structure": self._word("functions"),
            "systems": self.rng.sample(WORDS["systems"], self.rng.randint(0, 3)),
        }

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
