"""Asking where a file is to be saved, without leaving a trace of the answer."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

NOWHERE = ":/"  # Qt notes the last folder in a settings file of its own; here it can write none


def ask(parent: QWidget, title: str, name: str, chosen: Callable[[str], None]) -> None:
    """Ask for a place for the file ``name``; ``chosen`` is told its path, if there is one."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, NOWHERE)
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    dialog.selectFile(name)
    dialog.fileSelected.connect(chosen)
    dialog.open()
