"""Ink and paper look as they were when somebody last looked at them and found them good."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from tests.ui.ink.golden import THEMES, path_of
from tests.ui.ink.scenes import scenes
from tests.ui.pens import Picture, picture

MOST_MEAN = 0.8  # of 255; what fonts and rasters differ by is less
PLAIN = 24
MOST_SHARE = 0.002  # of the pixels may differ plainly


def alike(one: Picture, other: Picture) -> bool:
    """Say whether nobody would see a difference."""
    apart = np.abs(one - other)
    return bool(
        one.shape == other.shape
        and apart.mean() <= MOST_MEAN
        and (apart.max(axis=2) > PLAIN).mean() <= MOST_SHARE
    )


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, Preferences())
    yield made
    made.use(Preferences())
    made.deleteLater()


@pytest.mark.parametrize("worn", THEMES)
def test_every_tool_and_every_paper_looks_as_it_did(theme: Theme, worn: str) -> None:
    theme.use(replace(Preferences(), theme=worn))
    for name, show in scenes().items():
        kept = QImage(str(path_of(name, worn)))
        assert not kept.isNull(), name
        assert alike(picture(show(theme, 1.0)), picture(kept)), name


def test_a_real_change_is_seen(theme: Theme) -> None:
    seen = {name: picture(show(theme, 1.0)) for name, show in scenes().items()}
    names = [name for name in seen if name != "on-plain"]
    for name in names:
        assert not alike(seen[name], seen["on-plain"]), name
    assert not alike(seen["pen"], seen["fountain"])
    assert not alike(seen["pen"], seen["pencil"])
