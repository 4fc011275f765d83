"""Records and inputs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Create both tables."""
    text, short, whole = sa.Text(), sa.String(64), sa.Integer()
    kinds: dict[str, sa.types.TypeEngine[Any]] = {
        "writer": text, "endpoint": text, "model": text, "prompt_hash": short, "facts_hash": short,
        "standard": text, "standard_hash": short, "version": short, "prompt_tokens": whole,
        "reply_tokens": whole, "verdict": text, "note": text, "who": text, "at": text, "content": text,
        "previous": short,
    }  # fmt: skip
    op.create_table(
        "ziping_records",
        sa.Column("report", short, primary_key=True),
        sa.Column("position", whole, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("section", sa.String(32), nullable=False),
        sa.Column("number", whole, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in kinds.items()),
        sa.Column("hash", short, nullable=False, unique=True),
    )
    op.create_table(
        "ziping_inputs",
        sa.Column("hash", short, primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    where = sa.text("kind = 'attempt'")
    op.create_index(
        "ziping_attempts", "ziping_records", ["report", "section", "number"],
        unique=True, sqlite_where=where, postgresql_where=where,
    )  # fmt: skip
