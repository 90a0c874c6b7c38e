"""Whether things may move on the screen, as far as the desktop says what somebody wants."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle


def wanted() -> bool:
    """Say whether movement is welcome: no, where the desktop was asked for little of it."""
    hints: object = QGuiApplication.styleHints().accessibility()
    told = getattr(hints, "motionPreference", None)  # from Qt 6.12 on
    asked = told is not None and getattr(told(), "name", "") == "ReducedMotion"
    lasts = QStyle.StyleHint.SH_Widget_Animation_Duration
    return not asked and QApplication.style().styleHint(lasts) > 0
