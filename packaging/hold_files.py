"""Keeps a running journal on the files it was started from.

An upgrade replaces those files while the journal is open, and every module imported after that
would be read from the new archive at the old one's offsets, and fail: for a journal, a failed
save. This runs before anything else in the installed program, opens both archives once, and makes
Python read them through the open files from then on.
"""

import os
import sys
import zipimport

import pyimod02_importers


def hold(path: str) -> str:
    """Open a file until the process ends, and return a path that always leads to it."""
    return f"/proc/self/fd/{os.open(path, os.O_RDONLY)}"


if sys.platform == "linux":
    modules = pyimod02_importers.pyz_archive
    modules._filename = hold(modules._filename)  # noqa: SLF001 - it offers no other way
    for importer in sys.path_importer_cache.values():
        if isinstance(importer, zipimport.zipimporter):
            importer.archive = hold(importer.archive)
