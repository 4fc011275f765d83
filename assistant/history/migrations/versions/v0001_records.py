"""Records and inputs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


_SHORT = sa.String(64)  # of a hash, or a version
_WORDS = sa.Text()
_NUMBER = sa.Integer()
_SAID: dict[str, sa.types.TypeEngine[Any]] = {
    "writer": _WORDS,
    "endpoint": _WORDS,
    "model": _WORDS,
    "prompt_hash": _SHORT,
    "facts_hash": _SHORT,
    "standard": _WORDS,
    "standard_hash": _SHORT,
    "version": _SHORT,
    "prompt_tokens": _NUMBER,
    "reply_tokens": _NUMBER,
    "verdict": _WORDS,
    "note": _WORDS,
    "who": _WORDS,
    "at": _WORDS,
    "content": _WORDS,
    "previous": _SHORT,
}


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "ziping_records",
        sa.Column("report", _SHORT, primary_key=True),
        sa.Column("position", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("section", sa.String(32), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in _SAID.items()),
        sa.Column("hash", _SHORT, nullable=False, unique=True),
    )
    op.create_table(
        "ziping_inputs",
        sa.Column("hash", _SHORT, primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    where = sa.text("kind = 'attempt'")
    op.create_index(
        "ziping_attempts",
        "ziping_records",
        ["report", "section", "number"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
