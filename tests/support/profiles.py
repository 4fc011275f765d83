"""Settings with one profile of an endpoint."""

from __future__ import annotations

from pathlib import Path


def profile(url: str = "http://a/v1") -> str:
    """The profile `a` of an endpoint; further lines may follow."""
    return f'[endpoints.a]\nbase_url = "{url}"\nmodel = "m"\n'


def write_settings(text: str, folder: Path = Path()) -> None:
    """The ziping.toml of a folder."""
    (folder / "ziping.toml").write_text(text, "utf-8")
