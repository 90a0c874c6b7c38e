"""Where things are on this computer, and how a process keeps them to itself."""

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import platformdirs

from journal_app.devices import keychain, places
from journal_app.domain.errors import VaultMissing
from journal_app.services.surroundings import Surroundings

APP = "afterpage"


def vault() -> Path:
    """Return the folder of the journal, unless another is named."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "journal"


def models() -> Path:
    """Return the folder of the files that writing down speech needs."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "models"


def settings() -> Path:
    """Return the folder of the preferences."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False))


def surroundings(settings_in: Path, *, in_memory: bool = False) -> Surroundings:
    """Return what lies around a journal here; ``in_memory`` is for a throw-away one's key."""
    return Surroundings(
        settings=settings_in,
        cache=platformdirs.user_cache_path(APP, appauthor=False),
        models=models(),
        keyring="" if in_memory else keychain.SERVICE,
        elsewhere=tuple(dict.fromkeys(_where_others_leave_things())),
        place=places.look,
    )


def keep_to_ourselves() -> None:
    """Make new files readable to their owner alone, and let a crash leave no image of memory.

    The limit is 1 and not 0 on Linux, which ignores 0 where it pipes core files to a program.
    Windows is told to leave the heap out of its reports.
    """
    os.umask(0o077)
    if sys.platform == "win32":
        no_heap = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP
        ctypes.windll.wer.WerSetFlags(no_heap)
        return
    most = 1 if sys.platform == "linux" else 0
    with contextlib.suppress(ValueError, OSError):
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def make_private(folder: Path, *, parents: bool = True) -> None:
    """Make ``folder``, for its owner alone. Raises ``VaultMissing`` if it can't be made.

    A folder somebody named is made only where its parent is: a stick that isn't plugged in must
    not become a new journal on the disk under it. The app's own folder is closed to others, should
    it be open; one that somebody named may be there for other things as well.
    """
    try:
        folder.mkdir(mode=0o700, parents=parents, exist_ok=True)
    except OSError:
        raise VaultMissing(f"The folder {folder} isn’t there, and couldn’t be made.") from None
    if parents and os.name == "posix":
        with contextlib.suppress(OSError):
            folder.chmod(0o700)


def leave_no_empty(folder: Path) -> None:
    """Remove the journal's folder if nothing is left in it, and the app's own around it."""
    with contextlib.suppress(OSError):
        folder.rmdir()
        if folder == vault():
            folder.parent.rmdir()


@contextlib.contextmanager
def throw_away() -> Iterator[Path]:
    """Make a folder beside the journal's own, and remove it at the end with all that is in it."""
    folder = vault().with_name(f"temp-{uuid4().hex}")
    make_private(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _where_others_leave_things() -> Iterator[Path]:
    """Give the places where programs put what they were shown: for an hour, or for good."""
    if os.name == "posix":
        yield platformdirs.user_cache_path()
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"))
    usual = ("/tmp", "/var/tmp", "/dev/shm") if os.name == "posix" else ()  # noqa: S108 - to read
    yield from (Path(name).resolve() for name in (*named, *usual) if name)
    data, config = platformdirs.user_data_path(), platformdirs.user_config_path()
    yield from (data / name for name in ("recently-used.xbel", "RecentDocuments"))
    yield from (data / "klipper", data / "gpaste", config / "copyq")  # what was copied
    for name, inside in (("APPDATA", "Recent"), ("LOCALAPPDATA", "Explorer")):
        if os.environ.get(name):
            yield Path(os.environ[name], "Microsoft", "Windows", inside)  # and thumbnails
