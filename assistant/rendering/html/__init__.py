"""The review page: the report, where each number comes from, what was found, and the versions, in one HTML file."""

from assistant.rendering.html.page import render_html
from assistant.rendering.html.review import Review, Version

__all__ = ["Review", "Version", "render_html"]
