"""Draws the app's icon in every size a desktop asks for: ``draw_icons.py PICTURE NAME FOLDER``."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw(picture: Path, name: str, folder: Path) -> None:
    """Write ``picture`` as FOLDER/48x48/apps/NAME.png and so on."""
    renderer = QSvgRenderer(str(picture))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        file = folder / f"{size}x{size}" / "apps" / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(file))


if __name__ == "__main__":
    app = QGuiApplication(["draw_icons", "-platform", "offscreen"])
    draw(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
