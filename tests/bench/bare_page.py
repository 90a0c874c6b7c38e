"""A bare QTextEdit with the letters and the width of our page: what a key must cost.

python -m tests.bench.bare_page TEXT
"""

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from journal_app import resources

SIDE = 300


def main() -> int:
    """Show the text of a file, to be typed on at its end."""
    app = QApplication(sys.argv)
    for file in resources.path("fonts").glob("literata/*.ttf"):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont("Literata")
    font.setPixelSize(22)
    editor = QTextEdit()
    editor.setAcceptRichText(False)
    editor.setFont(font)
    editor.setViewportMargins(SIDE, 0, SIDE, 0)
    editor.setPlainText(Path(sys.argv[1]).read_text(encoding="utf-8"))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.resize(1240, 740)
    editor.setWindowTitle("bare page")
    editor.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
