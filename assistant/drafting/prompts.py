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
from assistant.domain.ledger import Ledger
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
    return sorted(item.name[:-3] for item in files("prompts").iterdir() if item.name.endswith(".md"))


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """One prompt; raises PromptError where its front matter and its text disagree."""
    from jinja2 import Environment, meta

    raw = (files("prompts") / f"{prompt_id}.md").read_text("utf-8")
    found = _FRONT.match(raw)
    if not found:
        raise PromptError(f"prompts/{prompt_id}.md 缺少开头的 --- 说明块")
    head = dict(line.split(": ", 1) for line in found.group(1).splitlines())
    inputs = tuple(name.strip() for name in head.get("inputs", "").strip("[]").split(",") if name.strip())
    used = meta.find_undeclared_variables(Environment(autoescape=False).parse(found.group(2)))  # noqa: S701
    if used != set(inputs):
        difference = "、".join(sorted(used ^ set(inputs)))
        raise PromptError(f"prompts/{prompt_id}.md 的 inputs 与正文不一致：{difference}")
    return Prompt(head["id"], head["title"], head.get("section", ""), inputs, found.group(2).strip())


def render(prompt_id: str, **values: Any) -> str:
    """The text of a prompt with its inputs; raises PromptError for a missing input."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    prompt = load_prompt(prompt_id)
    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["quote"] = quote
    try:
        return environment.from_string(prompt.text).render(**{name: values[name] for name in prompt.inputs})
    except (KeyError, UndefinedError) as error:
        raise PromptError(f"prompts/{prompt_id}.md 缺少变量 {error}") from None


def section_messages(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> tuple[Message, ...]:
    """The messages that ask for one section."""
    values = {
        "unit": ledger.unit_name,
        "year": ledger.year,
        "findings": [_finding(number, finding, ledger) for number, finding in enumerate(ledger.to_answer(), 1)],
        "totals": _slots(("total.score", "total.grade", "budget.execution.rate"), ledger),
        "notes": notes,
    }
    prompt = load_prompt(section.value)
    chosen = {name: values[name] for name in prompt.inputs}
    return (Message("system", render("system", end_mark=END_MARK)), Message("user", render(section.value, **chosen)))


def revision_messages(attempt: Attempt, ledger: Ledger) -> tuple[Message, ...]:
    """The messages that follow a refused reply: the reply, and each fault with its place and the allowed forms."""
    faults = [
        {"number": number, "code": item.code, "text": item.text or "全节", "sentence": _sentence(attempt.text, item),
         "message": item.message, "advice": item.advice}
        for number, item in enumerate(attempt.diagnostics, 1)
    ]  # fmt: skip
    revise = render("revise", faults=faults, attempt=attempt.number, end_mark=END_MARK)
    return (*attempt.messages, Message("assistant", attempt.reply.text), Message("user", revise))


def _finding(number: int, finding: Finding, ledger: Ledger) -> dict[str, object]:
    subject = ledger.subjects.get(finding.subject)
    related = [entry.id for entry in ledger.about(finding.subject) if entry.quantity]
    keys = list(dict.fromkeys([*finding.figures, *(key for key in related if _is_core(key))]))
    return {
        "number": number,
        "name": subject.name if subject else finding.subject,
        "message": finding.message,
        "slots": _slots(tuple(keys), ledger),
        "cause": subject.cause if subject else "",
        "reason": subject.reason if subject and finding.topic == "score" else "",
        "measure": subject.measure if subject else "",
        "words": finding.words,
    }


def _is_core(key: str) -> bool:
    return key.endswith((".budget", ".executed"))


def _slots(keys: tuple[str, ...], ledger: Ledger) -> list[dict[str, str]]:
    rows = []
    for key in keys:
        if key in ledger:
            rows.append({"slot": slot(key), "label": ledger[key].label, "shown": print_entry(ledger[key]) or ""})
            change = print_entry(ledger[key], "change")
            if change:
                rows.append({"slot": slot(key, "change"), "label": f"{ledger[key].label}（带方向）", "shown": change})
    return rows


def _sentence(text: str, item: Diagnostic) -> str:
    """The sentence a diagnostic stands in."""
    if not item.text:
        return ""
    start = max(text.rfind(mark, 0, item.start) for mark in "。！？\n") + 1
    ends = [position for mark in "。！？\n" if (position := text.find(mark, item.end)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
