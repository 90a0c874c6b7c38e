"""The least a PySide6 program can be that takes a letter: a window with a QTextEdit."""

import sys

from PySide6.QtWidgets import QApplication, QTextEdit

app = QApplication(sys.argv)
editor = QTextEdit()
editor.resize(900, 640)
editor.setWindowTitle("bare editor")
editor.show()
sys.exit(app.exec())
