"""What lies around a journal on this computer; the devices know, and everybody else is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """What kind of place a folder is in; ``synced_by`` names the program that copies it about."""

    network: bool = False
    removable: bool = False
    synced_by: str = ""


def nowhere_special(_folder: Path) -> Place:
    """Stand for a look at a place, where nobody can look."""
    return Place()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the app and others keep things on this computer.

    ``settings``, ``cache`` and ``models`` are folders of the app. ``keyring`` is the name its keys
    are kept under; without one they are kept in memory only. ``elsewhere`` is where other programs
    leave things behind: temporary files, caches, lists of what was opened.
    """

    settings: Path | None = None
    cache: Path | None = None
    models: Path | None = None
    keyring: str = ""
    elsewhere: tuple[Path, ...] = ()
    place: Callable[[Path], Place] = nowhere_special
