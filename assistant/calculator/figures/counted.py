"""Counted facts (张贴海报9000余份), as supplied."""

from __future__ import annotations

from assistant.domain.glossary import OWN, Term
from assistant.domain.role import Role

TERMS = (Term(id="fact.{n}", label="{name}", role=Role.FACT, subject="fact.{n}", unit=OWN),)
