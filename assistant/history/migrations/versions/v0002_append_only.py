"""The database itself refuses to change or delete what was recorded."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision: str | None = "0001"

_REFUSAL = "ziping history is append-only"
_TABLES = {
    "ziping_records": "report = NEW.report AND position = NEW.position",
    "ziping_inputs": "hash = NEW.hash",
}


def upgrade() -> None:
    """Triggers on both tables."""
    if op.get_bind().dialect.name == "sqlite":
        for table, same in _TABLES.items():
            _sqlite(table, same)
        return
    op.execute(
        "CREATE FUNCTION ziping_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ziping_refuse()"
        )


def _sqlite(table: str, same: str) -> None:
    """SQLite has one trigger an operation; INSERT OR REPLACE would delete without asking them."""
    for operation in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_{operation.lower()} BEFORE {operation} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
    op.execute(
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )
