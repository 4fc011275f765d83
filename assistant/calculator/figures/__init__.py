"""The declarations of all entries of the ledger, one small file each part of the report; GLOSSARY has them all."""

from __future__ import annotations

from assistant.calculator.figures import (
    adjustment,
    amounts,
    bands,
    counted,
    department,
    execution,
    indicators,
    limits,
    previous,
    projects,
    scores,
)
from assistant.domain.glossary import Glossary

GLOSSARY = Glossary(
    amounts.TERMS,
    adjustment.TERMS,
    execution.TERMS,
    department.TERMS,
    previous.TERMS,
    projects.TERMS,
    indicators.TERMS,
    scores.TERMS,
    limits.TERMS,
    bands.TERMS,
    counted.TERMS,
)
