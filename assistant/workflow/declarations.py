"""What the ledger may hold: every fact and figure as it is declared."""

from __future__ import annotations

from assistant.calculator.figures import GLOSSARY
from assistant.domain.glossary import Glossary


def declarations() -> Glossary:
    """Every declaration by its id, in the order of the report."""
    return GLOSSARY
