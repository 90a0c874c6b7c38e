"""Asking for a file or a folder that is there, without leaving a trace of the answer."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_app.ui.savedialog import NOWHERE

Chosen = Callable[[str], None]


def ask_file(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> None:
    """Ask for a file; ``kinds`` is Qt's list of what to show, ``chosen`` is told its path."""
    dialog = _dialog(parent, title, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.open()


def ask_folder(parent: QWidget, title: str, chosen: Chosen) -> None:
    """Ask for a folder; ``chosen`` is told its path."""
    dialog = _dialog(parent, title, chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def _dialog(parent: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, NOWHERE)
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    return dialog
