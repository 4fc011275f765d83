"""Subjects of the ledger and the names by which a text may call them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from assistant.calculator.scores import reaches_target
from assistant.domain.facts import Row, Submission
from assistant.domain.fields import Written
from assistant.domain.ledger import Quote, Subject
from assistant.domain.standard import Standard
from assistant.errors import Fault, SubmissionError

_OWN = ("我单位", "本单位", "单位整体", "部门整体支出", "部门整体", "整体支出", "部门预算", "全年预算支出")


def write_subjects(submission: Submission, standard: Standard) -> dict[str, Subject]:
    """Every subject that entries of the ledger are about, by id, also under the standard's aliases.

    Raises SubmissionError where an alias is the name of another subject of this unit.
    """
    found = _supplied(submission, standard)
    named = {name: subject for subject in found.values() for name in subject.names}
    for key, subject in found.items():
        more = standard.aliases.of_subject(key, subject.names)
        for alias in more:
            if alias in named and named[alias].id != key:
                place = f"评分标准的别称（aliases）：{subject.name}"
                raise SubmissionError(
                    [
                        Fault(
                            place,
                            f"别称“{alias}”也是“{named[alias].name}”的名称，不能判断指哪一个",
                            "请改用别的别称",
                        )
                    ]
                )
        found[key] = replace(subject, names=tuple(dict.fromkeys((*subject.names, *more))))
    return found


def _supplied(submission: Submission, standard: Standard) -> dict[str, Subject]:
    """Every subject by the names that the submission gives it."""
    unit = submission.unit
    names = tuple(name for name in (unit.name, unit.short_name) if name)
    found = [
        Subject(
            "unit",
            names + _OWN + (("本项目",) if submission.project else ()),
            submission.budget.execution_cause,
            submission.budget.execution_measure,
        ),
        Subject("basic", ("基本支出",)),
        Subject("personnel", ("人员经费",)),
        Subject("public", ("公用经费", "基本公用经费")),
        Subject("project", ("项目支出",), submission.budget.project_cause, submission.budget.project_measure),
        Subject("fiscal", ("财政拨款", "当年财政拨款")),
        Subject("carryover", ("上年结转资金", "上年结转")),
        Subject("other", ("其他资金",)),
        Subject("projects", ("各项目", "全部项目", "所有项目", "项目合计")),
        Subject("execution", ("预算执行率", "预算执行情况")),
        Subject("indicators", ("绩效指标", "各项绩效指标", "各指标")),
        Subject("total", ("综合得分", "自评总分", "自评综合得分", "总分", "总得分")),
    ]
    found += _projects(submission)
    found += _indicators(submission, standard)
    labels = {fact.label for fact in submission.facts}
    for number, fact in enumerate(submission.facts, 1):
        found.append(Subject(f"fact.{number}", _fact_names(fact.label, labels)))
    return {subject.id: subject for subject in found}


def _projects(submission: Submission) -> list[Subject]:
    found = []
    for number, project in enumerate(submission.projects, 1):
        short = project.name.removesuffix("项目")
        known = (project.name, *((short,) if len(short) >= 4 else ()), *project.aliases)
        classes = ("重点项目",) if project.key else ()
        found.append(Subject(f"project.{number}", known, project.cause, project.measure, classes=classes))
    return found


def _indicators(submission: Submission, standard: Standard) -> list[Subject]:
    found = []
    for row in submission.rows:
        indicator = row.indicator
        known = (indicator.name, *indicator.aliases)
        reason = indicator.score.reason if indicator.score else ""
        found.append(
            Subject(
                f"indicator.{row.number}",
                known,
                indicator.cause,
                indicator.measure,
                reason,
                _classes(row),
                reaches_target(row, submission.year, standard),
                indicator.sample,
            )
        )
    return found


def _classes(row: Row) -> tuple[str, ...]:
    """The classes that an indicator stands under, its own or its heading's, as prose names them (数量指标)."""
    levels = [
        getattr(row.indicator, level) or (getattr(row.heading, level) if row.heading else "")
        for level in ("level1", "level2")
    ]
    return tuple(dict.fromkeys(f"{level.removesuffix('指标')}指标" for level in levels if level))


def _fact_names(label: str, labels: set[str]) -> tuple[str, ...]:
    """在职人数 is also called 在职人员 and 在职, 编制数 also 编制, where no other fact is called so."""
    stem = label.removesuffix("人数") if label.endswith("人数") else label.removesuffix("数")
    if stem == label or len(stem) < 2:
        return (label,)
    names = (stem, f"{stem}人员") if label.endswith("人数") else (stem,)
    return (label, *(name for name in names if name not in labels))


def write_quotes(submission: Submission) -> tuple[Quote, ...]:
    """Every text the unit supplied, with its place: what may be quoted word for word."""
    quotes: list[Quote] = []

    def add(record: Written, *fields: str) -> None:
        for field in fields:
            supplied = getattr(record, field)
            texts = [(supplied, None)] if isinstance(supplied, str) else zip(supplied, count())
            named = field in ("name", "short_name", "label")
            quotes.extend(Quote(text, record.at(field, item), named) for text, item in texts if text)

    add(submission.unit, "name", "short_name")
    add(submission.profile, "functions", "structure", "systems")
    add(submission.budget, "adjustment_cause", "execution_cause", "execution_measure")
    add(submission.budget, "project_cause", "project_measure")
    if submission.project:
        add(submission.project, "name")
    for project in submission.projects:
        add(project, "name", "funding", "benefit", "cause", "measure")
    for row in submission.rows:
        indicator, target = row.indicator, row.indicator.target
        add(indicator, "name", "cause", "measure", "evidence")
        if target and target.kind != "number":
            quotes.append(Quote(target.text, indicator.at("target")))
            add(indicator, "actual")
        if indicator.score:
            add(indicator.score, "reason")
    for fact in submission.facts:
        add(fact, "label")
    add(submission.notes, "problems", "measures", "suggestions")
    return tuple(quotes)
