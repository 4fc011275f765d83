"""Before any trip: whether the package of the gate's rules is the one of this program.

It imports nothing of this program, so that it can say so in an environment where the other package stands.
"""

from __future__ import annotations

from pathlib import Path


def foreign_rules() -> str:
    """Where the package `validators` stands that is not ours; nothing where it is. Another one has the same name."""
    import validators

    return "" if getattr(validators, "__owner__", "") == "ziping" else str(validators.__file__)


def rules_at() -> Path:
    """The folder of the gate's rules."""
    import validators

    return Path(str(validators.__file__)).parent
