"""Something to be done while the journal is closed."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Errand:
    """What to do with the journal's files while nobody has them open, and what to say of it.

    ``do`` runs on a thread of its own and may raise a ``JournalError``; meanwhile ``sentence`` is
    shown. Afterwards the journal is opened again: what ``do`` returned is told to the person until
    they close it, or else ``said`` for a while, and the side page called ``then`` is shown. With
    ``leave`` the app ends instead.
    """

    do: Callable[[], str | None]
    sentence: str
    said: str = ""
    then: str = ""
    leave: bool = False
