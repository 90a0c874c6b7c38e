"""The themes: readable by the numbers, and the same everywhere."""

import itertools

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from journal_app import resources
from journal_app.domain.settings import THEMES, Preferences
from journal_app.ui.theme import AFTERGLOW, PAGE_FONT, UI_FONT, Theme

SURFACES = ("bg", "surface", "raised")
LEAST = {"text": 7.0, "text_muted": 4.5, "link": 4.5, "border": 3.0, "focus": 3.0, "accent": 3.0}


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_everything_one_reads_stands_out_from_what_is_behind_it(
    qapp: QApplication, name: str
) -> None:
    theme = Theme(qapp, Preferences(theme=name))
    for (token, least), surface in itertools.product(LEAST.items(), SURFACES):
        ratio = _contrast(theme.colour(token), theme.colour(surface))
        assert ratio >= least, f"{token} on {surface} in {name}: {ratio:.1f}"
    assert _contrast(theme.colour("text_on_accent"), theme.colour("accent")) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_no_theme_is_pure_black_or_white(qapp: QApplication, name: str) -> None:
    used = {value.upper() for value in resources.tokens()[name].values()}
    assert not used & {"#000000", "#FFFFFF"}


def test_the_palette_wears_the_theme(qapp: QApplication) -> None:
    theme = Theme(qapp, Preferences(theme="evening"))
    assert qapp.palette().window().color() == theme.colour("bg")
    theme.use(Preferences(theme="paper"))
    assert qapp.palette().window().color() == theme.colour("bg")


def test_the_shipped_fonts_are_the_ones_that_are_used(qapp: QApplication) -> None:
    theme = Theme(qapp, Preferences())
    assert QFontInfo(theme.font()).family() == UI_FONT
    assert QFontInfo(theme.page_font()).family() == PAGE_FONT


def test_letters_and_targets_grow_with_the_text_size_and_in_afterglow(qapp: QApplication) -> None:
    theme = Theme(qapp, Preferences())
    assert (theme.font().pixelSize(), theme.page_font().pixelSize(), theme.target) == (18, 22, 48)
    theme.use(Preferences(theme=AFTERGLOW, text_size=2.0))
    assert (theme.font().pixelSize(), theme.page_font().pixelSize()) == (36, 56)
    assert theme.target >= 64
