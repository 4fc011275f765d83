"""Counted facts (张贴海报9000余份), as supplied."""

from __future__ import annotations

from assistant.domain.glossary import OWN, Declaration
from assistant.domain.role import Role

TERMS = (Declaration(id="fact.{n}", label="{name}", role=Role.FACT, subject="fact.{n}", unit=OWN),)
