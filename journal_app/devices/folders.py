"""Where things are on this computer, and how a process keeps them to itself."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import platformdirs

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


def make_private(folder: Path) -> None:
    """Make ``folder``, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextlib.contextmanager
def throw_away() -> Iterator[Path]:
    """Make a folder beside the journal's own, and remove it at the end with all that is in it."""
    folder = vault().with_name(f"temp-{uuid4().hex}")
    make_private(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
