"""Prompts from `prompts/*.md`: front matter (id, title, section, inputs) and jinja2 text.

An undefined variable is an error, and so is an input that is declared but not used. Supplied text enters
through the `fence` filter only, as a quotation that it cannot close.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.document import SectionName
from assistant.domain.draft import Message
from assistant.domain.ledger import Ledger
from assistant.drafting.matters import length, matters, totals
from assistant.drafting.reply import END_MARK
from assistant.drafting.slots import fence
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
    environment.filters["fence"] = fence
    environment.filters["fence_draft"] = lambda text: fence(text, slots=True)
    return environment


def section_messages(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> tuple[Message, ...]:
    """The messages that ask for one section. What does not depend on the unit stands first, for providers' caches."""
    values: dict[str, object] = {
        "unit": ledger.unit_name,
        "year": ledger.year,
        "form": ledger.form,
        "length": length(section, ledger),
        "matters": matters(ledger),
        "rows": totals(ledger),
        "notes": notes,
    }
    prompt = load_prompt(section.value)
    return (
        Message("system", render("system", end_mark=END_MARK)),
        Message("user", render(section.value, **{name: values[name] for name in prompt.inputs})),
    )
