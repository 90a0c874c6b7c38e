"""Photographs: from files somebody chose, or a picture they pasted, to parts of an entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import Kind
from journal_app.services.journal import Reply
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.work import Work
from journal_app.ui import opendialog
from journal_app.ui.photos import files, pictures, sentences
from journal_app.ui.photos.sentences import Refused

MOST = 20  # pictures at once


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read: one body for each picture, and what to say about it, calmly, in a line."""

    bodies: tuple[bytes, ...] = field(repr=False)
    said: str = ""


class Photographs:
    """Reads pictures one after another on the thread of ``work``; writes no file, keeps no name."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self, paths: Iterable[str]) -> Reply[Taken]:
        """Read all pictures in some files, page by page; ``Refused`` if there is none."""
        return self._work.do(partial(self._read, tuple(paths)))

    def take(self, image: QImage) -> Reply[Taken]:
        """Make a body of a picture that came without a file."""
        return self._work.do(lambda: Taken((pictures.encode(image),)))

    def _read(self, paths: tuple[str, ...]) -> Taken:
        bodies: list[bytes] = []
        refused: Refused | None = None
        for path in paths:
            try:
                for image in files.read(path):
                    if len(bodies) == MOST:
                        return Taken(tuple(bodies), sentences.said(MOST, MOST, refused))
                    bodies.append(pictures.pack(image))
                    self._work.breathe()
            except Refused as error:
                refused = refused or error
        if refused is not None and not bodies:
            raise refused
        return Taken(tuple(bodies), sentences.said(len(bodies), None, refused))


def ask(parent: QWidget, title: str, chosen: Callable[[list[str]], None]) -> None:
    """Let somebody choose files; ``chosen`` is told their paths."""
    patterns = " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in files.SUFFIXES)
    pictures_and_pdf = QCoreApplication.translate("Photographs", "Pictures and PDF")
    everything = QCoreApplication.translate("Photographs", "All files")
    opendialog.ask_files(
        parent, title, f"{pictures_and_pdf} ({patterns});;{everything} (*)", chosen
    )


def add(entry: OpenEntry, taken: Taken) -> tuple[OpenPart, ...]:
    """Make each picture a part of an entry, and keep it."""
    parts = tuple(entry.new_part(Kind.PHOTO) for _body in taken.bodies)
    for part, body in zip(parts, taken.bodies, strict=True):
        part.put(body)
        part.finish()
    return parts
