"""The words of ``copy.json``, by name."""

from typing import Any

from journal_app import resources


def section(name: str) -> Any:  # noqa: ANN401 - a section is a list or a table, as it was written
    """Return one section of the shown texts."""
    return resources.text("copy")[name]


def small(name: str) -> str:
    """Return one of the small sentences."""
    return str(section("small")[name])
