"""One desktop for all tests in this folder, and for each test a person who is new on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.glass import Glass

HERE = Path(__file__).parent
TEST_TIMEOUT_S = 180


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.desktop)
            item.add_marker(pytest.mark.timeout(TEST_TIMEOUT_S))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show what was on the screen when a test failed."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    fixtures = getattr(item, "funcargs", {})
    if report.failed and call.when == "call" and "glass" in fixtures:
        glass, desk = fixtures["glass"], fixtures["desk"]
        picture = glass.save(desk.root / f"{item.name}.png")
        report.sections.append(("the screen", str(picture)))
        app = next((one for one in fixtures.values() if isinstance(one, App)), None)
        if app is not None and app.runs():
            report.sections.append(("things on the screen", app.screen.outline()))
            report.sections.append(("said", app.said().decode(errors="replace")[-4000:]))
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A whole desktop, started once."""
    with Desk(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture
def glass(desk: Desk) -> Glass:
    """The pixels of the desktop's screen."""
    return Glass(desk.glass)


@pytest.fixture
def app(desk: Desk, glass: Glass, request: pytest.FixtureRequest) -> Iterator[App]:
    """Afterpage, not yet started, for somebody who has seen its first pages, and no more."""
    name = request.node.name.replace("[", "-").replace("]", "")
    with App(desk, desk.guest(name)) as app:
        yield app
        assert b"ERROR" not in app.said()
