"""Answers for something on the screen that may be gone when they come."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from journal_app.domain.errors import JournalError
from journal_app.services.journal import Reply

T = TypeVar("T")


def hear(
    listener: QObject,
    reply: Reply[T],
    done: Callable[[T], None],
    otherwise: Callable[[JournalError], None] | None = None,
) -> None:
    """Pass an answer on to ``listener``, if that is still there when it comes."""

    def answer(value: T) -> None:
        if isValid(listener):
            done(value)

    def refuse(error: JournalError) -> None:
        if isValid(listener) and otherwise is not None:
            otherwise(error)

    reply.then(answer, refuse)
