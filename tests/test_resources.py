"""Whatever ships beside the code is there, can be read, and may be shipped."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from journal_app import resources

ICONS = sorted(resources.path("icons").glob("*.svg"))
FONTS = sorted(resources.path("fonts").glob("*/*.ttf"))
TEXTS = sorted(resources.path("texts").glob("*.json"))


def load_from(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("resources_copy", folder / "resources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_checkout_finds_the_folder_beside_the_code() -> None:
    assert resources.path("icons", "home.svg").is_file()


def test_a_package_finds_the_folder_inside_the_code(tmp_path: Path) -> None:
    package = tmp_path / "journal_app"
    package.mkdir()
    shutil.copy(resources.__file__, package)
    shutil.copytree(resources.path("texts"), package / "resources" / "texts")

    packaged = load_from(package)

    assert packaged.path("texts") == package / "resources" / "texts"
    assert packaged.text("prompts") == resources.text("prompts")


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_every_collection_of_texts_can_be_read(file: Path) -> None:
    assert resources.text(file.stem) == json.loads(file.read_text("utf-8"))


def test_every_theme_gives_every_token_a_colour() -> None:
    themes = resources.tokens()

    assert set(themes) == {"paper", "evening", "afterglow"}
    assert len({frozenset(theme) for theme in themes.values()}) == 1
    for theme in themes.values():
        assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in theme.values())


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_every_icon_is_a_square_picture(file: Path) -> None:
    root = ET.fromstring(file.read_bytes())  # noqa: S314  (our own file)

    assert root.get("viewBox") == "0 0 256 256"
    assert QSvgRenderer(str(file)).isValid()


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_every_icon_but_the_app_s_own_takes_the_theme_s_colour(file: Path) -> None:
    assert ("currentColor" in file.read_text("utf-8")) == (file.stem != "app")


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_every_font_loads_and_has_its_licence_beside_it(qapp: QGuiApplication, file: Path) -> None:
    font = QFontDatabase.addApplicationFont(str(file))

    assert QFontDatabase.applicationFontFamilies(font) in (["Atkinson Hyperlegible"], ["Literata"])
    assert "SIL OPEN FONT LICENSE Version 1.1" in (file.parent / "OFL.txt").read_text("utf-8")
    QFontDatabase.removeApplicationFont(font)


def test_the_icons_have_their_licence_beside_them() -> None:
    assert "MIT License" in resources.path("icons", "LICENSE").read_text("utf-8")
