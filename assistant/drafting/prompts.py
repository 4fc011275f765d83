"""Prompts from `prompts/*.md`: front matter (id, title, section, inputs) and jinja2 text.

An undefined variable is an error, and so is an input that is declared but not used. Supplied text enters
through the `quote` filter only, as data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import SectionName
from assistant.domain.draft import Attempt, Message
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger, Subject
from assistant.domain.role import Role
from assistant.drafting.reply import END_MARK
from assistant.drafting.slots import print_entry, quote, slot
from assistant.errors import PromptError

_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """A prompt file."""

    id: str
    title: str
    section: str
    inputs: tuple[str, ...]
    text: str


def prompt_ids() -> list[str]:
    return sorted(
        item.name[:-3]
        for item in files("prompts").iterdir()
        if item.name.endswith(".md") and item.name != "README.md"
    )


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """One prompt; raises PromptError where its front matter and its text disagree."""
    from jinja2 import TemplateError, meta

    raw = (files("prompts") / f"{prompt_id}.md").read_text("utf-8")
    found = _FRONT.match(raw)
    if not found:
        raise PromptError(f"prompts/{prompt_id}.md 缺少开头的 --- 说明块")
    head = dict(line.split(": ", 1) for line in found.group(1).splitlines())
    inputs = tuple(name.strip() for name in head.get("inputs", "").strip("[]").split(",") if name.strip())
    try:
        used = meta.find_undeclared_variables(_environment().parse(found.group(2)))
    except TemplateError as error:
        raise PromptError(f"prompts/{prompt_id}.md 写法有误：{error}") from None
    if used != set(inputs):
        difference = "、".join(sorted(used ^ set(inputs)))
        raise PromptError(f"prompts/{prompt_id}.md 的 inputs 与正文不一致：{difference}")
    return Prompt(head["id"], head["title"], head.get("section", ""), inputs, found.group(2).strip())


def render(prompt_id: str, **values: Any) -> str:
    """The text of a prompt with its inputs; raises PromptError for a missing input."""
    from jinja2.exceptions import UndefinedError

    prompt = load_prompt(prompt_id)
    try:
        chosen = {name: values[name] for name in prompt.inputs}
        return str(_environment().from_string(prompt.text).render(**chosen))
    except (KeyError, UndefinedError) as error:
        raise PromptError(f"prompts/{prompt_id}.md 缺少变量 {error}") from None


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["quote"] = quote
    return environment


def section_messages(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> tuple[Message, ...]:
    """The messages that ask for one section."""
    values = {
        "unit": ledger.unit_name,
        "year": ledger.year,
        "form": ledger.form,
        "matters": _matters(ledger),
        "totals": [
            row for key in ("total.score", "budget.execution.rate") for row in _rows(key, "unit", ledger)
        ],
        "notes": notes,
    }
    prompt = load_prompt(section.value)
    chosen = {name: values[name] for name in prompt.inputs}
    return (
        Message("system", render("system", end_mark=END_MARK)),
        Message("user", render(section.value, **chosen)),
    )


def revision_messages(attempt: Attempt, ledger: Ledger) -> tuple[Message, ...]:
    """The messages that follow a refused reply: the reply, and each fault with its place and the allowed forms."""
    faults = [
        {"number": number, "code": item.code, "text": item.text or "全节", "sentence": _sentence(attempt.text, item),
         "message": item.message, "advice": item.advice}
        for number, item in enumerate(
            (item for item in attempt.diagnostics if item.waived is None), 1)
    ]  # fmt: skip
    revise = render("revise", faults=faults, attempt=attempt.number, end_mark=END_MARK)
    return (*attempt.messages, Message("assistant", attempt.reply.text), Message("user", revise))


def _matters(ledger: Ledger) -> list[dict[str, object]]:
    """The findings to answer, gathered by what they are about."""
    by_subject: dict[str, list[Finding]] = {}
    for finding in ledger.to_answer():
        by_subject.setdefault(finding.subject, []).append(finding)
    return [
        _matter(number, ledger.subjects[key], found, ledger)
        for number, (key, found) in enumerate(by_subject.items(), 1)
    ]


def _matter(number: int, subject: Subject, found: list[Finding], ledger: Ledger) -> dict[str, object]:
    amounts = [entry.id for entry in ledger.about(subject.id) if entry.id.endswith((".budget", ".executed"))]
    keys = dict.fromkeys([*amounts, *(key for finding in found for key in finding.figures)])
    return {
        "number": number,
        "name": "单位整体" if subject.id == "unit" else subject.name,
        "messages": [finding.message for finding in found if finding.topic != "unexplained"],
        "slots": [row for key in keys for row in _rows(key, subject.id, ledger)],
        "cause": subject.cause,
        "measure": subject.measure,
        "reason": subject.reason,
        "words": [word for finding in found for word in finding.words if subject.id == "unit"],
    }


def _rows(key: str, subject: str, ledger: Ledger) -> list[dict[str, str]]:
    """How an entry is offered to the model: by its role where the matter names the subject, with its direction."""
    entry = ledger[key]
    change = print_entry(entry, "change")
    shown = change or print_entry(entry) or ""
    if entry.quantity is None or (entry.role is Role.LOST and entry.quantity.exact == 0):
        return []
    label = entry.role.value if entry.subject == subject and subject != "unit" else entry.label
    if change and entry.role is Role.GAP:
        label = "（紧接对象全称写）"
    return [{"slot": slot(key, "change" if change else ""), "label": label, "shown": shown}]


def _sentence(text: str, item: Diagnostic) -> str:
    """The sentence a diagnostic stands in."""
    if not item.text:
        return ""
    start = max(text.rfind(mark, 0, item.start) for mark in "。！？\n") + 1
    ends = [position for mark in "。！？\n" if (position := text.find(mark, item.end)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
