"""The encrypted file: the only room that says SQL.

The verbs are loaded when first named, because SQLAlchemy takes longer to import than a window
takes to appear, and nobody should wait for a database before the first letter.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal_app.storage import (
        backup,
        binned,
        checking,
        earlier,
        elsewhere,
        entries,
        folding,
        glimpses,
        lines,
        noted,
        parts,
        rescue,
        seals,
        search,
        series,
        sessions,
        settings,
        themes,
        threads,
        vault,
        versions,
    )

__all__ = [
    "backup",
    "binned",
    "checking",
    "earlier",
    "elsewhere",
    "entries",
    "folding",
    "glimpses",
    "lines",
    "noted",
    "parts",
    "rescue",
    "seals",
    "search",
    "series",
    "sessions",
    "settings",
    "themes",
    "threads",
    "vault",
    "versions",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
