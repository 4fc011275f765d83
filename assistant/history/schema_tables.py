"""The tables of the history as they are today; `migrations` brings an older database here."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

RECORDS = Table(
    "ziping_records",
    METADATA,
    Column("report", String(64), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("section", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("writer", "endpoint", "model")),
    Column("prompt_hash", String(64), nullable=False),
    Column("facts_hash", String(64), nullable=False),
    Column("standard", Text, nullable=False),
    *(Column(name, String(64), nullable=False) for name in ("standard_hash", "version")),
    *(Column(name, Integer, nullable=False) for name in ("prompt_tokens", "reply_tokens")),
    *(Column(name, Text, nullable=False) for name in ("verdict", "note", "who", "at", "content")),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

INPUTS = Table(
    "ziping_inputs",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# No section has two attempts of one number.
ATTEMPTS = Index(
    "ziping_attempts",
    RECORDS.c.report,
    RECORDS.c.section,
    RECORDS.c.number,
    unique=True,
    sqlite_where=RECORDS.c.kind == "attempt",
    postgresql_where=RECORDS.c.kind == "attempt",
)
