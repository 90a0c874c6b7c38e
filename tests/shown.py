"""Every text the app can show: the shipped collections, and what stands in the code."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from journal_app import resources

ROOT = Path(__file__).parents[1]
_NOT_SHOWN = {
    "id",
    "type",
    "licence_note",
    "language",
    "version",
    "seed",
    "action",
    "kind",
    "modes",
    "follow_up_of",
}


class Shown(NamedTuple):
    """A text and where it stands."""

    where: str
    text: str


def collection(name: str) -> Iterator[Shown]:
    """Return every text of a shipped collection that somebody reads."""
    yield from _within(resources.text(name), name)


def _within(value: Any, where: str) -> Iterator[Shown]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in _NOT_SHOWN:
                yield from _within(one, f"{where}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            named = one.get("id") if isinstance(one, dict) else None
            yield from _within(one, f"{where}.{named or number}")
    elif isinstance(value, str) and value:
        yield Shown(where, value)


@cache
def in_code() -> tuple[tuple[Shown, bool], ...]:
    """Return the texts of the code with whether each is given to ``tr``.

    A text that isn't may be a sentence of an error or a row of a table; so any with two words
    counts, but for what is only said of the code: a docstring, an annotation.
    """
    return tuple(
        found
        for file in sorted((ROOT / "journal_app").rglob("*.py"))
        for found in of_source(file.read_text("utf-8"), str(file.relative_to(ROOT)))
    )


def of_source(source: str, where: str) -> Iterator[tuple[Shown, bool]]:
    """Return the texts of one module."""
    tree = ast.parse(source)
    told = {id(node) for node in _told(tree)}
    translated = {id(node) for call in _calls_of_tr(tree) for node, _ in _texts(call)}
    for node, text in _texts(tree):
        if id(node) in translated or (id(node) not in told and len(text.split()) > 1):
            yield Shown(f"{where}:{node.lineno}", text), id(node) in translated


def _calls_of_tr(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in {"tr", "_tr"}:
                yield from node.args


def _told(tree: ast.AST) -> Iterator[ast.AST]:
    """Return what is said of the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        notes = getattr(node, "annotation", None), getattr(node, "returns", None)
        for note in notes:
            if isinstance(note, ast.AST):
                yield from ast.walk(note)


def _texts(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
