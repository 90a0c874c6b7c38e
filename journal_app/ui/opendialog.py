"""Asking for a file or a folder that is there, without leaving a trace of the answer."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_app.ui.savedialog import NOWHERE

Chosen = Callable[[str], None]


def ask_file(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
    """Ask for a file; ``kinds`` is Qt's list of what to show, ``chosen`` is told its path."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_files(parent: QWidget, title: str, kinds: str, chosen: Callable[[list[str]], None]) -> None:
    """Ask for one file or several; ``chosen`` is told their paths."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.filesSelected.connect(chosen)
    dialog.open()


def ask_folder(parent: QWidget, title: str, chosen: Chosen) -> None:
    """Ask for a folder; ``chosen`` is told its path."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, NOWHERE)
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
