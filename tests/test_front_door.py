"""The front door: what it looks for, what it says, and what it builds."""

import importlib.machinery
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = dict(re.findall(r"^([a-z0-9-]+)==([^ \\]+)", LOCK, re.MULTILINE))


def load_door() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("front_door", str(ROOT / "afterpage"))
    spec = importlib.util.spec_from_loader("front_door", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


door = load_door()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A checkout of a stand-in journal that needs no packages, set up for real."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "afterpage", root)
    (root / "requirements.lock").write_text("# nothing\n", "utf-8")
    (root / "journal_app").mkdir()
    (root / "journal_app" / "__init__.py").touch()
    (root / "journal_app" / "__main__.py").write_text("import sys; print(sys.argv[1:])\n", "utf-8")
    made = door.Checkout(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        made.make_ready()
    return made


@pytest.fixture
def marker(checkout: Any) -> Iterator[Path]:
    """A file in the environment that only a rebuild takes away."""
    file: Path = checkout.venv / "marker"
    file.touch()
    yield file
    file.unlink(missing_ok=True)


@pytest.fixture
def plain_tools(checkout: Any) -> Iterator[Path]:
    """Stand-ins for the tools that check, each of which passes and says how it was called."""
    for tool in ("ruff", "mypy", "pytest"):
        words = f"import sys; print('{tool}', *sys.argv[1:], flush=True)\n"
        (checkout.root / f"{tool}.py").write_text(words, "utf-8")
    yield checkout.root
    for tool in ("ruff", "mypy", "pytest"):
        (checkout.root / f"{tool}.py").unlink()


def enter(root: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in unset} | environ
    return subprocess.run(
        [sys.executable, root / "afterpage", *options],
        env=env,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_lock_names_no_host() -> None:
    assert not re.search(r"://|^--|^-i| @ ", LOCK, re.MULTILINE)


def test_the_lock_pins_every_package_we_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.sub("[._]", "-", re.split("[<>=]", one)[0]).lower() for one in named}

    assert names <= set(PINS)
    assert PINS["pyside6-essentials"] == "6.11.3"


def test_the_lock_gives_every_pin_a_hash() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())

    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_what_is_missing_is_named_by_its_package() -> None:
    table = {
        "libc.so.6": "libc6",
        "libnothing.so.1": "libnothing1",
        "sh": "dash",
        "no-such-program": "no-such-package",
        "/e*c/passwd": "base-passwd",
        "/no/such/*": "no-such-file",
    }

    assert door.missing(table) == ["libnothing1", "no-such-file", "no-such-package"]


def test_whoever_may_not_install_gets_the_one_command_that_does() -> None:
    with pytest.raises(door.CannotStartError) as stop:
        door.bring(["libegl1", "libgl1"], allowed=False)

    sentence, command = str(stop.value).splitlines()
    assert "libegl1 libgl1" in sentence
    assert command.strip() == "sudo apt install libegl1 libgl1"


def test_nothing_missing_stops_nobody() -> None:
    door.bring([], allowed=False)


def test_without_a_desktop_the_door_says_so_before_it_sets_anything_up(tmp_path: Path) -> None:
    shutil.copy(ROOT / "afterpage", tmp_path)

    visit = enter(tmp_path)

    assert visit.returncode == 3
    assert "there is no desktop here" in visit.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["afterpage"]


def test_an_environment_made_for_this_lock_is_kept(checkout: Any, marker: Path) -> None:
    checkout.make_ready()

    assert marker.exists()


def test_another_lock_another_python_or_another_place_asks_for_a_new_one(
    checkout: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_for = checkout.stamp.read_text("utf-8")
    lock, python, place = made_for.split()

    assert checkout.is_ready()
    for other in (f"0 {python} {place}\n", f"{lock} 3.10 {place}\n", f"{lock} {python} /else\n"):
        checkout.stamp.write_text(other, "utf-8")
        assert not checkout.is_ready()
    checkout.stamp.write_text(made_for, "utf-8")


def test_a_changed_lock_is_noticed(checkout: Any) -> None:
    checkout.lock.write_text("# still nothing\n", "utf-8")

    assert not checkout.is_ready()
    checkout.lock.write_text("# nothing\n", "utf-8")
    assert checkout.is_ready()


def test_a_set_up_that_was_cut_short_begins_afresh(checkout: Any, marker: Path) -> None:
    checkout.stamp.unlink()
    checkout.python.unlink()

    checkout.make_ready()

    assert checkout.is_ready()
    assert not marker.exists()


def test_the_journal_opens_from_any_folder_with_the_options_it_was_given(checkout: Any) -> None:
    visit = enter(checkout.root, "--vault", "a b", QT_QPA_PLATFORM="offscreen")

    assert visit.stdout == "['--vault', 'a b']\n", visit.stderr


def test_the_journal_is_compiled_even_where_python_is_told_not_to(checkout: Any) -> None:
    assert list(checkout.root.glob("journal_app/__pycache__/__main__.*.pyc"))


def test_every_check_runs_and_the_tests_speak_last(
    checkout: Any, plain_tools: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert door.check(checkout, ["-q"]) == 0

    said = [line for line in capfd.readouterr().out.splitlines() if not line.startswith("—")]
    assert said == ["ruff check", "ruff format --check", "mypy", "pytest -q"]


def test_a_check_that_fails_stops_no_other_and_is_named(
    checkout: Any, plain_tools: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (plain_tools / "mypy.py").write_text("raise SystemExit(2)\n", "utf-8")

    assert door.check(checkout, []) == 2

    said = capfd.readouterr().out.splitlines()
    assert said[-2:] == ["pytest -n 2 --dist worksteal", "Not passed: mypy."]
