"""Puts a backup in the journal's place. Nothing is ever deleted: what was there moves aside.

A newer ``-wal`` left beside an older ``journal.db`` would be replayed into it, so all files of a
database move together. From ``put_in_place`` on the restoring is finished whatever happens, at the
next opening if it must be; before, it is as if nobody had asked.
"""

from pathlib import Path

from journal_app.domain.errors import NotKept
from journal_app.storage import files
from journal_app.storage.header import DATABASE

PREPARED = f"{DATABASE}.restoring"
CHOSEN = f"{DATABASE}.restored"

_CANT_MOVE = (
    "The backup couldn’t be put in place just now. Nothing is lost: the journal’s files are all in"
    " its folder."
)


def put_in_place(folder: Path) -> None:
    """Use the copy that was prepared. The journal must be closed."""
    try:
        (folder / PREPARED).rename(folder / CHOSEN)
        files.settle(folder)
    except OSError:
        raise NotKept(_CANT_MOVE) from None
    finish(folder)


def finish(folder: Path) -> None:
    """Go on where ``put_in_place`` was cut short; without that, do nothing."""
    chosen = folder / CHOSEN
    if not chosen.exists():
        return
    try:
        began_ms = int(chosen.stat().st_mtime * 1000)
        aside = folder / f"replaced-{files.stamp(began_ms)}"
        aside.mkdir(mode=0o700, exist_ok=True)
        for end in files.ENDINGS:
            old = folder / f"{DATABASE}{end}"
            if old.exists():
                old.rename(aside / old.name)
        files.settle(aside)
        files.settle(folder)
        chosen.rename(folder / DATABASE)
        files.settle(folder)
    except OSError:
        raise NotKept(_CANT_MOVE) from None
