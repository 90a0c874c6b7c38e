"""The architecture holds: imports point down, and every contract can fail."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# One import for each contract that would break it, and the room it would stand in.
BREACHES = {
    "Rooms": ("domain/day.py", "from journal_app.services import journal"),
    "Qt lives in ui": ("services/journal.py", "from PySide6 import QtCore"),
    "SQL lives in storage": ("ui/bridge.py", "import sqlalchemy"),
    "Only storage knows": ("services/opening.py", "from journal_app.storage import engine"),
    "The outside world": ("services/voice/sound.py", "import sounddevice"),
    "Editors do not know": ("ui/editors/ink.py", "from journal_app.ui.editors import words"),
    "No network": ("devices/folders.py", "import socket"),
    "No import cycles": ("ui/theme.py", "from journal_app.ui import house"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "from importlinter.cli import lint_imports as lint; raise SystemExit(lint(no_cache=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_every_contract_is_kept() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_seen(contract: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    for file in (ROOT / "journal_app").rglob("*.py"):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    where, line = BREACHES[contract]
    broken = tmp_path / "journal_app" / where
    broken.write_text(f"{broken.read_text('utf-8')}\n{line}\n", "utf-8")

    result = _lint(tmp_path)

    assert result.returncode != 0
    verdicts = [said for said in result.stdout.splitlines() if said.endswith(("KEPT", "BROKEN"))]
    assert any(said.startswith(contract) and said.endswith("BROKEN") for said in verdicts), verdicts


def test_every_module_can_be_imported_alone() -> None:
    for file in sorted((ROOT / "journal_app").rglob("*.py")):
        if file.name in {"__main__.py", "env.py"}:
            continue
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        importlib.import_module(name)
