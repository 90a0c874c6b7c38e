"""What is on the screen for somebody who listens to it: the accessibility tree of one app."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from jeepney import DBusAddress

from tests.desktop.bus import Bus, BusError
from tests.desktop.glass import Box, Spot
from tests.desktop.waiting import until

ACCESSIBLE = "org.a11y.atspi.Accessible"
TEXT = "org.a11y.atspi.Text"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
REGISTRY = DBusAddress("/org/a11y/atspi/accessible/root", "org.a11y.atspi.Registry", ACCESSIBLE)
NOWHERE = "/org/a11y/atspi/null"
WHOLE_SCREEN = 0
LOOK_EVERY_S = 0.1  # a look costs the app some milliseconds

# The bits of AtspiStateType that the tests speak of.
STATES = {
    1: "active",
    4: "checked",
    7: "editable",
    8: "enabled",
    11: "focusable",
    12: "focused",
    16: "modal",
    20: "pressed",
    23: "selected",
    25: "showing",
    30: "visible",
}


@dataclass(frozen=True)
class Thing:
    """One thing an assistive technology can find in the app."""

    bus_name: str = field(repr=False)
    path: str = field(repr=False)
    role: str
    name: str
    states: frozenset[str] = field(repr=False)

    def asked(self, interface: str) -> DBusAddress:
        """Return the address under which this thing answers to an interface."""
        return DBusAddress(self.path, self.bus_name, interface)


class Screen:
    """Looks at the accessible things of the app that runs as a given process."""

    def __init__(self, bus: Bus, pid: int) -> None:
        self._bus = bus
        self._pid = pid
        self._app: tuple[str, str] | None = None

    def things(self) -> Iterator[Thing]:
        """Go through all things that are showing, from the window inwards."""
        if self._app is None:
            self._app = self._find_app()
        if self._app is not None:
            for window in self._children(*self._app):
                yield from self._within(*window)

    def find(
        self, role: str = "", name: str = "", where: Callable[[Thing], bool] = lambda _: True
    ) -> Thing | None:
        """Return the first showing thing with this role and this name in its name, if any."""
        for thing in self.things():
            if role in {"", thing.role} and name in thing.name and where(thing):
                return thing
        return None

    def wait_for(
        self, role: str = "", name: str = "", where: Callable[[Thing], bool] = lambda _: True
    ) -> Thing:
        """Wait until such a thing is showing."""
        what = f"{role or 'a thing'} named “{name}”"
        return until(lambda: self.find(role, name, where), what, every=LOOK_EVERY_S)

    def reads(self, words: str) -> bool:
        """Tell whether these words are showing, as a name or in a text."""
        return any(words in thing.name or words in self.text(thing) for thing in self.things())

    def wait_to_read(self, words: str) -> None:
        """Wait until these words are showing."""
        until(lambda: self.reads(words), f"the words “{words}”", every=LOOK_EVERY_S)

    def text(self, thing: Thing) -> str:
        """Return the text in a thing, or nothing if it is no text."""
        try:
            return str(self._bus.call(thing.asked(TEXT), "GetText", "ii", 0, -1))
        except BusError:
            return ""

    def box(self, thing: Thing) -> Box:
        """Return where on the screen a thing is, once it no longer moves there."""
        seen: list[Box] = []

        def rests() -> bool:
            seen.append(self._extents(thing))
            return len(seen) > 1 and seen[-1] == seen[-2]

        until(rests, "a thing to find its place", every=LOOK_EVERY_S / 2)
        return seen[-1]

    def centre(self, thing: Thing) -> Spot:
        """Return the middle of a thing."""
        return self.box(thing).centre

    def press(self, thing: Thing) -> None:
        """Press a button as assistive technology does, past whatever has grabbed the mouse."""
        assert self._bus.call(thing.asked(ACTION), "DoAction", "i", 0)

    def focused(self) -> Thing | None:
        """Return the thing that has the keyboard."""
        return self.find(where=lambda thing: {"focused", "focusable"} <= thing.states)

    def outline(self) -> str:
        """Return all that is showing, one line each, for a person to read."""
        return "\n".join(f"{t.role}: {t.name!r} {sorted(t.states)}" for t in self.things())

    def _extents(self, thing: Thing) -> Box:
        x, y, width, height = self._bus.call(
            thing.asked(COMPONENT), "GetExtents", "u", WHOLE_SCREEN
        )
        return Box(x, y, width, height)

    def _find_app(self) -> tuple[str, str] | None:
        for bus_name, path in self._bus.call(REGISTRY, "GetChildren"):
            try:
                if self._bus.pid(bus_name) == self._pid:
                    return bus_name, path
            except BusError:  # an app that has just gone
                continue
        return None

    def _within(self, bus_name: str, path: str) -> Iterator[Thing]:
        try:
            thing = self._see(bus_name, path)
            children = self._children(bus_name, path) if "showing" in thing.states else []
        except BusError:  # it went while we looked
            return
        if "showing" in thing.states:
            yield thing
        for child in children:
            yield from self._within(*child)

    def _see(self, bus_name: str, path: str) -> Thing:
        where = DBusAddress(path, bus_name, ACCESSIBLE)
        low, high = self._bus.call(where, "GetState")
        bits = low | high << 32
        states = frozenset(name for bit, name in STATES.items() if bits >> bit & 1)
        role = self._bus.call(where, "GetRoleName")
        return Thing(bus_name, path, role, self._bus.get(where, "Name"), states)

    def _children(self, bus_name: str, path: str) -> list[tuple[str, str]]:
        where = DBusAddress(path, bus_name, ACCESSIBLE)
        children = self._bus.call(where, "GetChildren")
        return [(name, place) for name, place in children if place != NOWHERE]
