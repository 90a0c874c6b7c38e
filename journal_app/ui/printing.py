"""Asking for a printer and giving it one page, without a trace of it in a file of ours."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

JOB = "Afterpage"  # what a printer's queue and its log call it


class Printing(QObject):
    """Prints what ``draw`` draws on a printer someone chooses; ``said`` hears how it went."""

    def __init__(
        self,
        parent: QWidget,
        draw: "Callable[[QPrinter], bool]",
        said: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._draw = draw
        self._said = said
        self._printer: QPrinter | None = None

    def ask(self) -> None:
        """Ask for a printer, if there is any."""
        # Loaded here, because few people print.
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

        if QPrinterInfo.availablePrinterNames():
            self.ask_about(QPrinter(QPrinter.PrinterMode.HighResolution))
        else:
            self._said(
                self.tr(
                    "This computer knows no printer. You can save the page instead, or write the"
                    " words down."
                )
            )

    def ask_about(self, printer: "QPrinter") -> None:
        """Ask whether and how to use ``printer``, or another one."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog  # noqa: PLC0415

        self._printer = printer
        printer.setDocName(JOB)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # A file would be readable for others; saving one is another button's, who sees to that.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.accepted.connect(self._print)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print(self) -> None:
        printer, self._printer = self._printer, None
        if printer is not None and self._draw(printer):
            self._said(self.tr("It’s on its way to the printer. Fetch the page, then go on."))
        else:
            self._said(self.tr("The printer didn’t take it. You can try again, or save the page."))
