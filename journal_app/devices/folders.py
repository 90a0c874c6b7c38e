"""Where things are on this computer, and how a process keeps them to itself."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import platformdirs

from journal_app.domain.errors import VaultMissing

APP = "afterpage"


def vault() -> Path:
    """Return the folder of the journal, unless another is named."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "journal"


def settings() -> Path:
    """Return the folder of the preferences."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def keep_to_ourselves() -> None:
    """Make new files readable to their owner alone, and let a crash leave no image of memory.

    The limit is 1 and not 0: where the system pipes core files to a program, Linux ignores 0.
    """
    os.umask(0o077)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def make_private(folder: Path, *, parents: bool = True) -> None:
    """Make ``folder``, for its owner alone. Raises ``VaultMissing`` if it can't be made.

    A folder somebody named is made only where its parent is: a stick that isn't plugged in must
    not become a new journal on the disk under it.
    """
    try:
        folder.mkdir(mode=0o700, parents=parents, exist_ok=True)
    except OSError:
        raise VaultMissing(f"The folder {folder} isn’t there, and couldn’t be made.") from None


@contextlib.contextmanager
def throw_away() -> Iterator[Path]:
    """Make a folder beside the journal's own, and remove it at the end with all that is in it."""
    folder = vault().with_name(f"temp-{uuid4().hex}")
    make_private(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
