"""The review page as one file: no request, nothing from outside is run, the same report gives the same bytes."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.domain.diagnostic import without_ids
from assistant.domain.document import SectionName
from assistant.domain.ledger import Ledger
from assistant.domain.report import Report
from assistant.rendering.html.chapters import Chapters
from assistant.rendering.html.charts import charts
from assistant.rendering.html.differences import ParagraphPair, compare
from assistant.rendering.html.entries import ledger_json
from assistant.rendering.html.places import spots
from assistant.rendering.html.remarks import PanelLine, remarks
from assistant.rendering.html.review import Review, Version
from assistant.rendering.html.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "rendering/templates/review"
_MOST = 12  # versions of a section that are shown
_TILES = (
    ("total.score", "自评总分"),
    ("total.grade", "评价等级"),
    ("budget.execution.rate", "预算执行率"),
    ("total.lost", "扣分合计"),
    ("indicator.unmet.count", "未完成的指标"),
)


@dataclass(frozen=True)
class Compared:
    """The versions of a section: the chosen one, and each other beside it, the newest first."""

    name: SectionName
    chosen: Version | None
    others: tuple[tuple[Version, list[ParagraphPair]], ...]
    left_out: int


def render_html(report: Report, ledger: Ledger, review: Review | None = None) -> str:
    """The page of a report; `review` is what stands beside it. Everything that people or models wrote is escaped."""
    review = review or Review()
    chapters = Chapters(report, spots(report, review.text, review.diagnostics))
    listed = remarks(ledger, review.diagnostics, chapters)
    style = _source("review.css") + _widths(chapters)
    script = _source("review.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            ledger=ledger,
            chapters=chapters.listed,
            remarks=listed,
            standing_errors=review.standing_errors,
            counts=_counts(listed),
            marked=_marked(listed),
            charts=charts(ledger),
            tiles=[(label, ledger[key].text) for key, label in _TILES if key in ledger],
            versions=[_compared(name, review.versions.get(name, ())) for name in review.versions],
            data=_markup(ledger_json(ledger, review.worked, listed, chapters.first)),
            style=_markup(style),
            script=_markup(script),
            policy=_policy(style, script),
        )
    )


def _widths(chapters: Chapters) -> str:
    """The widths of the columns; a style attribute would be against the policy."""
    used = {width for chapter in chapters.listed for node in chapter.nodes for width in node.widths}
    return "".join(f".w{width}{{width:{width}%}}" for width in sorted(used))


def _counts(listed: list[PanelLine]) -> dict[str, int]:
    keys = [key for remark in listed for key in (remark.kind, remark.severity)]
    return {key: keys.count(key) for key in dict.fromkeys(keys)}


def _marked(listed: list[PanelLine]) -> dict[str, str]:
    """The gravest severity of the findings about each entry."""
    found: dict[str, str] = {}
    for remark in listed:
        if remark.kind != "finding":
            continue
        for key, *_ in remark.figures:
            found.setdefault(key, remark.severity)
    return found


def _compared(name: SectionName, versions: tuple[Version, ...]) -> Compared:
    chosen = next((item for item in versions if item.chosen), None)
    others = [item for item in reversed(versions) if item is not chosen]
    base = chosen.text if chosen else ""
    shown = tuple((item, compare(item.text, base)) for item in others[:_MOST])
    return Compared(name, chosen, shown, len(others) - len(shown))


def _policy(style: str, script: str) -> str:
    """Nothing is fetched, and only this page's own style and script count."""
    hashes = (base64.b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    style_hash, script_hash = (f"'sha256-{item}'" for item in hashes)
    return (
        f"default-src 'none'; style-src {style_hash}; script-src {script_hash}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(name: str) -> str:
    return (files("assistant") / _FOLDER / name).read_text("utf-8")


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment() -> Environment:
    """Templates in which everything is escaped and an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader("assistant", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    environment.filters["without_slots"] = without_ids
    return environment
