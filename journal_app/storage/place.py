"""What of a journal there is in a folder. Nothing here opens or changes anything."""

import os
from pathlib import Path

from journal_app.domain.errors import VaultMissing
from journal_app.storage import files
from journal_app.storage.keys import header
from journal_app.storage.keys.header import Header, State


def find(folder: Path) -> Header | None:
    """Return the header of the journal in ``folder``, or None where there is no journal at all."""
    found = header.load(folder)
    if found is None and has_file(folder):
        raise VaultMissing(header.MISSING)
    return found


def has_file(folder: Path) -> bool:
    """Whether the encrypted file is there, or something of it."""
    return any(os.path.lexists(folder / f"{header.DATABASE}{end}") for end in files.ENDINGS)


def was_made(folder: Path, found: Header) -> bool:
    """Whether the encrypted file was ever there: then none is ever made in its place."""
    return found.state is State.READY or has_file(folder)
