"""The house keeps its own rules of size and place."""

import ast
from pathlib import Path

import pytest

from journal_app.domain.entry import Kind
from journal_app.media.table import MEDIA
from journal_app.ui.editors import EDITORS

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "journal_app").rglob("*.py"))
MOST_LINES, LONGEST_FUNCTION = 400, 40


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_fits_in_a_head_and_a_function_on_a_screen(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


def test_every_folder_of_code_is_a_package() -> None:
    for file in MODULES:
        assert (file.parent / "__init__.py").exists()


def test_only_the_theme_sets_a_style_sheet() -> None:
    users = [file.name for file in MODULES if "setStyleSheet" in file.read_text("utf-8")]
    assert users == ["theme.py"]


def test_every_kind_has_one_medium_and_one_editor() -> None:
    assert set(MEDIA) == set(EDITORS) == set(Kind)
    assert all(medium.kind is kind for kind, medium in MEDIA.items())
    assert {file.stem for file in (ROOT / "journal_app/ui/editors").glob("[a-z]*.py")} == set(Kind)


def test_the_way_to_the_first_letter_loads_no_database_sound_or_keyring() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys, journal_app.app, journal_app.ui.editors.words;"
        "heavy = {'sqlalchemy', 'alembic', 'sqlcipher3', 'keyring', 'cryptography', 'mnemonic',"
        " 'numpy', 'sounddevice', 'soundfile', 'rtmixer', 'PySide6.QtNetwork',"
        " 'PySide6.QtPrintSupport', 'jeepney', 'pulsectl', 'pypdfium2',"
        " 'pyqtgraph'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "[]"
